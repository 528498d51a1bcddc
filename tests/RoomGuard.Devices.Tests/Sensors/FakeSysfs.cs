using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Sensors;

/// <summary>A kernel tree of a test's own.</summary>
internal sealed class FakeSysfs : IDisposable
{
    private readonly Scratch _scratch = new();

    public string Root => _scratch.Folder;

    public void Dispose() => _scratch.Dispose();

    public FakeSysfs With(string file, string text)
    {
        _scratch.Write(file, text);
        return this;
    }

    /// <summary>A file that the kernel answers with EIO when it is read: the first page of a process's own memory.</summary>
    public FakeSysfs WithInputError(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_scratch.Path(file))!);
        File.CreateSymbolicLink(_scratch.Path(file), "/proc/self/mem");
        return this;
    }

    public Reading Read(string driver, string device, string channel, string signal) =>
        Catalog.Drivers[driver].Open(Root, new SensorChannel(device, channel, SignalCatalogue.Find(signal)!)).Read();
}
