using System.Buffers;

namespace RoomGuard.Central.Papers;

/// <summary>Breaks a text into lines of a width. Between words where it can; an id or a word that is wider than a line after a sign of its own, else anywhere.</summary>
internal static class LineBreaker
{
    private static readonly SearchValues<char> Joints = SearchValues.Create("/@.-_:,;|#–");

    /// <summary>The lines of a text; one empty line for an empty one.</summary>
    /// <param name="width">The width of a line, in points.</param>
    public static List<string> Break(string text, TextStyle style, double width)
    {
        if (IsLine(text, style, width))
        {
            return [text];
        }

        var lines = new List<string>();
        foreach (var paragraph in style.Font.Printable(text).Split('\n'))
        {
            BreakParagraph(paragraph, style, width, lines);
        }

        return lines;
    }

    /// <summary>Whether a text is one line as it stands: it fits, every character can be printed, and no space would be left out. Most texts are.</summary>
    public static bool IsLine(ReadOnlySpan<char> text, TextStyle style, double width)
    {
        var font = style.Font;
        var last = ' ';
        var used = 0.0;
        foreach (var character in text)
        {
            if (!font.Has(character) || (character == ' ' && last == ' '))
            {
                return false;
            }

            used += font.WidthOf(character);
            last = character;
        }

        return (last != ' ' || text.Length == 0) && used * style.Size <= width;
    }

    private static void BreakParagraph(string paragraph, TextStyle style, double width, List<string> lines)
    {
        var space = style.Font.Width(" ", style.Size);
        var line = "";
        var used = 0.0;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, style, width)))
        {
            var wide = style.Font.Width(word.Text, style.Size);
            var gap = line.Length == 0 || word.IsContinued ? 0 : space;
            if (line.Length > 0 && (word.IsContinued || used + gap + wide > width))
            {
                lines.Add(line);
                (line, used) = (word.Text, wide);
                continue;
            }

            line = gap > 0 ? $"{line} {word.Text}" : line + word.Text;
            used += gap + wide;
        }

        lines.Add(line);
    }

    // A word that fits is one piece; of one that does not, every piece but the first begins a line.
    private static IEnumerable<(string Text, bool IsContinued)> Pieces(string word, TextStyle style, double width)
    {
        var start = 0;
        while (start < word.Length)
        {
            var length = Fitting(word.AsSpan(start), style, width);
            yield return (word.Substring(start, length), start > 0);
            start += length;
        }
    }

    private static int Fitting(ReadOnlySpan<char> word, TextStyle style, double width)
    {
        if (style.Font.Width(word, style.Size) <= width)
        {
            return word.Length;
        }

        var most = 1;
        while (most < word.Length && style.Font.Width(word[..(most + 1)], style.Size) <= width)
        {
            most++;
        }

        var joint = word[..most].LastIndexOfAny(Joints);
        return joint > most / 3 ? joint + 1 : most;
    }
}
