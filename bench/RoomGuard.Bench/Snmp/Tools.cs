using RoomGuard.Testing;

namespace RoomGuard.Bench.Snmp;

/// <summary>The programs of <c>bench/snmp</c>, compiled here, and the poller that <c>eng/bench.sh</c> has published.</summary>
internal static class Tools
{
    public static string Folder { get; } = Repository.Path("artifacts", "bench-tools");

    public static string Devices { get; } = Path.Combine(Folder, "ups_devices");

    public static string RawPoller { get; } = Path.Combine(Folder, "raw_poller");

    public static string LibsnmpPoller { get; } = Path.Combine(Folder, "libsnmp_poller");

    public static string OurPoller { get; } = Path.Combine(Folder, "snmp-poller");

    /// <summary>Compiles what is written in C.</summary>
    public static async Task MakeAsync()
    {
        Directory.CreateDirectory(Folder);
        await CompileAsync("ups_devices");
        await CompileAsync("raw_poller");
        await CompileAsync("libsnmp_poller", "-lnetsnmp");
    }

    /// <summary>Starts simulated units and waits until they listen.</summary>
    public static async Task<RealProcess> StartAsync(string program, params string[] arguments)
    {
        var devices = RealProcess.Start(program, arguments);
        await devices.UntilAsync(() => Task.FromResult(devices.Output.Contains("ready", StringComparison.Ordinal)), TimeSpan.FromSeconds(20), "the simulated units listened");
        return devices;
    }

    private static async Task CompileAsync(string name, params string[] libraries)
    {
        var source = Repository.Path("bench", "snmp", name + ".c");
        var (exitCode, output) = await RealProcess.RunAsync("gcc", ["-O2", "-Wall", "-o", Path.Combine(Folder, name), source, .. libraries], TimeSpan.FromMinutes(1));
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{source} does not compile:\n{output}");
        }
    }
}
