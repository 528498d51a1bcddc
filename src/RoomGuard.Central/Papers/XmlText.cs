using System.Text;
using System.Text.RegularExpressions;

namespace RoomGuard.Central.Papers;

/// <summary>Texts as the XML of a workbook holds them.</summary>
internal static partial class XmlText
{
    /// <summary>The text escaped; what XML cannot hold is shown as missing, and what spreadsheets would read as an escape of theirs stays what it is.</summary>
    public static string Escape(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in Code().Replace(text, "_x005F_$1").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\r' => escaped.Append("&#13;"),
                '\t' or '\n' => escaped.Append((char)rune.Value),
                < ' ' or 0xfffe or 0xffff => escaped.Append('\ufffd'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var letter in text)
        {
            if (letter is '&' or '<' or '>' or '"' or '_' or < ' ' or >= '\ud800')
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex("_(x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Code();
}
