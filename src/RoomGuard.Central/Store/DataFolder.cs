namespace RoomGuard.Central.Store;

/// <summary>The folder of the files that this centre keeps.</summary>
internal sealed record DataFolder(string Path)
{
    /// <summary>Makes the folder when it is not there. Journals name people: only the account we run under may read it.</summary>
    /// <exception cref="IOException">Something else is in its place, or the disk does not work.</exception>
    public void Make()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
