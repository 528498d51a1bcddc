using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>Makes entries of the rows of an import; every fault is noted with its row and its column.</summary>
internal sealed class ImportReader(JournalForm form, ImportFile file, RoomBoard board, SiteBook sites, DateTimeOffset now)
{
    /// <summary>Most faults that are named; rows behind them are not looked at.</summary>
    public const int MostFaults = 1_000;

    private readonly List<ImportedEntry> _entries = [];
    private readonly List<ImportFault> _faults = [];

    /// <summary>The entries; only to be used when there is no fault.</summary>
    public IReadOnlyList<ImportedEntry> Entries => _entries;

    /// <summary>Everything wrong, in the order of the rows.</summary>
    public IReadOnlyList<ImportFault> Faults => _faults;

    /// <summary>Reads every row.</summary>
    /// <param name="by">Who imports.</param>
    /// <param name="room">The room of rows that name none.</param>
    /// <param name="section">The section of rows that name none.</param>
    public void Read(string? by, string? room, string? section)
    {
        foreach (var sheet in file.Sheets)
        {
            // The sheet of signatures that exports have is no section.
            if (sheet.Name.Length > 0 && file.Sheets.Count > 1 && JournalForms.Frame.Any(column => column.Id == "signatures" && ImportHeads.Names(column.Head).Any(name => ImportHeads.Same(name, sheet.Name))))
            {
                continue;
            }

            ReadSheet(sheet, by, room, section);
        }
    }

    private void ReadSheet(ImportedSheet sheet, string? by, string? room, string? section)
    {
        var sectionAt = Enumerable.Range(0, sheet.Heads.Count).FirstOrDefault(index => form.Sections.Any(known => ImportHeads.Find(sheet.Heads[index], known) is { Id: "section", Column: null }), -1);
        var byRow = new Dictionary<JournalSection, ImportHead?[]>();
        foreach (var row in sheet.Rows.TakeWhile(_ => _faults.Count < MostFaults))
        {
            var said = sectionAt >= 0 && sectionAt < row.Cells.Count && ImportCells.Text(row.Cells[sectionAt]) is { Length: > 0 } cell ? cell : section ?? sheet.Name;
            if (ImportHeads.Section(said, form) is not { } found)
            {
                Note(sheet, row, sectionAt < 0 ? "section" : sheet.Heads[sectionAt], ImportFaultKind.Section, $"must be one of {string.Join(", ", form.Sections.Select(known => known.Id))}.");
                continue;
            }

            if (!byRow.TryGetValue(found, out var heads))
            {
                byRow[found] = heads = ImportHeads.FindAll(sheet.Heads, found);
            }

            ReadRow(sheet, row, found, heads, by, room);
        }
    }

    private void ReadRow(ImportedSheet sheet, ImportedRow row, JournalSection section, ImportHead?[] heads, string? by, string? usualRoom)
    {
        var cells = new Dictionary<string, (object? Cell, string Head)>(StringComparer.Ordinal);
        var columns = new List<(JournalColumn Column, object? Cell, string Head)>();
        for (var index = 0; index < row.Cells.Count; index++)
        {
            var cell = row.Cells[index];
            if (cell is null || (cell is string text && string.IsNullOrWhiteSpace(text)))
            {
                continue;
            }

            var name = index < sheet.Heads.Count ? sheet.Heads[index] : "";
            if (index >= heads.Length || heads[index] is not { } head)
            {
                // Of a table of several sections the others' columns are empty in this one's rows.
                Note(sheet, row, name.Length == 0 ? FormattableString.Invariant($"column {index + 1}") : name, ImportFaultKind.Column, $"is no column of {form.Id} {section.Id}".TrimEnd() + $"; GET /api/v1/journals/{form.Id} lists them.");
            }
            else if (head.Column is null ? cells.ContainsKey(head.Id) : columns.Exists(known => known.Column == head.Column))
            {
                Note(sheet, row, name, ImportFaultKind.Twice, "stands there twice: only one of the columns can be entered.");
            }
            else if (head.Column is { } column)
            {
                columns.Add((column, cell, name));
            }
            else if (!head.IsGiven)
            {
                cells[head.Id] = (cell, name);
            }
        }

        var room = cells.TryGetValue("room", out var said) ? ImportCells.Text(said.Cell).Trim() : usualRoom;
        var zone = sites.Current.Sites.FirstOrDefault(site => site.Id == (room ?? "").Split('/')[0])?.Zone ?? (sites.Current.Sites is [var first, ..] ? first.Zone : TimeZoneInfo.Utc);
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (column, cell, _) in columns)
        {
            if (ImportCells.Value(column, cell, zone) is { } value)
            {
                fields[column.Id] = value;
            }
        }

