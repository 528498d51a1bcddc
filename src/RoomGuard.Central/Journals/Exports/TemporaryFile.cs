namespace RoomGuard.Central.Journals.Exports;

/// <summary>Files that nobody else can read and that are gone when they are closed.</summary>
internal static class TemporaryFile
{
    /// <summary>A new one.</summary>
    public static FileStream Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 64 * 1024,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"roomguard-export-{Guid.NewGuid():N}"), options);
    }
}
