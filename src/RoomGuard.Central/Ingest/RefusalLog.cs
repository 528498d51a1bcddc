using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Senml;

namespace RoomGuard.Central.Ingest;

/// <summary>Counts what is refused, by reason, and says each reason once. Safe for several threads.</summary>
internal sealed partial class RefusalLog(CentralMeter meter, ILogger<RefusalLog> logger)
{
    private readonly ConcurrentDictionary<RefusalReason, bool> _said = new();

    /// <summary>Notes one refusal.</summary>
    /// <param name="from">The topic it came on, printable.</param>
    public void Add(Refusal refusal, string from)
    {
        var reason = refusal.Reason.ToWord();
        meter.Refused(reason);
        if (_said.TryAdd(refusal.Reason, true))
        {
            Log.Refused(logger, reason, from, refusal.Detail);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4020, LogLevel.Warning, "Refused ({Reason}) from {From}: {Detail}. Each reason is said once; roomguard_ingest_refused_total counts on.")]
        internal static partial void Refused(ILogger logger, string reason, string from, string detail);
    }
}