        var asked = new Asked();
        var request = new EntryRequest(room, section.Id, WordOf(cells, "equipment"), Started(cells, columns, zone), TimeOf(cells, "ended_at", zone), fields)
        {
            Kind = WordOf(cells, "kind"),
            Result = ResultOf(cells),
            Id = IdOf(sheet, row),
        };
        var (entered, draft) = new EntryReader(form, board, asked, now).Read(request, by, "import");
        if (request.StartedAt is null)
        {
            asked.Refuse("startedAt", "must be given, or a column of the form that is a time: the entry is of then, not of now.");
        }

        foreach (var (member, what) in asked.Faults)
        {
            var column = section.Columns.Concat(JournalForms.Frame).FirstOrDefault(column => member == $"fields.{column.Id}");
            Note(sheet, row, HeadOf(member, cells, columns), KindOf(member, column, request), what[0], column);
        }

        _entries.Add(new ImportedEntry(sheet.Name, row.No, entered, draft));
    }

    // The first time that the row has is when it began.
    private static string? Started(Dictionary<string, (object? Cell, string Head)> cells, List<(JournalColumn Column, object? Cell, string Head)> columns, TimeZoneInfo zone) =>
        TimeOf(cells, "started_at", zone) ?? columns.Where(column => column.Column.Type == "time").Select(column => ImportCells.Time(column.Cell, zone)).FirstOrDefault(time => time is not null);

    private static string? TimeOf(Dictionary<string, (object? Cell, string Head)> cells, string id, TimeZoneInfo zone) =>
        cells.TryGetValue(id, out var cell) ? ImportCells.Time(cell.Cell, zone) ?? ImportCells.Text(cell.Cell) : null;

    private static string? WordOf(Dictionary<string, (object? Cell, string Head)> cells, string id) => cells.TryGetValue(id, out var cell) ? ImportCells.Text(cell.Cell).Trim() : null;

    // A result that is said in words is that of the conclusion, which stands in a column of its own.
    private static string? ResultOf(Dictionary<string, (object? Cell, string Head)> cells) =>
        WordOf(cells, "result") is { } result && result.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') ? result : null;

    // The same row of the same file is the same entry, however often it comes.
    private string IdOf(ImportedSheet sheet, ImportedRow row)
    {
        var content = JsonSerializer.Serialize(new { file = file.Hash, sheet = sheet.Name, row = row.No, cells = row.Cells.Select(ImportCells.Text) });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }

    private static string HeadOf(string member, Dictionary<string, (object? Cell, string Head)> cells, List<(JournalColumn Column, object? Cell, string Head)> columns)
    {
        var id = member switch
        {
            "startedAt" => "started_at",
            "endedAt" => "ended_at",
            _ => member.StartsWith("fields.", StringComparison.Ordinal) ? member["fields.".Length..] : member,
        };
        return cells.TryGetValue(id, out var cell) ? cell.Head : columns.FirstOrDefault(column => column.Column.Id == id).Head ?? id;
    }

    private static ImportFaultKind KindOf(string member, JournalColumn? column, EntryRequest request) => (member, column?.Type) switch
    {
        (_, "number") => ImportFaultKind.Number,
        (_, "numbers") => ImportFaultKind.Numbers,
        (_, "time") => ImportFaultKind.Time,
        (_, "choice") => ImportFaultKind.Choice,
        (_, not null) => ImportFaultKind.Text,
        ("room", _) => ImportFaultKind.Room,
        ("fields", _) => ImportFaultKind.Empty,
        ("startedAt", _) when request.StartedAt is null => ImportFaultKind.Start,
        ("startedAt" or "endedAt", _) => ImportFaultKind.Period,
        _ => ImportFaultKind.Word,
    };

    private void Note(ImportedSheet sheet, ImportedRow row, string column, ImportFaultKind kind, string what, JournalColumn? of = null) =>
        _faults.Add(new ImportFault(sheet.Name, row.No, column, kind, what) { Of = of });
}

/// <summary>A row as the entry it would become.</summary>
/// <param name="Sheet">The sheet; empty for a CSV.</param>
/// <param name="Row">The row as a spreadsheet counts, the heads being 1.</param>
/// <param name="Room">The room as <c>{site}/{room}</c>; empty for none.</param>
internal sealed record ImportedEntry(string Sheet, int Row, string Room, JournalDraft Draft);
