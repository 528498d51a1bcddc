using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MiniExcelLibs;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>A row of an import.</summary>
/// <param name="No">Its number as a spreadsheet counts, the heads being 1.</param>
/// <param name="Cells">A text, a number, a <see cref="DateTime"/> or null for each head.</param>
internal sealed record ImportedRow(int No, IReadOnlyList<object?> Cells);

/// <summary>A sheet of an import; a CSV has one without a name.</summary>
internal sealed record ImportedSheet(string Name, IReadOnlyList<string> Heads, IReadOnlyList<ImportedRow> Rows);

/// <summary>Reads what somebody uploads to be entered: CSV or XLSX.</summary>
internal sealed class ImportFile
{
    /// <summary>Most rows of an import.</summary>
    public const int MostRows = 5_000;

    /// <summary>Most bytes of an import.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    // What five megabytes of rows can unfold to; above it is a bomb.
    private const long MostUnpacked = 200L * 1024 * 1024;

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
        catch (Exception error) when (error is InvalidDataException or System.Xml.XmlException or FormatException or KeyNotFoundException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            return Refused(ImportRefusalKind.Form, "must be CSV (UTF-8, RFC 4180) or XLSX that can be read.");
        }
    }

    private static (ImportFile? File, ImportRefusal? Refusal) Refused(ImportRefusalKind kind, string what) => (null, new ImportRefusal(kind, what));

    private static List<ImportedSheet> ReadCsv(byte[] bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\ufeff');
        var rows = CsvTable.Read(text, MostRows + 2) ?? throw new InvalidDataException("A quote has no end.");
        return rows.Count == 0 ? [] : [Sheet("", rows[0], rows.Skip(1).Select(row => (IReadOnlyList<object?>)row))];
    }

    private static List<ImportedSheet> ReadXlsx(byte[] bytes)
    {
        using (var zip = new ZipArchive(new MemoryStream(bytes, writable: false)))
        {
            if (zip.Entries.Sum(entry => entry.Length) > MostUnpacked)
            {
                throw new InvalidDataException("It unfolds to more than a workbook of so many rows can.");
            }
        }

        using var stream = new MemoryStream(bytes, writable: false);
        var sheets = new List<ImportedSheet>();
        foreach (var name in stream.GetSheetNames())
        {
            var rows = stream.Query(useHeaderRow: false, sheetName: name).Take(MostRows + 2).Cast<IDictionary<string, object?>>().Select(row => row.Values.ToList()).ToList();
            if (rows.Count > 0)
            {
                sheets.Add(Sheet(name, [.. rows[0].Select(head => head?.ToString() ?? "")], rows.Skip(1)));
            }
        }

        return sheets;
    }

    // Rows in which nothing stands are none; the numbers count them.
    private static ImportedSheet Sheet(string name, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<object?>> rows) => new(
        name,
        [.. heads.Select(head => head.Trim())],
        [.. rows.Select((cells, index) => new ImportedRow(index + 2, cells)).Where(row => row.Cells.Any(cell => cell is not null && (cell is not string text || !string.IsNullOrWhiteSpace(text))))]);
}
