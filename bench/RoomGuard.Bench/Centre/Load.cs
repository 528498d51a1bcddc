using System.Globalization;
using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>What the load maker is to publish.</summary>
internal sealed record Load
{
    /// <summary>Values in each message: 20, all of a room, or 1.</summary>
    public int Pack { get; init; } = 20;

    /// <summary>How a message is written: <c>senml</c>, <c>lines</c>, <c>object</c> or <c>collectd</c>.</summary>
    public string Format { get; init; } = "senml";

    public int Agents { get; init; } = 10;

    public int RoomsPerAgent { get; init; } = 10;

    /// <summary>Values a second.</summary>
    public required double ValuesPerSecond { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Alarms raised a second; 0 raises none.</summary>
    public double AlarmsPerSecond { get; init; }

    /// <summary>Alarms raised in all; 0 sets no end.</summary>
    public int AlarmsInAll { get; init; }

    /// <summary>Births published a second before the load; 0 publishes none.</summary>
    public double BirthsPerSecond { get; init; }

    /// <summary>A file for what was acknowledged of each room; every value is then the number of its reading. Null writes none.</summary>
    public string? Ledger { get; init; }

    /// <summary>Whether each second's count is printed.</summary>
    public bool HasProgress { get; init; }

    /// <summary>Starts publishing.</summary>
    public RealProcess Start(int brokerPort)
    {
        var messages = ValuesPerSecond / Pack;
        var arguments = new List<string>
        {
            "--port", Text(brokerPort), "--agents", Text(Agents), "--rooms", Text(RoomsPerAgent), "--format", Format, "--pack", Text(Pack),
            "--rate", Text(messages), "--count", Text(Math.Max(1, Math.Round(messages * Seconds))), "--seconds", Text(Seconds * 3),
            "--alarms", Text(AlarmsPerSecond), "--births", Text(BirthsPerSecond), "--alarm-count", Text(AlarmsInAll),
        };
        if (Ledger is { } ledger)
        {
            arguments.AddRange(["--ledger", ledger]);
        }

        if (HasProgress)
        {
            arguments.Add("--progress");
        }

        return RealProcess.Start(Tools.LoadMaker, arguments);
    }

    /// <summary>Publishes everything.</summary>
    public async Task<LoadReport> PublishAsync(int brokerPort)
    {
        await using var maker = Start(brokerPort);
        return await LoadReport.OfAsync(maker, TimeSpan.FromSeconds((Seconds * 3) + 60));
    }

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>What the load maker says at its end.</summary>
/// <param name="MaxBehindSeconds">How far behind its own schedule it was held at worst.</param>
internal sealed record LoadReport(long Sent, long Acknowledged, long Raised, double Seconds, double ValuesPerSecond, double MaxBehindSeconds, double P50Milliseconds, double P99Milliseconds, double CpuSeconds)
{
    /// <summary>Waits for the end of a load maker.</summary>
    public static async Task<LoadReport> OfAsync(RealProcess maker, TimeSpan limit)
    {
        var exitCode = await maker.WaitForExitAsync(limit);
        var line = maker.Output.Split('\n').LastOrDefault(static line => line.StartsWith('{'));
        if (exitCode is not (0 or 2) || line is null)
        {
            throw new InvalidOperationException($"The load maker ended with {exitCode} and printed:\n{maker.Output}");
        }

        using var json = JsonDocument.Parse(line);
        return new LoadReport(
            (long)Number("sent"), (long)Number("acknowledged"), (long)Number("raised"), Number("seconds"), Number("values_per_s"), Number("max_behind_s"), Number("p50_ms"), Number("p99_ms"), Number("cpu_s"));

        double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
    }
}
