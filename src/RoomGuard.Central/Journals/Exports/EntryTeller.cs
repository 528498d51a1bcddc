using System.Runtime.InteropServices;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>A head with what stands below it.</summary>
/// <param name="Id">Id of the column.</param>
internal sealed record ToldField(string Id, Said Head, Said Value);

/// <summary>An entry as a print shows it.</summary>
/// <param name="Line">What finds it: number, time, room, equipment, result, state.</param>
/// <param name="Fields">The filled columns of its form, in their order, then what every journal has.</param>
/// <param name="Ends">Corrections and signatures, a line each.</param>
/// <param name="Source">Where it comes from, and the beginning of its hash.</param>
internal sealed record ToldEntry(IReadOnlyList<ToldField> Line, IReadOnlyList<ToldField> Fields, IReadOnlyList<Said> Ends, Said Source)
{
    /// <summary>The volume it stands in.</summary>
    public required int Volume { get; init; }

    /// <summary>The beginning of its hash: enough to find it.</summary>
    public required string ShortHash { get; init; }
}

/// <summary>Tells entries of one book. For one thread.</summary>
internal sealed class EntryTeller(JournalBook book, Language language)
{
    private static readonly LocalText Origin = JournalForms.Frame.First(column => column.Id == "origin").Head;

    private readonly Dictionary<string, JournalVoices> _voices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoomDefinition?> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Said> _heads = new(StringComparer.Ordinal);

    /// <summary>The languages by the clocks of a room; empty for none.</summary>
    public JournalVoices VoicesOf(string room)
    {
        if (!_voices.TryGetValue(room, out var voices))
        {
            var zone = book.ZoneOf(room);
            _voices[room] = voices = _voices.Values.FirstOrDefault(known => known.Zone.Equals(zone)) ?? new JournalVoices(language, zone);
        }

        return voices;
    }

    /// <summary>The fields of an entry by column.</summary>
    public static IReadOnlyDictionary<string, JournalValue> FieldsOf(JournalEntry entry) =>
        JournalJson.TryRead(JsonMarshal.GetRawUtf8Value(entry.Fields).ToArray(), out var fields) ? fields : new Dictionary<string, JournalValue>();

    /// <summary>The head of a column; the same object each time.</summary>
    public Said HeadOf(string id, LocalText text) => Kept(text.Kk + text.Ru + text.En, () => VoicesOf("").Head(text));

    /// <summary>The head called so among the texts.</summary>
    public Said HeadOf(string key) => Kept(key, () => VoicesOf("").Head(key));

    /// <summary>The head of a column that every journal has.</summary>
    public Said FrameHead(string id) => HeadOf(id, JournalForms.Frame.First(column => column.Id == id).Head);

    /// <summary>A room by its name and path.</summary>
    public Said Room(string path, JournalVoices voices)
    {
        if (!_rooms.TryGetValue(path, out var room))
        {
            _rooms[path] = room = book.FindRoom(path);
        }

        return room is null ? new Said(path, "") : voices.Value(speech => $"{speech.Say(room.Name)} ({path})");
    }

    /// <summary>Everything a print says of an entry.</summary>
    public ToldEntry Tell(JournalEntry entry)
    {
        var voices = VoicesOf(entry.Room);
        var section = book.Form.FindSection(entry.Section);
        return new ToldEntry(
            [
                new ToldField("entry_no", FrameHead("entry_no"), new Said(voices.First.Count(entry.No), "")),
                new ToldField("recorded_at", FrameHead("recorded_at"), new Said(voices.First.Moment(entry.RecordedAt), "")),
                new ToldField("room", FrameHead("room"), Room(entry.Room, voices)),
                new ToldField("equipment", HeadOf("export.equipment"), Equipment(entry, voices)),
                new ToldField("result", HeadOf("export.result"), voices.Value(speech => speech.Result(entry, section))),
                new ToldField("state", HeadOf("export.state"), voices.Value(speech => speech.State(entry))),
            ],
            [.. Fields(entry, section, voices)],
            [.. Ends(entry, voices)],
            voices.Value(speech => Source(entry, speech)))
        {
            Volume = entry.Volume,
            ShortHash = ShortHash(entry),
        };
    }

