using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>Where the two programs under test were built to.</summary>
internal static class Programs
{
    /// <summary>The <c>roomguard</c> command.</summary>
    public static string Central { get; } = Built("RoomGuard.Cli", "roomguard");

    /// <summary>The agent: the native one where the environment names it, as on a board; else the one built with the tests.</summary>
    public static string Agent { get; } = Environment.GetEnvironmentVariable("ROOMGUARD_AGENT") is { Length: > 0 } native ? native : Built("RoomGuard.Agent", "roomguard-agent");

    /// <summary>Runs <c>roomguard</c> to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunCentralAsync(params string[] arguments) => RealProcess.RunAsync(Central, arguments, TimeSpan.FromSeconds(60));

    /// <summary>Runs the agent to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunAgentAsync(params string[] arguments) => RealProcess.RunAsync(Agent, arguments, TimeSpan.FromSeconds(60));

    private static string Built(string project, string program)
    {
        // …/bin/RoomGuard.EndToEnd.Tests/{configuration}/ stands beside …/bin/{project}/{configuration}/.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, program);
    }
}
