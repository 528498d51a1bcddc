using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>The programs of <c>bench/centre</c>, compiled here, and those of other people that <c>eng/install.sh --bench</c> brings.</summary>
internal static class Tools
{
    public static string Folder { get; } = Repository.Path("artifacts", "bench-tools");

    public static string LoadMaker { get; } = Path.Combine(Folder, "load_maker");

    public static string BareBridge { get; } = Path.Combine(Folder, "bare_bridge");

    /// <summary>Where npm has put Node-RED.</summary>
    public static string NodeModules { get; } = Repository.Path("artifacts", "bench-node", "node_modules");

    /// <summary>The <c>roomguard</c> command, compiled ahead as a centre in service has it; published by <c>eng/bench.sh</c>.</summary>
    public static string Central { get; } = Repository.Path("artifacts", "roomguard", "roomguard");

    /// <summary>Compiles what is written in C.</summary>
    public static async Task MakeAsync()
    {
        Directory.CreateDirectory(Folder);
        await CompileAsync("load_maker");
        await CompileAsync("bare_bridge", "-lmosquitto", "-lpthread");
    }

    private static async Task CompileAsync(string name, params string[] libraries)
    {
        var source = Repository.Path("bench", "centre", name + ".c");
        var (exitCode, output) = await RealProcess.RunAsync("gcc", ["-O2", "-Wall", "-Wextra", "-o", Path.Combine(Folder, name), source, .. libraries], TimeSpan.FromMinutes(1));
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{source} does not compile:\n{output}");
        }
    }
}
