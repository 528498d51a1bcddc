using System.Text;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>Reads CSV (RFC 4180) with commas or semicolons between cells; line ends may be those of any system.</summary>
internal static class CsvTable
{
    /// <summary>The rows with their cells, at most so many; null when a quote has no end.</summary>
    public static IReadOnlyList<IReadOnlyList<string>>? Read(string text, int most)
    {
        var mark = MarkOf(text);
        var rows = new List<IReadOnlyList<string>>();
        for (var at = 0; at < text.Length && rows.Count < most;)
        {
            if (ReadRow(text, mark, ref at) is not { } row)
            {
                return null;
            }

            rows.Add(row);
        }

        return rows;
    }

    // The one of which the heads have more.
    private static char MarkOf(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var heads = end < 0 ? text : text[..end];
        return heads.Count(letter => letter == ';') >= heads.Count(letter => letter == ',') ? ';' : ',';
    }

    private static List<string>? ReadRow(string text, char mark, ref int at)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (; at < text.Length; at++)
        {
            var letter = text[at];
            if (isQuoted)
            {
                if (letter != '"')
                {
                    cell.Append(letter);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (letter == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (letter == mark)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (letter is '\r' or '\n')
            {
                at += letter == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
                cells.Add(cell.ToString());
                return cells;
            }
            else
            {
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString());
        return isQuoted ? null : cells;
    }
}
