using RoomGuard.Simulator.Kernel;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests.Kernel;

public sealed class KernelTreeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Only_files_whose_text_changed_are_written()
    {
        var tree = new KernelTree(_scratch.Path("sys"));
        tree.Show(new KernelFile("a/b/value", "0\n"));
        var written = File.GetLastWriteTimeUtc(_scratch.Path("sys", "a", "b", "value"));
        tree.Show(new KernelFile("a/b/value", "0\n"));
        Assert.Equal((1, written), (tree.Changes, File.GetLastWriteTimeUtc(_scratch.Path("sys", "a", "b", "value"))));
        tree.Show(new KernelFile("a/b/value", "1\n"));
        Assert.Equal("1\n", File.ReadAllText(_scratch.Path("sys", "a", "b", "value")));
        Assert.Equal(["value"], Directory.EnumerateFiles(_scratch.Path("sys", "a", "b")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_goes_and_comes_back()
    {
        var tree = new KernelTree(_scratch.Path("sys"));
        tree.Show(new KernelFile("a/temp1_input", null));
        Assert.False(File.Exists(_scratch.Path("sys", "a", "temp1_input")));
        tree.Show(new KernelFile("a/temp1_input", "5\n"));
        tree.Show(new KernelFile("a/temp1_input", null));
        Assert.False(File.Exists(_scratch.Path("sys", "a", "temp1_input")));
        tree.Show(new KernelFile("a/temp1_input", "5\n"));
        Assert.True(File.Exists(_scratch.Path("sys", "a", "temp1_input")));
    }

    [Fact]
    public void A_link_leads_to_the_same_file()
    {
        var tree = new KernelTree(_scratch.Path("sys"));
        tree.Show(new KernelFile("bus/w1/devices/28-1/hwmon/hwmon2/name", "w1_slave_temp\n"));
        tree.Link("class/hwmon/hwmon2", "../../bus/w1/devices/28-1/hwmon/hwmon2");
        tree.Link("class/hwmon/hwmon2", "../../bus/w1/devices/28-1/hwmon/hwmon2");
        Assert.Equal("w1_slave_temp\n", File.ReadAllText(_scratch.Path("sys", "class", "hwmon", "hwmon2", "name")));
    }

    [Fact]
    public async Task No_reader_ever_sees_half_a_file()
    {
        var tree = new KernelTree(_scratch.Path("sys"));
        var (shorter, longer) = (new string('a', 10) + "\n", new string('b', 20_000) + "\n");
        tree.Show(new KernelFile("x/value", shorter));
        var path = _scratch.Path("sys", "x", "value");
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var seen = new HashSet<string>();
            while (!done.IsCancellationRequested)
            {
                seen.Add(File.ReadAllText(path));
            }

            return seen;
        });
        for (var i = 0; i < 1000; i++)
        {
            tree.Show(new KernelFile("x/value", i % 2 == 0 ? longer : shorter));
        }

        await done.CancelAsync();
        Assert.Subset(new HashSet<string> { shorter, longer }, await reader);
    }
}
