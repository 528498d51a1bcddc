using System.Globalization;
using System.Text.RegularExpressions;
using RoomGuard.Agent.Tests.Broker;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Service;

/// <summary>The real agent as a service, and the judgement of systemd of its unit.</summary>
public sealed partial class AgentServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_agent_is_ready_when_its_inputs_are_open_lives_and_stops_in_order(bool isAbstract)
    {
        // No broker: an agent without one is ready all the same, and keeps what it reads.
        using var rig = new AgentRig(Ports.FreeTcp());
        var address = isAbstract ? $"@roomguard-test-{Environment.ProcessId}" : rig.Folder.Path("notify");
        await using var manager = new NotifyListener(address);
        await using var agent = Start(rig, address);
        await agent.UntilAsync(() => Task.FromResult(manager.Count("WATCHDOG=1") >= 5), Patience, "five signs of life");
        Assert.Equal(1, manager.Count("READY=1"));
        Assert.Contains(manager.Heard, heard => heard.Line.StartsWith("STATUS=2 inputs; the broker is away; ", StringComparison.Ordinal));
        Assert.Equal(0, await agent.TerminateAsync(Patience));
        Assert.Equal(["STOPPING=1", "STATUS=Stopping."], manager.Heard.TakeLast(2).Select(heard => heard.Line));
    }

    [Fact]
    public async Task The_agent_gives_no_sign_of_life_while_one_of_its_threads_hangs_and_gives_it_again()
    {
        using var rig = new AgentRig(Ports.FreeTcp());
        await File.WriteAllTextAsync(rig.SettingsFile, (await File.ReadAllTextAsync(rig.SettingsFile)).Replace("\"debounce\": \"10 ms\"", "\"period\": \"1 s\"", StringComparison.Ordinal));
        var address = rig.Folder.Path("notify");
        await using var manager = new NotifyListener(address);
        await using var agent = Start(rig, address);
        await agent.UntilAsync(() => Task.FromResult(manager.Count("WATCHDOG=1") >= 3), Patience, "three signs of life");

        // Whoever opens a pipe that nobody writes to waits for ever: the contact's thread, in the middle of a look.
        var (exitCode, output) = await RealProcess.RunAsync("sh", ["-c", $"mkfifo {rig.Folder.Path("pipe")} && mv {rig.Folder.Path("pipe")} {rig.Folder.Path("sys/class/gpio/gpio17/value")}"]);
        Assert.True(exitCode == 0, output);
        await agent.UntilAsync(() => Task.FromResult(manager.Heard.Any(heard => heard.Line == "STATUS=Hangs: hq/srv-1/leak-1/leak.wet.")), TimeSpan.FromSeconds(60), "the hanging contact is named");
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.True(manager.Since("WATCHDOG=1") > TimeSpan.FromSeconds(1.5));
        Assert.Contains("hq/srv-1/leak-1/leak.wet hangs: the watchdog is told nothing until it goes on", agent.Output, StringComparison.Ordinal);
        Assert.False(agent.HasExited);
        var before = manager.Count("WATCHDOG=1");
        await File.WriteAllTextAsync(rig.Folder.Path("sys/class/gpio/gpio17/value"), "0\n");
        rig.Leak(false);
        await agent.UntilAsync(() => Task.FromResult(manager.Count("WATCHDOG=1") > before), Patience, "it lives again");
    }

    [Fact]
    public async Task Systemd_finds_no_fault_in_the_unit_and_little_exposure()
    {
        var unit = Repository.Path("firmware-config", "systemd", "roomguard-agent.service");
        var text = await File.ReadAllTextAsync(unit);
        Assert.Contains("\nType=notify\n", text, StringComparison.Ordinal);
        Assert.Contains("\nWatchdogSec=30\n", text, StringComparison.Ordinal);
        Assert.Contains("\nRestart=always\n", text, StringComparison.Ordinal);
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("systemd-analyze", "systemd"), ["security", "--offline=true", unit]);
        var exposure = Exposure().Match(output);
        Assert.True(exitCode == 0 && exposure.Success, output);
        Assert.InRange(double.Parse(exposure.Groups[1].Value, CultureInfo.InvariantCulture), 0, 2.5);
    }

    private static RealProcess Start(AgentRig rig, string address) => RealProcess.Start(
        "dotnet",
        [AgentRig.Program, "run", "--config", rig.SettingsFile],
        new Dictionary<string, string> { ["NOTIFY_SOCKET"] = address, ["WATCHDOG_USEC"] = "600000" });

    [GeneratedRegex(@"Overall exposure level for \S+: ([0-9.]+)")]
    private static partial Regex Exposure();
}