    /// <summary>Corrections and signatures of an entry, a line each.</summary>
    public IEnumerable<Said> Ends(JournalEntry entry, JournalVoices voices)
    {
        if (entry.Corrects is { } wrong)
        {
            yield return voices.Value(speech => speech.Fill("export.corrects", wrong));
        }

        if (book.Links.Corrected.TryGetValue(entry.No, out var right))
        {
            yield return voices.Value(speech => speech.Fill("export.corrected", right));
        }

        if (entry.Completes is { } first)
        {
            yield return voices.Value(speech => speech.Fill("export.completes", first));
        }

        if (book.Links.Completed.TryGetValue(entry.No, out var last))
        {
            yield return voices.Value(speech => speech.Fill("export.completed", last));
        }

        foreach (var mark in entry.Marks)
        {
            yield return voices.Value(speech => speech.Signature(mark));
        }

        if (!entry.Marks.Any(mark => mark.Kind == JournalMark.WasSigned))
        {
            yield return voices.Value(speech => speech["export.unsigned"]);
        }
    }

    private IEnumerable<ToldField> Fields(JournalEntry entry, JournalSection? section, JournalVoices voices)
    {
        if (book.Form.Sections.Count > 1 && section is not null)
        {
            yield return new ToldField("section", HeadOf("export.section"), voices.Value(speech => $"{section.Id}. {speech.Say(section.Title)}"));
        }

        if (voices.First.Kind(entry).Length > 0)
        {
            yield return new ToldField("what", HeadOf("export.what"), voices.Value(speech => speech.Kind(entry)));
        }

        var fields = FieldsOf(entry);
        if (!fields.Values.Any(value => value is JournalValue.Time time && (time.At - entry.StartedAt).Duration() < TimeSpan.FromSeconds(1)))
        {
            yield return new ToldField("started", HeadOf("export.started"), new Said(voices.First.Moment(entry.StartedAt), ""));
        }

        if (entry.EndedAt is { } ended)
        {
            yield return new ToldField("ended", HeadOf("export.ended"), new Said(voices.First.Moment(ended), ""));
        }

        foreach (var column in (section?.Columns ?? []).Concat(JournalForms.Frame))
        {
            if (fields.TryGetValue(column.Id, out var value))
            {
                yield return new ToldField(column.Id, HeadOf(column.Id, column.Head), voices.Value(speech => speech.Say(column.Id, value, entry)));
            }
        }

        foreach (var (id, value) in fields.Where(field => !IsKnown(section, field.Key)).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            yield return new ToldField(id, new Said(id, ""), voices.Value(speech => speech.Say(id, value, entry)));
        }
    }

    private static string Source(JournalEntry entry, JournalSpeech speech)
    {
        var by = entry.RecordedBy is { } name ? $" · {speech["export.by"]}: {name}" : "";
        return $"{speech.Say(Origin)}: {speech.Origin(entry)}{by} · {speech["export.hash"]}: {ShortHash(entry)}";
    }

    /// <summary>The beginning of an entry's hash: enough to find it.</summary>
    public static string ShortHash(JournalEntry entry) => entry.Hash[..Math.Min(entry.Hash.Length, 16)];

    private static bool IsKnown(JournalSection? section, string id) =>
        section?.Columns.Any(column => column.Id == id) == true || JournalForms.Frame.Any(column => column.Id == id);

    private Said Equipment(JournalEntry entry, JournalVoices voices)
    {
        Room(entry.Room, voices);
        return entry.Equipment.Length == 0 ? new Said("–", "")
            : _rooms[entry.Room]?.FindEquipment(entry.Equipment) is { } equipment ? voices.Value(speech => speech.Say(equipment.Name))
            : new Said(entry.Equipment, "");
    }

    private Said Kept(string key, Func<Said> make)
    {
        if (!_heads.TryGetValue(key, out var said))
        {
            _heads[key] = said = make();
        }

        return said;
    }
}
