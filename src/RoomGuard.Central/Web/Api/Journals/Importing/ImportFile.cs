using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>A row of an import.</summary>
/// <param name="No">Its number as a spreadsheet counts, from 1.</param>
/// <param name="Cells">A text, a number, a <see cref="DateTime"/> or null for each head.</param>
internal sealed record ImportedRow(int No, IReadOnlyList<object?> Cells);

/// <summary>A sheet of an import; a CSV has one without a name.</summary>
internal sealed record ImportedSheet(string Name, IReadOnlyList<string> Heads, IReadOnlyList<ImportedRow> Rows);

/// <summary>Reads what somebody uploads to be entered: CSV or XLSX.</summary>
internal sealed class ImportFile
{
    /// <summary>Most rows of an import.</summary>
    public const int MostRows = 5_000;

    /// <summary>Most columns in which something may stand; the form with the most has a tenth of it.</summary>
    public const int MostColumns = 256;

    /// <summary>Most bytes of an import.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    // What a table of so many rows can say; the same text can stand in a workbook once and be named a million times.
    private const long MostCharacters = 20_000_000;

    private ImportFile(string hash, IReadOnlyList<ImportedSheet> sheets) => (Hash, Sheets) = (hash, sheets);

    /// <summary>SHA-256 of the file.</summary>
    public string Hash { get; }

    /// <summary>Its sheets that have rows.</summary>
    public IReadOnlyList<ImportedSheet> Sheets { get; }

    /// <summary>Reads a file.</summary>
    /// <returns>The file, or null and why it is none.</returns>
    public static (ImportFile? File, ImportRefusal? Refusal) Read(byte[] bytes)
    {
        try
        {
            var sheets = bytes.AsSpan().StartsWith("PK"u8) ? ReadXlsx(bytes) : ReadCsv(bytes);
            var filled = sheets.Where(sheet => sheet.Rows.Count > 0).ToList();
            return filled.Sum(sheet => sheet.Rows.Count) switch
            {
                0 => Refused(ImportRefusalKind.Empty, "must have a row of heads and at least one row below it."),
                > MostRows => Refused(ImportRefusalKind.ManyRows, FormattableString.Invariant($"must have at most {MostRows} rows.")),
                _ => (new ImportFile(Convert.ToHexStringLower(SHA256.HashData(bytes)), filled), null),
            };
        }
        catch (DecoderFallbackException)
        {
            return Refused(ImportRefusalKind.Encoding, "must be UTF-8.");
        }
        catch (Exception error) when (error is InvalidDataException or XmlException)
        {
            return Refused(ImportRefusalKind.Form, $"must be CSV (UTF-8, RFC 4180) or XLSX that can be read: {error.Message}");
        }
    }

    private static (ImportFile? File, ImportRefusal? Refusal) Refused(ImportRefusalKind kind, string what) => (null, new ImportRefusal(kind, what));

    private static List<ImportedSheet> ReadCsv(byte[] bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        return Sheet("", CsvTable.Read(text.StartsWith('\ufeff') ? text[1..] : text).Select((row, index) => new ImportedRow(index + 1, row))) is { } sheet ? [sheet] : [];
    }

    private static List<ImportedSheet> ReadXlsx(byte[] bytes)
    {
        using var book = new XlsxBook(bytes);
        return [.. book.Sheets.Select(sheet => Sheet(sheet.Name, book.Read(sheet.Part))).OfType<ImportedSheet>()];
    }

    // Rows in which nothing stands are none; the numbers count them. The first of the others has the heads.
    private static ImportedSheet? Sheet(string name, IEnumerable<ImportedRow> rows)
    {
        var filled = rows.Where(row => row.Cells.Any(IsSaid)).Take(MostRows + 2).ToList();
        if (filled.Find(row => row.Cells.Skip(MostColumns).Any(IsSaid)) is { } wide)
        {
            throw new InvalidDataException(FormattableString.Invariant($"row {wide.No} has something beyond its column {MostColumns}."));
        }

        if (filled.Sum(row => row.Cells.Sum(cell => cell is string text ? (long)text.Length : 0)) > MostCharacters)
        {
            throw new InvalidDataException("it says more than a table of so many rows can.");
        }

        return filled is [var heads, .. var below] ? new ImportedSheet(name, [.. heads.Cells.Take(MostColumns).Select(head => ImportCells.Text(head).Trim())], below) : null;
    }

    private static bool IsSaid(object? cell) => cell is not null && (cell is not string text || !string.IsNullOrWhiteSpace(text));
}
