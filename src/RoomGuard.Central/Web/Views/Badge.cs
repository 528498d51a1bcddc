namespace RoomGuard.Central.Web.Views;

/// <summary>How serious something looks. Each tone has a colour and a shape of its own, so that neither is needed to tell them apart.</summary>
public enum Tone
{
    /// <summary>Nothing is known: a broken outline.</summary>
    Void,

    /// <summary>As it should be: a ring with a tick.</summary>
    Good,

    /// <summary>Worth knowing: a ring with an i.</summary>
    Note,

    /// <summary>Wants attention: a triangle.</summary>
    Warn,

    /// <summary>Wants action now: an octagon.</summary>
    Bad,
}

/// <summary>A state said by shape, word and colour together.</summary>
/// <param name="Tone">Its shape and colour.</param>
/// <param name="Text">Its word.</param>
public sealed record Badge(Tone Tone, string Text)
{
    /// <summary>The tone as the style sheet names it.</summary>
    public string ToneName => NameOf(Tone);

    /// <summary>The name of <paramref name="tone"/> in the style sheet.</summary>
    public static string NameOf(Tone tone) => tone switch
    {
        Tone.Void => "void",
        Tone.Good => "good",
        Tone.Note => "note",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "Not a tone of the style sheet."),
    };
}
