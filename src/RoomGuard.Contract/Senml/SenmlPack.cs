namespace RoomGuard.Contract.Senml;

/// <summary>What a decoder made of one payload.</summary>
/// <param name="Records">The records that hold, each with its place in the pack.</param>
/// <param name="Refusals">What was refused, and why. A pack can have both.</param>
public sealed record SenmlPack(IReadOnlyList<(int Index, SenmlRecord Record)> Records, IReadOnlyList<Refusal> Refusals)
{
    internal static SenmlPack Refused(RefusalReason reason, string detail) => new([], [new Refusal(reason, -1, detail)]);
}
