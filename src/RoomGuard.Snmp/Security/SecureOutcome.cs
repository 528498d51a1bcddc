using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Security;

/// <summary>What one datagram did to a conversation.</summary>
internal enum SecureStep
{
    /// <summary>It is the answer.</summary>
    Answer,

    /// <summary>Something was learned: write the next datagram and send it, without waiting for the time-out.</summary>
    AskAgain,

    /// <summary>It is to be counted and forgotten; the answer may still come.</summary>
    Ignore,

    /// <summary>The conversation is over without an answer.</summary>
    Failed,
}

/// <summary>A step, and what goes with it.</summary>
internal readonly record struct SecureOutcome
{
    public static readonly SecureOutcome AskAgain = new() { Step = SecureStep.AskAgain };

    public SecureStep Step { get; private init; }

    /// <summary>The answer, with <see cref="SecureStep.Answer"/>.</summary>
    public Pdu? Pdu { get; private init; }

    /// <summary>Why it does not count, with <see cref="SecureStep.Ignore"/>.</summary>
    public string? Reason { get; private init; }

    /// <summary>What went wrong, with <see cref="SecureStep.Failed"/>.</summary>
    public SnmpException? Error { get; private init; }

    public static SecureOutcome Answer(Pdu pdu) => new() { Step = SecureStep.Answer, Pdu = pdu };

    public static SecureOutcome Ignore(string reason) => new() { Step = SecureStep.Ignore, Reason = reason };

    public static SecureOutcome Failed(SnmpException error) => new() { Step = SecureStep.Failed, Error = error };
}
