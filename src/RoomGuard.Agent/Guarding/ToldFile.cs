namespace RoomGuard.Agent.Guarding;

/// <summary>What people were told by the agent itself and still stands, kept over a restart. Written when it changes, which is when somebody was told.</summary>
internal sealed class ToldFile(string path)
{
    private const int MostLines = 100;
    private const int LongestLine = 512;

    /// <summary>The names; empty when there is no file, or none that can be read: then somebody may be told twice.</summary>
    public IReadOnlyList<string> Read()
    {
        try
        {
            return File.Exists(path) ? [.. File.ReadLines(path).Take(MostLines).Where(line => line.Length is > 0 and <= LongestLine)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Writes the names whole, or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public void Write(IReadOnlyList<string> names)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        using (var text = new StreamWriter(file))
        {
            foreach (var name in names)
            {
                text.WriteLine(name);
            }

            text.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
