using System.Collections.Immutable;

namespace RoomGuard.Rooms.Alarms.Kinds;

/// <summary>The votes of one quorum rule in one room.</summary>
/// <param name="Voters">Equipment whose point last said yes, in the order of their names.</param>
/// <param name="Points">How many points of the signal the room had when the votes last changed.</param>
internal sealed record Ballot(ImmutableList<string> Voters, int Points)
{
    internal static readonly Ballot Empty = new([], 0);

    /// <summary>The votes after one point's: the same instance when it changes none.</summary>
    internal Ballot With(string equipment, Wish wish)
    {
        var index = Voters.BinarySearch(equipment, StringComparer.Ordinal);
        return (wish, index) switch
        {
            (Wish.Active, < 0) => this with { Voters = Voters.Insert(~index, equipment) },
            (Wish.Clear, >= 0) => this with { Voters = Voters.RemoveAt(index) },
            _ => this,
        };
    }
}
