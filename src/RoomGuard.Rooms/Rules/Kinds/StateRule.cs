using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Rules.Kinds;

/// <summary>A contact or state that must not be so: which values are wrong.</summary>
internal sealed record StateRule(string Signal, string Rule) : AlarmRule(Signal, Rule)
{
    /// <summary>The flag that is wrong; null for a signal with named states.</summary>
    public bool? WrongFlag { get; init; }

    /// <summary>The named states that are wrong.</summary>
    public IReadOnlyList<string> WrongStates { get; init; } = [];

    /// <inheritdoc/>
    internal override Wish Judge(in Reading reading) => reading.Kind switch
    {
        ReadingKind.Flag => reading.Flag == WrongFlag ? Wish.Active : Wish.Clear,
        ReadingKind.Text => IsWrong(reading.Text) ? Wish.Active : Wish.Clear,
        _ => Wish.Clear,
    };

    private bool IsWrong(string state)
    {
        for (var i = 0; i < WrongStates.Count; i++)
        {
            if (WrongStates[i] == state)
            {
                return true;
            }
        }

        return false;
    }
}
