namespace RoomGuard.Snmp.Requests;

/// <summary>Counts what a manager sent and what came back. Thread-safe.</summary>
internal sealed class Tally
{
    private long _sent;
    private long _answered;
    private long _timedOut;
    private long _unmatched;
    private long _wrongSender;
    private long _malformed;
    private long _distrusted;

    public void Sent() => Interlocked.Increment(ref _sent);

    public void Answered() => Interlocked.Increment(ref _answered);

    public void TimedOut() => Interlocked.Increment(ref _timedOut);

    public void Unmatched() => Interlocked.Increment(ref _unmatched);

    public void WrongSender() => Interlocked.Increment(ref _wrongSender);

    public void Distrusted() => Interlocked.Increment(ref _distrusted);

    public void Malformed() => Interlocked.Increment(ref _malformed);

    public SnmpManagerCounts Read(long socketErrors) => new()
    {
        Sent = Interlocked.Read(ref _sent),
        Answered = Interlocked.Read(ref _answered),
        TimedOut = Interlocked.Read(ref _timedOut),
        Unmatched = Interlocked.Read(ref _unmatched),
        WrongSender = Interlocked.Read(ref _wrongSender),
        Malformed = Interlocked.Read(ref _malformed),
        Distrusted = Interlocked.Read(ref _distrusted),
        SocketErrors = socketErrors,
    };
}
