using System.Text.RegularExpressions;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Brings lines to InfluxDB: makes the database when it may, finds the lines that are refused for good and sets them aside. Safe for several threads.</summary>
internal sealed partial class InfluxLines(InfluxHttp http, InfluxOptions options, InfluxProvisioner provisioner, RefusedLines refused)
{
    /// <summary>Most lines of one request.</summary>
    public const int MaxLines = 5_000;

    private bool _hasPolicies = !options.Policies.Any();

    /// <summary>Ends when every line is stored or set aside.</summary>
    /// <param name="retention">The retention policy they go to.</param>
    /// <exception cref="SeriesUnavailableException">The server cannot take them now.</exception>
    public async Task WriteAsync(LineSlice lines, string retention, CancellationToken stop)
    {
        await MakePoliciesAsync(stop);
        var answer = await http.WriteAsync(lines.Bytes, retention, stop);
        if (answer.Status == 404 && await provisioner.TryCreateAsync(stop))
        {
            answer = await http.WriteAsync(lines.Bytes, retention, stop);
        }

        switch (answer.Status)
        {
            case >= 200 and < 300:
                return;
            // 422 is how version 2 names what version 1 calls 400.
            case 400 or 422 when lines.Count == 1 || DroppedAll(answer.Error, lines.Count):
                refused.Add(lines.Texts, answer.Error);
                return;
            // The good lines may be stored already; storing them again in a half changes nothing, the bad ones end up alone.
            case 400 or 413 or 422 when lines.Count > 1:
                await WriteAsync(lines.First, retention, stop);
                await WriteAsync(lines.Second, retention, stop);
                return;
            case 413:
                refused.Add(lines.Texts, answer.Error);
                return;
            default:
                throw new SeriesUnavailableException($"InfluxDB at {options.Url} did not take samples: {answer.Error}");
        }
    }

    // A policy needs its database.
    private async Task MakePoliciesAsync(CancellationToken stop)
    {
        if (_hasPolicies)
        {
            return;
        }

        try
        {
            await provisioner.MakePoliciesAsync(stop);
        }
        catch (SeriesUnavailableException error) when (error.Message.Contains("database not found", StringComparison.Ordinal) && options.Token is null)
        {
            await provisioner.TryCreateAsync(stop);
            await provisioner.MakePoliciesAsync(stop);
        }

        _hasPolicies = true;
    }

    // "partial write: points beyond retention policy dropped=40": all of 40 need no search for the bad one.
    private static bool DroppedAll(string error, int count) =>
        Dropped().Match(error) is { Success: true } match && match.Groups[1].Value == FormattableString.Invariant($"{count}");

    [GeneratedRegex(@"dropped=(\d+)$")]
    private static partial Regex Dropped();
}
