using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Wording;

/// <summary>Numbers, spans of time and readings as people read them in each language: decimal comma in Kazakh and Russian, units by their names.</summary>
internal static class Amounts
{
    /// <summary>A number with its unit, at most two decimals.</summary>
    internal static LocalText Of(double amount, string unit)
    {
        var plain = Math.Round(amount, 2).ToString("0.##", CultureInfo.InvariantCulture);
        var comma = plain.Replace('.', ',');
        return RoomTexts.Find("unit." + unit) is { } name
            ? new LocalText($"{comma} {name.Kk}", $"{comma} {name.Ru}", $"{plain} {name.En}")
            : new LocalText(comma, comma, plain);
    }

    /// <summary>A span of time: seconds up to two minutes, minutes up to two hours, then hours.</summary>
    internal static LocalText Of(TimeSpan span) =>
        span < TimeSpan.FromMinutes(2) ? Of(Math.Round(span.TotalSeconds), "s")
        : span < TimeSpan.FromHours(2) ? Of(Math.Round(span.TotalMinutes, 1), "min")
        : Of(Math.Round(span.TotalHours, 1), "h");

    /// <summary>A span of time that is an estimate: no digits that it does not know.</summary>
    internal static LocalText About(TimeSpan span)
    {
        var (amount, unit) = Rough(span);
        return Of(amount, unit);
    }

    /// <summary>From one estimated span of time to another.</summary>
    internal static LocalText Between(TimeSpan from, TimeSpan to)
    {
        var (first, second) = (Rough(from), Rough(to));
        if (first == second)
        {
            return Of(second.Amount, second.Unit);
        }

        var (left, right) = (Of(first.Amount, first.Unit == second.Unit ? "" : first.Unit), Of(second.Amount, second.Unit));
        return new LocalText($"{left.Kk}–{right.Kk}", $"{left.Ru}–{right.Ru}", $"{left.En}–{right.En}");
    }

    /// <summary>A reading of a signal.</summary>
    internal static LocalText Of(Reading reading, Signal? signal) => reading.Kind switch
    {
        ReadingKind.Number => Of(reading.Number, signal?.Unit ?? ""),
        ReadingKind.Flag => RoomTexts.Get(reading.Flag ? "value.true" : "value.false"),
        ReadingKind.Text => signal is not null && signal.States.TryGetValue(reading.Text, out var name) ? name : LocalText.Same(reading.Text),
        _ => RoomTexts.Get("absence." + reading.Absence.ToWord()),
    };

    private static (double Amount, string Unit) Rough(TimeSpan span) =>
        span < TimeSpan.FromMinutes(2) ? (Math.Round(span.TotalSeconds), "s")
        : span < TimeSpan.FromHours(2) ? (Math.Round(span.TotalMinutes), "min")
        : span < TimeSpan.FromDays(2) ? (Math.Round(span.TotalHours, span.TotalHours < 10 ? 1 : 0), "h")
        : (Math.Round(span.TotalDays, span.TotalDays < 10 ? 1 : 0), "d");
}
