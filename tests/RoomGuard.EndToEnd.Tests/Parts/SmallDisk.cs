using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>A small disk in memory (tmpfs), which can be filled and be made read-only. Only an administrator may mount one: elsewhere such a test is skipped.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Mounts one.</summary>
    /// <param name="size">As mount(8) has it, for example <c>4m</c>.</param>
    public static async Task<SmallDisk> MountAsync(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("mount", "mount"), ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder]);
        if (exitCode != 0)
        {
            Assert.Skip($"No disk can be mounted here: {output}");
        }

        return new SmallDisk(folder);
    }

    /// <summary>Leaves no byte free.</summary>
    public async Task FillAsync()
    {
        var (_, output) = await RealProcess.RunAsync("/bin/dd", ["if=/dev/zero", $"of={Filler}", "bs=4096"]);
        Assert.Contains("No space left", output, StringComparison.Ordinal);
    }

    /// <summary>Takes away what fills it.</summary>
    public void MakeRoom() => File.Delete(Filler);

    /// <summary>Mounts it again as <c>ro</c> or <c>rw</c>.</summary>
    public async Task RemountAsync(string how)
    {
        var (exitCode, output) = await RealProcess.RunAsync("/bin/mount", ["-o", $"remount,{how}", _folder]);
        Assert.True(exitCode == 0, output);
    }

    public async ValueTask DisposeAsync() => await RealProcess.RunAsync("/bin/umount", ["-l", _folder]);
}
