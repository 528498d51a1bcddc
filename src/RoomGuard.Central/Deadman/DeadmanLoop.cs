using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Options;
using RoomGuard.Central.Running;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Deadman;

/// <summary>Gives signs of life while the centre does its work, and none while it does not: whoever listens takes silence for trouble.</summary>
/// <remarks>By real time: nobody outside lives faster because a demonstration does.</remarks>
internal sealed partial class DeadmanLoop(CentralOptions options, Readiness readiness, StateGate gate, ClusterSeat seat, Heartbeats heartbeats, CentralMeter meter, ILogger<DeadmanLoop> logger) : IDisposable
{
    // A call that hangs must not delay the next one for ever.
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(10);

    // What was mended is told without waiting for the next turn.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // A start takes a moment; so does a broker that starts again.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = CallPatience };
    private readonly Outage[] _outages = [.. options.Deadman.Calls.Select(_ => new Outage())];
    private long? _amissSince;
    private bool _isSaid;

    /// <summary>Gives signs until <paramref name="stop"/>. Where several machines share the rooms each one calls for itself, and the one that leads speaks on the broker.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.Ready.WaitAsync(stop);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var speaking = options.Deadman.OnBroker ? seat.LeadAsync(heartbeats.RunAsync, end.Token) : Task.CompletedTask;
        try
        {
            await GiveAsync(speaking, stop);
        }
        finally
        {
            // The last word on the broker, that the centre is gone, is still said.
            await end.CancelAsync();
            await speaking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task GiveAsync(Task speaking, CancellationToken stop)
    {
        while (!speaking.IsFaulted)
        {
            var pause = options.Deadman.Every;
            if (IsWell())
            {
                heartbeats.Beat();
                await Task.WhenAll(options.Deadman.Calls.Select((call, index) => CallAsync(call, _outages[index], stop)));
            }
            else
            {
                pause = pause < LookAgain ? pause : LookAgain;
            }

            await Task.Delay(pause, stop);
        }

        await speaking;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // A centre that watches but can tell nobody is as good as none.
    private bool IsWell()
    {
        var report = readiness.Look();
        var channels = report.Parts.Where(part => part.Name.StartsWith(Readiness.ChannelStart, StringComparison.Ordinal)).ToList();
        var amiss = report.Parts.Where(part => part is { IsNeeded: true, Trouble: not null }).ToList();
        if (amiss.Count == 0 && channels.Count > 0 && channels.TrueForAll(channel => channel.Trouble is not null))
        {
            amiss = channels;
        }

        Say(amiss);
        return amiss.Count == 0;
    }

    private void Say(List<PartReport> amiss)
    {
        if (amiss.Count == 0)
        {
            if (_isSaid)
            {
                Log.GivenAgain(logger, Stopwatch.GetElapsedTime(_amissSince!.Value));
            }

            (_amissSince, _isSaid) = (null, false);
            return;
        }

        _amissSince ??= Stopwatch.GetTimestamp();
        if (!_isSaid && Stopwatch.GetElapsedTime(_amissSince.Value) > Grace)
        {
            _isSaid = true;
            Log.Withheld(logger, string.Join(", ", amiss.Select(part => part.Name)));
        }
    }

    private async Task CallAsync(DeadmanCall call, Outage outage, CancellationToken stop)
    {
        string? reason;
        try
        {
            using var request = new HttpRequestMessage(call.IsPost ? HttpMethod.Post : HttpMethod.Get, call.Url);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            reason = answer.IsSuccessStatusCode ? null : FormattableString.Invariant($"it answered {(int)answer.StatusCode}.");
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            reason = error.Message;
        }

        meter.Deadman(call.Name, reason is null ? "given" : "failed");
        if (reason is not null)
        {
            if (outage.Begin(reason, ""))
            {
                Log.Unheard(logger, call.Name, reason);
            }
        }
        else if (outage.End() is { } length)
        {
            Log.HeardAgain(logger, call.Name, length);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4601, LogLevel.Error, "No sign of life is given any more, because this is not well: {Parts}. /readyz tells what to check. Said once; the next line is its end.")]
        internal static partial void Withheld(ILogger logger, string parts);

        [LoggerMessage(4602, LogLevel.Information, "Signs of life are given again after {Length}.")]
        internal static partial void GivenAgain(ILogger logger, TimeSpan length);

        [LoggerMessage(4603, LogLevel.Warning, "The sign of life is not heard at {Host}: {Reason} Said once; the next line is its return.")]
        internal static partial void Unheard(ILogger logger, string host, string reason);

        [LoggerMessage(4604, LogLevel.Information, "The sign of life is heard at {Host} again after {Length}.")]
        internal static partial void HeardAgain(ILogger logger, string host, TimeSpan length);
    }
}
