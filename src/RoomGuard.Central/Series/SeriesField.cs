using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Series;

/// <summary>Which field of a series holds what: <c>v</c> numbers, <c>s</c> texts, <c>fault</c> the word of an absence. Their types never change.</summary>
internal static class SeriesField
{
    public const string Number = "v";
    public const string Text = "s";
    public const string Fault = "fault";

    /// <summary>The field that holds a signal's values.</summary>
    public static string Of(string signal) => SignalCatalogue.Find(signal) is { } known && (known.Kind == SignalKind.Event || known.States.Count > 0) ? Text : Number;

    /// <summary>The number a reading is stored as; null for a text and for an absence.</summary>
    public static double? NumberOf(Reading reading) => reading.Kind switch
    {
        ReadingKind.Number => reading.Number,
        ReadingKind.Flag => reading.Flag ? 1 : 0,
        _ => null,
    };

    /// <summary>The text a reading is stored as; null for everything else.</summary>
    public static string? TextOf(Reading reading) => reading.Kind == ReadingKind.Text ? reading.Text : null;

    /// <summary>The word of an absence; null for every value.</summary>
    public static string? FaultOf(Reading reading) => reading.IsPresent ? null : reading.Absence.ToWord();
}
