using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Clause35.Checks;

/// <summary>Journal 35.8, section M: a sensor beside a reference instrument. The person reads the instrument; what the sensor showed then is known.</summary>
internal static class ReferenceCheck
{
    // A sensor is compared with what it shows now; an older entry brings its deviation itself.
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    /// <summary>The draft with its deviation, sensor less instrument, where the sensor can say it.</summary>
    internal static JournalDraft Complete(RoomTurn turn, JournalDraft draft)
    {
        if (draft is not { Journal: "35.8", Section: "M" } || draft.Fields.ContainsKey("deviation") || draft.Fields.GetValueOrDefault("ref_reading") is not JournalValue.Number reference)
        {
            return draft;
        }

        var (unit, shown) = reference.Unit switch
        {
            "" => Shown(turn, draft, "env.temp") is { } celsius ? ("Cel", celsius) : ("%RH", Shown(turn, draft, "env.rh")),
            "Cel" => ("Cel", Shown(turn, draft, "env.temp")),
            "%RH" => ("%RH", Shown(turn, draft, "env.rh")),
            _ => ("", null),
        };
        if (shown is not { } value)
        {
            return draft;
        }

        var fields = new Dictionary<string, JournalValue>(draft.Fields, StringComparer.Ordinal)
        {
            ["ref_reading"] = reference with { Unit = unit },
            ["deviation"] = new JournalValue.Number(Math.Round(value - reference.Amount, 2), unit),
        };
        return draft with { Fields = fields };
    }

    private static double? Shown(RoomTurn turn, JournalDraft draft, string signal) =>
        turn.Points.TryGetValue($"{draft.Equipment}/{signal}", out var point) && !point.IsStale && point.Known is { Kind: ReadingKind.Number } reading && (point.At - draft.StartedAt).Duration() <= Near
            ? reading.Number
            : null;
}
