using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Speech;

/// <summary>How the pages speak to one reader: texts, numbers and times in one language. Immutable.</summary>
/// <param name="Texts">Where the texts come from.</param>
/// <param name="Language">The reader's language.</param>
/// <param name="Zone">The clocks the reader goes by.</param>
public sealed partial record Words(Texts Texts, Language Language, SiteZone Zone)
{
    /// <summary>The text called <paramref name="key"/>.</summary>
    public string this[string key] => Texts.Get(Language, key);

    /// <summary>The text called <paramref name="key"/> with its places filled in.</summary>
    public string Fill(string key, params ReadOnlySpan<object?> places) => string.Format(CultureInfo.InvariantCulture, this[key], places);

    /// <summary>What people call <paramref name="text"/> in this language.</summary>
    public string Say(LocalText text) => text.In(Language);

    /// <summary>What people call a signal; its id when the catalogue does not know it.</summary>
    public string SignalName(string id) => SignalCatalogue.Find(id) is { } signal ? Say(signal.Name) : id;

    /// <summary>A reading as text with its unit; of an absence, its reason.</summary>
    public string Reading(string signal, Reading reading) => reading.Kind switch
    {
        ReadingKind.Number => Amount(reading.Number, SignalCatalogue.Find(signal)?.Unit ?? ""),
        ReadingKind.Flag => Flag(signal, reading.Flag),
        ReadingKind.Text => StateName(signal, reading.Text),
        ReadingKind.Absent => this[$"absence.{reading.Absence.ToWord()}"],
        _ => throw new InvalidOperationException($"A reading has a form that the pages do not know: {reading.Kind}."),
    };

    /// <summary>The name of a state of <paramref name="signal"/>; events and unknown states stand as they came.</summary>
    public string StateName(string signal, string state) =>
        SignalCatalogue.Find(signal)?.States.GetValueOrDefault(state) is { } name ? Say(name) : Event(state);

    // Events that are times come as RFC 3339; people read the site's clocks.
    private string Event(string text) =>
        text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Moment(at) : text;

    private string Flag(string signal, bool flag)
    {
        var word = flag ? "true" : "false";
        return Texts.Find(Language, $"flag.{signal}.{word}") ?? this[flag ? "flag.true" : "flag.false"];
    }
}
