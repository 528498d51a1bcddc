using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Series.Victoria;

/// <summary>Texts as numbers, for a store that keeps nothing else: a state is its place among the states of its signal in the catalogue, an absence its place among the reasons, both from 0.</summary>
/// <remarks>The catalogue may only add states behind those that are there. What happened at an instant (an event's text) has no number.</remarks>
internal static class StateNumbers
{
    private static readonly AbsenceReason[] Reasons = Enum.GetValues<AbsenceReason>();

    /// <summary>The number of a state; null when the signal knows no such state.</summary>
    public static int? Of(string signal, string state)
    {
        var place = 0;
        foreach (var known in SignalCatalogue.Find(signal)?.States.Keys ?? [])
        {
            if (known == state)
            {
                return place;
            }

            place++;
        }

        return null;
    }

    /// <summary>The state with a number; null when there is none.</summary>
    public static string? State(string signal, double number) =>
        SignalCatalogue.Find(signal) is { } known && number >= 0 && number < known.States.Count && double.IsInteger(number) ? known.States.Keys.ElementAt((int)number) : null;

    /// <summary>The word of the absence with a number; null when there is none.</summary>
    public static string? Fault(double number) => number >= 0 && number < Reasons.Length && double.IsInteger(number) ? Reasons[(int)number].ToWord() : null;
}
