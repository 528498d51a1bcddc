namespace RoomGuard.Testing;

/// <summary>A folder of a test's own, gone when the test is.</summary>
public sealed class Scratch : IDisposable
{
    /// <summary>The folder's absolute path.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("roomguard-test-").FullName;

    /// <summary>An absolute path inside the folder.</summary>
    public string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    /// <summary>Writes a text file, its folders included, and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just ending may still write here; the folder is below /tmp and harmless.
        }
    }
}
