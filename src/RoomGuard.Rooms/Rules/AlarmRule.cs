using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Rules;

/// <summary>What makes an alarm of a signal, on every equipment of a room. Immutable.</summary>
/// <param name="Signal">The signal it watches; <c>*</c> for a rule that looks at every signal.</param>
/// <param name="Rule">The rule's name: what alarms, their texts and journals call it. One signal has a rule of one name once.</param>
public abstract record AlarmRule(string Signal, string Rule)
{
    /// <summary>How long it must be so before the alarm is raised.</summary>
    public TimeSpan OnDelay { get; init; }

    /// <summary>How long it must be over before the alarm returns.</summary>
    public TimeSpan OffDelay { get; init; }

    /// <summary>How urgent it is.</summary>
    public AlarmPriority Priority { get; init; } = AlarmPriority.Warning;

    /// <summary>Where it comes from: a datasheet, a clause, a standard, the operator.</summary>
    public string Source { get; init; } = "operator";

    /// <summary>What people are told; null for the text of its name in <c>texts.json</c>.</summary>
    public LocalText? Text { get; init; }

    /// <summary>Names, <c>{signal}/{rule}</c>, of the rules on the same equipment whose alarm makes this one's superfluous.</summary>
    public IReadOnlyList<string> SuppressedBy { get; init; } = [];

    /// <summary>Fire, or the mains really gone: no test and no maintenance of a whole room keeps it from paging.</summary>
    public bool IsAlways { get; init; }

    /// <summary>No declared test explains it, whatever its scope: power is really lost, or a test failed.</summary>
    public bool IsEvenInTest { get; init; }

    /// <summary>Its alarm says that the equipment is without power or does not answer: what depends on it then is no news.</summary>
    public bool IsDown { get; init; }

    /// <summary>The rule as others name it: <c>{signal}/{rule}</c>.</summary>
    public string Name => $"{Signal}/{Rule}";

    /// <summary>What it makes of a value, for rules that need no more than that.</summary>
    internal virtual Wish Judge(in Reading reading) => Wish.Keep;
}
