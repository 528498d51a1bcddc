using System.Globalization;
using System.Text;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>An agent whose centre is dead: it sounds its siren, tells people itself, and nobody is told twice when the centre is back. Centre, mosquitto and agent as programs of their own.</summary>
public sealed class LocalAutonomyTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Scratch _board = new();
    private readonly SmtpSink _mail = new();
    private RealProcess? _agent;

    public async ValueTask DisposeAsync()
    {
        await (_agent?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _mail.DisposeAsync();
        _board.Dispose();
    }

    [Fact]
    public async Task A_leak_while_the_centre_is_dead_sounds_and_is_told_by_the_agent_and_not_again_by_the_centre()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings(more: string.Create(CultureInfo.InvariantCulture, $$""" "notify": [ { "channel": "smtp", "host": "127.0.0.1", "port": {{_mail.Port}}, "security": "none", "from": "centre@example.org", "to": ["duty@example.org"], "language": "en" } ], """));
        await site.StartReadyAsync();
        await StartAgentAsync(site.Broker.Port);
        await UntilAsync(async () => (await site.JsonAsync("api/v1/rooms/hq/srv-1")).GetProperty("points").GetArrayLength() > 0, "the centre hears the agent");
        Assert.Equal("0", Siren());

        await site.Process!.KillAsync();
        Leak(true);
        await UntilAsync(() => Task.FromResult(Siren() == "1"), "the siren sounds");
        await UntilAsync(() => Task.FromResult(Mails().Any(mail => mail.Contains("agent node-1", StringComparison.Ordinal))), "the agent tells");
        var page = Assert.Single(Mails());
        Assert.Contains("Water leak detected", page, StringComparison.Ordinal);
        Assert.Contains("hq/srv-1/leak-1/leak.wet", page, StringComparison.Ordinal);

        // It is killed as well, and begins anew: nobody is told a second time.
        await UntilAsync(() => Task.FromResult(File.Exists(_board.Path("local/told.txt"))), "it notes whom it told");
        await _agent!.KillAsync();
        await StartAgentAsync(site.Broker.Port);
        await UntilAsync(() => Task.FromResult(_agent!.Output.Contains("tells of alarms itself", StringComparison.Ordinal)), "it is alone again");
        await site.StartReadyAsync();
        await UntilAsync(async () => (await site.JsonAsync("api/v1/alarms")).GetProperty("items").EnumerateArray().Any(alarm => alarm.GetProperty("signal").GetString() == "leak.wet"), "the centre has the alarm");
        var alarm = (await site.JsonAsync("api/v1/alarms")).GetProperty("items").EnumerateArray().Single(alarm => alarm.GetProperty("signal").GetString() == "leak.wet");
        Assert.Equal("told_by_agent", alarm.GetProperty("telling").GetString());
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Single(Mails(), mail => mail.Contains("leak", StringComparison.OrdinalIgnoreCase));

        // What is new is the centre's to tell.
        Smoke(true);
        await UntilAsync(() => Task.FromResult(Mails().Any(mail => mail.Contains("centre@example.org", StringComparison.Ordinal) && mail.Contains("Smoke", StringComparison.Ordinal))), "the centre tells of smoke");
        Assert.DoesNotContain(Mails(), mail => mail.Contains("agent@example.org", StringComparison.Ordinal) && mail.Contains("Smoke", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outputs_are_in_their_safe_state_at_the_start_at_the_stop_and_after_a_crash()
    {
        await using var broker = await Mosquitto.StartAsync();
        Write("gpio23", "1");
        await StartAgentAsync(broker.Port);
        await UntilAsync(() => Task.FromResult(Siren() == "0"), "the siren is silent at the start");
        Leak(true);
        await UntilAsync(() => Task.FromResult(Siren() == "1"), "the siren sounds");
        Assert.Equal(0, await _agent!.TerminateAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal("0", Siren());

        await StartAgentAsync(broker.Port);
        await UntilAsync(() => Task.FromResult(Siren() == "1"), "the siren sounds again");
        await _agent.KillAsync();
        Assert.Equal("1", Siren());
        var safe = RealProcess.Start(Programs.Agent, ["safe", "--config", _board.Path("agent.json")]);
        Assert.Equal(0, await safe.WaitForExitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal("0", Siren());
    }

    private async Task StartAgentAsync(int port)
    {
        await (_agent?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (!File.Exists(_board.Path("sys/class/gpio/gpio17/value")))
        {
            Leak(false);
            Smoke(false);
        }

        if (!File.Exists(_board.Path("sys/class/gpio/gpio23/value")))
        {
            Write("gpio23", "0");
        }

        _board.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$"""
            { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{port}} }, "publishing": { "batch": "100 ms" }, "sysfs": "sys",
              "contacts": { "driver": "tree", "lines": [
                { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "leak.wet", "period": "1 s" },
                { "line": 22, "room": "srv-1", "equipment": "smoke-1", "signal": "smoke.alarm", "period": "1 s" } ] },
              "local": { "after": "10 s", "languages": ["en", "ru"],
                "outputs": [ { "line": 23, "room": "srv-1", "equipment": "siren-1" } ],
                "mail": { "host": "127.0.0.1", "port": {{_mail.Port}}, "security": "none", "from": "agent@example.org", "to": ["duty@example.org"] } } }
            """));
        _agent = RealProcess.Start(Programs.Agent, ["run", "--config", _board.Path("agent.json")]);
    }

    private List<string> Mails() => [.. _mail.Messages.Select(Plain)];

    // Enough of RFC 2045 for a reader: the body may be in base64 or quoted.
    private static string Plain(string message)
    {
        var parts = message.ReplaceLineEndings("\n").Split("\n\n", 2);
        var body = parts[0].Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Trim().Replace("\n", "", StringComparison.Ordinal))) : parts[^1];
        return $"{parts[0]}\n\n{body}";
    }

    private void Leak(bool isWet) => Write("gpio17", isWet ? "1" : "0");

    private void Smoke(bool isThere) => Write("gpio22", isThere ? "1" : "0");

    private string Siren() => File.ReadAllText(_board.Path("sys/class/gpio/gpio23/value")).Trim();

    private void Write(string line, string level) => File.Move(_board.Write($"sys/class/gpio/{line}/value.new", level + "\n"), _board.Path($"sys/class/gpio/{line}/value"), overwrite: true);

    private static async Task UntilAsync(Func<Task<bool>> isTrue, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, what);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
