namespace RoomGuard.Devices.Pulses;

/// <summary>How many pulses there were: pure, one value after each.</summary>
/// <param name="Count">Pulses, those included of which only the number tells.</param>
/// <param name="Unheard">Pulses of <paramref name="Count"/> that the kernel numbered and could not keep for us.</param>
/// <param name="LastAt">When the last one began; null before the first.</param>
/// <param name="LastNo">The number of the last one on its line.</param>
public readonly record struct PulseTally(long Count, long Unheard, DateTimeOffset? LastAt, uint LastNo)
{
    /// <summary>After a pulse that the kernel numbered.</summary>
    public PulseTally See(uint no, DateTimeOffset at)
    {
        // The numbers go round; what goes back began anew without our asking.
        var more = unchecked(no - LastNo) is var step and <= int.MaxValue ? step : 1;
        return new PulseTally(Count + more, Unheard + Math.Max(more, 1) - 1, at, no);
    }

    /// <summary>After a pulse that nobody numbered.</summary>
    public PulseTally See(DateTimeOffset at) => this with { Count = Count + 1, LastAt = at };

    /// <summary>The line is asked for anew, and its numbers begin again.</summary>
    public PulseTally Again() => this with { LastNo = 0 };
}
