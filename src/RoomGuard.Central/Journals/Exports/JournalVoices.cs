using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>Something said in the reader's language, and beneath it in the others that the decree asks for.</summary>
/// <param name="First">In the reader's language.</param>
/// <param name="Beneath">In the others; empty when they say the same.</param>
internal readonly record struct Said(string First, string Beneath);

/// <summary>The languages of a print: Kazakh with Russian beneath, Russian with Kazakh beneath, or English with both beneath the heads. Immutable.</summary>
internal sealed class JournalVoices
{
    private readonly IReadOnlyList<JournalSpeech> _others;

    public JournalVoices(Language language, TimeZoneInfo zone)
    {
        First = new JournalSpeech(language, zone);
        Zone = zone;
        var beneath = language switch
        {
            Language.Kk => (Language[])[Language.Ru],
            Language.Ru => [Language.Kk],
            Language.En => [Language.Kk, Language.Ru],
            _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language of RoomGuard."),
        };
        _others = [.. beneath.Select(other => new JournalSpeech(other, zone))];
    }

    /// <summary>The reader's language.</summary>
    public JournalSpeech First { get; }

    /// <summary>The clocks times are told by.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>A head: in every language of the print.</summary>
    public Said Head(Func<JournalSpeech, string> say)
    {
        var first = say(First);
        return new Said(first, string.Join(" / ", _others.Select(say).Where(text => text != first).Distinct(StringComparer.Ordinal)));
    }

    /// <summary>The head called so among the texts.</summary>
    public Said Head(string key) => Head(speech => speech[key]);

    /// <summary>The head of a column or a title.</summary>
    public Said Head(LocalText text) => Head(speech => speech.Say(text));

    /// <summary>A value: in Kazakh and Russian, or in English alone.</summary>
    public Said Value(Func<JournalSpeech, string> say)
    {
        var first = say(First);
        var second = _others.Count == 1 ? say(_others[0]) : first;
        return new Said(first, second == first ? "" : second);
    }
}
