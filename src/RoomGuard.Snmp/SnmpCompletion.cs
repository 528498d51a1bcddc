namespace RoomGuard.Snmp;

/// <summary>On which thread a caller goes on when its answer has come.</summary>
public enum SnmpCompletion
{
    /// <summary>A thread of the pool: a caller may do what it likes.</summary>
    OnThreadPool,

    /// <summary>
    /// The thread that reads the socket: the cheapest, for callers that never block. Nobody's answer is read while one caller
    /// works, and a caller that waits there for another answer waits for ever.
    /// </summary>
    OnReceiver,
}
