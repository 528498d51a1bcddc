namespace RoomGuard.Contract.Signals;

/// <summary>One text in the three languages; none of them may be empty.</summary>
public sealed record LocalText(string Kk, string Ru, string En)
{
    /// <summary>The text in <paramref name="language"/>.</summary>
    public string In(Language language) => language switch
    {
        Language.Kk => Kk,
        Language.Ru => Ru,
        Language.En => En,
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language of RoomGuard."),
    };

    /// <summary>The same text in every language: a name that is not translated, such as a room's number.</summary>
    public static LocalText Same(string text) => new(text, text, text);
}
