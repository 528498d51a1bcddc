using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Snmp;

/// <summary>What a run of a poller gave and cost, as every poller of this bench prints it.</summary>
/// <param name="CpuPer10k">CPU-seconds of the poller's process for 10,000 values.</param>
internal sealed record Poll(double PollsPerSecond, double CpuPer10k, long Failures, long MissedPeriods, double BytesPerValue, double RssMebibytes)
{
    /// <summary>Runs a poller to its end.</summary>
    public static async Task<Poll> RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output) = await RealProcess.RunAsync(program, arguments, TimeSpan.FromMinutes(3));
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        if (exitCode != 0 || line is null)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode} and printed:\n{output}");
        }

        using var json = JsonDocument.Parse(line);
        return new Poll(Number("polls_per_s"), Number("cpu_s_per_10k"), (long)Number("failures"), (long)Number("missed_periods"), Number("bytes_per_value"), Number("rss_mib"));

        double Number(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
    }
}
