using System.Runtime.InteropServices;
using System.Text;

namespace RoomGuard.Central.Series.Spool;

/// <summary>Asks the disk to keep the names in a folder, as fsync does for the content of a file. The platform has no call for it.</summary>
internal static class FolderEntry
{
    private const int ReadOnly = 0;

    /// <summary>Ends when the folder's entries are on the disk. Where the system has no such call, nothing is done.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"The folder {folder} cannot be opened (errno {Marshal.GetLastPInvokeError()}).");
        }

        var answer = Sync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (answer != 0)
        {
            throw new IOException($"The entries of {folder} cannot be written to the disk (errno {error}).");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
