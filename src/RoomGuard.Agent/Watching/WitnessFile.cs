using System.Text;

namespace RoomGuard.Agent.Watching;

/// <summary>The file that holds the witnessed checkpoints: read whole, replaced whole. A power cut leaves the old one or the new one.</summary>
/// <param name="path">Its path; its folder is made when it is first written.</param>
internal sealed class WitnessFile(string path)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Its path.</summary>
    public string Path => path;

    /// <summary>Whether it is there.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Its lines; none where there is no file. At most its newest <see cref="WitnessBook.MaxFileBytes"/> are read.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IReadOnlyList<byte[]> Read()
    {
        if (!Exists)
        {
            return [];
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        stream.Seek(-Math.Min(stream.Length, WitnessBook.MaxFileBytes), SeekOrigin.End);
        using var text = new StreamReader(stream, Utf8);
        var lines = new List<byte[]>();
        while (text.ReadLine() is { } line)
        {
            lines.Add(Utf8.GetBytes(line));
        }

        return lines;
    }

    /// <summary>Replaces it: a file beside it, flushed to the disk, then renamed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Replace(IEnumerable<string> lines)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var fresh = path + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            foreach (var line in lines)
            {
                stream.Write(Utf8.GetBytes(line));
                stream.WriteByte((byte)'\n');
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
