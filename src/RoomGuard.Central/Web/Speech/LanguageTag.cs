using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Speech;

/// <summary>Languages as HTML and HTTP name them (BCP 47).</summary>
public static class LanguageTag
{
    extension(Language language)
    {
        /// <summary><c>kk</c>, <c>ru</c> or <c>en</c>.</summary>
        public string Tag => language switch
        {
            Language.Kk => "kk",
            Language.Ru => "ru",
            Language.En => "en",
            _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language of RoomGuard."),
        };
    }

    /// <summary>Reads <c>kk</c>, <c>ru-RU</c>, <c>EN</c>. False for a language RoomGuard does not speak.</summary>
    public static bool TryParse(string? tag, out Language language)
    {
        var primary = (tag ?? "").Split('-', 2)[0].Trim();
        foreach (var candidate in Enum.GetValues<Language>())
        {
            if (primary.Equals(candidate.Tag, StringComparison.OrdinalIgnoreCase))
            {
                language = candidate;
                return true;
            }
        }

        language = default;
        return false;
    }
}
