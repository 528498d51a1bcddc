namespace RoomGuard.Rooms.Clause163;

/// <summary>Keeps the verdicts of a room: takes in attestations, and works the items out again when something they rest on changed.</summary>
internal static class VerdictBook
{
    internal static void Attest(RoomTurn turn, Attestation attestation)
    {
        if (Catalogue.Current.Find(attestation.Item) is { } item)
        {
            turn.Attestations[$"{attestation.Item}/{attestation.Slot ?? item.Parts[0].Slots[0].Id}"] = attestation;
        }
    }

    internal static void Assess(RoomTurn turn)
    {
        foreach (var item in Catalogue.Current.Items)
        {
            if (!turn.Verdicts.ContainsKey(item.Id))
            {
                turn.Verdicts[item.Id] = new Verdict(item.Id, VerdictState.Unknown, [ReasonCode.AttestMissing], turn.Now, []);
            }
        }
    }
}
