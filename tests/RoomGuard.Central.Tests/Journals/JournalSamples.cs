using System.Text.Json;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>Books made by hand, whose entries have every column of their form.</summary>
internal static class JournalSamples
{
    public const string Kazakh = "ӘәҒғҚқҢңӨөҰұҮүҺһІі";

    public const string Key = "aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11";

    public static readonly LocalText Organisation = new("«Байланыс» мемлекеттік мекемесі", "ГУ «Связь»", "Communications state institution");

    /// <summary>A book of a journal with one volume.</summary>
    public static JournalBook Book(string journal, JournalScope? scope = null, long last = 0) => new(scope ?? new JournalScope(journal), JournalForms.Find(journal)!, SampleRooms.Now, [SampleRooms.Site])
    {
        Volumes =
        [
            new JournalVolume(1, 1, SampleRooms.Now.AddDays(-400), new JournalCover(JournalForms.Find(journal)!.Title, Organisation, "№ 17, 12.01.2026", "Сейтқали Г.", 1_096)),
        ],
        Checkpoint = Signed(journal, last),
        Head = new JournalHead(journal, last, HashOf(last), 0, ChainLink.None),
    };

    /// <summary>An entry with every column of a section filled.</summary>
    public static JournalEntry Entry(string journal, string section, long no, Func<JournalColumn, JournalValue?>? value = null)
    {
        var form = JournalForms.Find(journal)!.FindSection(section)!;
        var fields = new Dictionary<string, JournalValue>(StringComparer.Ordinal);
        foreach (var column in form.Columns)
        {
            if ((value is null ? ValueOf(column, no) : value(column)) is { } some)
            {
                fields[column.Id] = some;
            }
        }

        return new JournalEntry
        {
            No = no,
            Journal = journal,
            Kind = "sample",
            Section = section,
            Room = "hq/srv-1",
            Equipment = "ups-1",
            StartedAt = SampleRooms.Now.AddMinutes(no % 500_000),
            RecordedAt = SampleRooms.Now.AddMinutes(no % 500_000).AddSeconds(3),
            Result = "recorded",
            State = "signed",
            RecordedBy = "Ахметов Ә.",
            Marks = [Mark(journal, no)],
            Fields = JsonDocument.Parse(JournalJson.Write(fields)).RootElement,
            Hash = HashOf(no),
            PreviousHash = HashOf(no - 1),
        };
    }

    public static async IAsyncEnumerable<JournalEntry> Stream(IEnumerable<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            yield return entry;
        }

        await Task.CompletedTask;
    }

    public static string HashOf(long no) => ChainLink.HashOf(FormattableString.Invariant($"entry {no}"));

    private static JournalMark Mark(string journal, long no) => new()
    {
        Journal = journal,
        Kind = JournalMark.WasSigned,
        At = JournalMark.Time(SampleRooms.Now.AddMinutes(no)),
        By = new JournalPerson("Сейтова Б.", "room_responsible", "бас инженер"),
        Entry = no,
        Method = "account",
    };

    private static JournalValue ValueOf(JournalColumn column, long no) => column.Type switch
    {
        "number" => new JournalValue.Number(9.5 + (no % 7), "s"),
        "numbers" => new JournalValue.Numbers([new NamedNumber("min", -1.25), new NamedNumber("max", 24 + (no % 9))], "Cel"),
        "time" => new JournalValue.Time(SampleRooms.Now.AddMinutes(no % 500_000)),
        "choice" => column.Choices[(int)(no % column.Choices.Count)],
        _ => new JournalValue.Plain(FormattableString.Invariant($"{column.Head.Kk} №{no}")),
    };

    private static SignedCheckpoint Signed(string journal, long last)
    {
        var checkpoint = new Checkpoint
        {
            No = 42,
            At = SampleRooms.Now,
            Centre = "alone",
            Heads = [new JournalHead(journal, last, HashOf(last), 0, ChainLink.None)],
            Key = Key,
            Previous = ChainLink.None,
        };
        return new SignedCheckpoint(checkpoint.Write(), "", "", null);
    }
}
