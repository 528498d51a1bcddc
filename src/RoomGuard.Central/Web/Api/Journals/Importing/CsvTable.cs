using System.Text;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>Reads CSV (RFC 4180) with commas or semicolons between cells; line ends may be those of any system.</summary>
internal static class CsvTable
{
    /// <summary>The rows with their cells, each when it is asked for.</summary>
    /// <exception cref="InvalidDataException">A quote has no end, or something stands between it and the end of its cell.</exception>
    public static IEnumerable<IReadOnlyList<string>> Read(string text)
    {
        var mark = MarkOf(text);
        for (var at = 0; at < text.Length;)
        {
            yield return ReadRow(text, mark, ref at);
        }
    }

    // The one of which the heads have more, outside quotes.
    private static char MarkOf(string text)
    {
        var (semicolons, commas, isQuoted) = (0, 0, false);
        foreach (var letter in text)
        {
            isQuoted ^= letter == '"';
            if (!isQuoted && letter is ('\r' or '\n'))
            {
                break;
            }

            semicolons += !isQuoted && letter == ';' ? 1 : 0;
            commas += !isQuoted && letter == ',' ? 1 : 0;
        }

        return semicolons >= commas ? ';' : ',';
    }

    private static List<string> ReadRow(string text, char mark, ref int at)
    {
        var cells = new List<string>();
        while (true)
        {
            cells.Add(at < text.Length && text[at] == '"' ? ReadQuoted(text, ref at) : ReadBare(text, mark, ref at));
            if (at == text.Length)
            {
                return cells;
            }

            var letter = text[at++];
            if (letter == mark)
            {
                continue;
            }

            if (letter is not ('\r' or '\n'))
            {
                throw new InvalidDataException("something stands behind the end of a quote.");
            }

            at += letter == '\r' && at < text.Length && text[at] == '\n' ? 1 : 0;
            return cells;
        }
    }

    private static string ReadBare(string text, char mark, ref int at)
    {
        var length = text.AsSpan(at).IndexOfAny(mark, '\r', '\n');
        var cell = length < 0 ? text[at..] : text.Substring(at, length);
        at += cell.Length;
        return cell;
    }

    private static string ReadQuoted(string text, ref int at)
    {
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else
            {
                at++;
                return cell.ToString();
            }
        }

        throw new InvalidDataException("a quote has no end.");
    }
}
