using System.Globalization;
using System.Text.RegularExpressions;
using RoomGuard.Bench.Centre;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Cluster;

/// <summary>Centres that share the rooms over one PostgreSQL, each a process.</summary>
internal sealed partial class SiloPair(Scratch scratch, Broker broker, Influx influx, PostgresServer postgres, WebhookListener webhook, int rooms) : IAsyncDisposable
{
    private readonly Dictionary<string, CentreProcess> _running = new(StringComparer.Ordinal);
    private readonly List<string> _ended = [];

    /// <summary>Those that run.</summary>
    public IReadOnlyCollection<CentreProcess> Running => _running.Values;

    /// <summary>How many rooms have moved between machines, as the centres said.</summary>
    public int Moves => _running.Values.Select(static silo => silo.Process.Output).Concat(_ended).Sum(static output => Moved().Matches(output).Sum(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));

    public async Task StartAsync(string name)
    {
        var settings = CentreProcess.WriteSettings(scratch, broker, influx, rooms, Sections(name), "bench", $"central-{name}.json");
        _running[name] = await CentreProcess.StartAsync(settings);
    }

    /// <summary>Kills one as a power cut would.</summary>
    public async Task KillAsync(string name)
    {
        var silo = _running[name];
        _running.Remove(name);
        await silo.Process.KillAsync();
        _ended.Add(silo.Process.Output);
        await silo.DisposeAsync();
    }

    /// <summary>Waits until rooms have moved to whoever joined last, and no more do.</summary>
    public async Task UntilSharedAsync(TimeSpan patience)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (before, still) = (Moves, 0);
        while (still < 4)
        {
            await Task.Delay(500);
            var now = Moves;
            still = now == before && now > 0 && clock.Elapsed > TimeSpan.FromSeconds(5) ? still + 1 : 0;
            before = now;
            if (clock.Elapsed > patience)
            {
                throw new InvalidOperationException($"No rooms moved within {patience.TotalSeconds:0} s:\n{string.Join('\n', _running.Values.Select(static silo => silo.Process.Output))}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _running.Values)
        {
            await silo.DisposeAsync();
        }
    }

    private string Sections(string name) => $$"""
        "cluster": { "postgres": "{{postgres.Connection}}", "silo": "{{name}}" },
        {{CentreProcess.NotifySetting(webhook)}}
        """;

    [GeneratedRegex(@"(\d+) rooms move to other machines")]
    private static partial Regex Moved();
}
