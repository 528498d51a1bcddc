using System.Globalization;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Web.Api.Journals;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Views;

/// <summary>Makes the form of a section; with an entry that is to be put right, everything in it stands in the form at first.</summary>
internal static class EntryFormTelling
{
    private const string FieldTime = "yyyy-MM-dd'T'HH:mm:ss";

    // Columns of the frame that a person fills.
    private static readonly string[] OfFrame = ["remarks", "evidence"];

    /// <summary>The form.</summary>
    /// <param name="wrong">The entry that is put right; null for a new one.</param>
    public static EntryFormView Tell(JournalForm form, JournalSection section, JournalEntry? wrong, IReadOnlyList<RoomDefinition> rooms, Words words, DateTimeOffset now)
    {
        var fields = wrong is null ? new Dictionary<string, JournalValue>() : EntryTelling.FieldsOf(wrong);
        return new EntryFormView(
            form.Id,
            words.Say(form.Title),
            [.. form.Sections.Select(one => new PlaceView(one.Id, words.Say(one.Title)))],
            section.Id,
            wrong?.No,
            [.. rooms.Select(room => new PlaceView(room.Path, words.Say(room.Name)))],
            [.. rooms.SelectMany(room => room.Equipment).DistinctBy(equipment => equipment.Id).Select(equipment => new PlaceView(equipment.Id, words.Say(equipment.Name)))],
            EntryReader.OfRooms.Contains(form.Id),
            [.. section.Columns.Concat(JournalForms.Frame.Where(column => OfFrame.Contains(column.Id))).Select(column => Field(column, fields.GetValueOrDefault(column.Id), words))])
        {
            Room = wrong?.Room ?? "",
            EquipmentId = wrong?.Equipment ?? "",
            StartedAt = Time("startedAt", words["journals.startedAt"], wrong?.StartedAt ?? Second(now), words),
            EndedAt = Time("endedAt", words["journals.endedAt"], wrong?.EndedAt, words),
        };
    }

    private static DateTimeOffset Second(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), at.Offset);

    private static EntryFieldView Field(JournalColumn column, JournalValue? value, Words words)
    {
        var head = words.Say(column.Head);
        return column.Type switch
        {
            "time" => Time(column.Id, head, (value as JournalValue.Time)?.At, words),
            "number" => new EntryFieldView(column.Id, head, column.Type, value is JournalValue.Number number ? Plain(number.Amount) : "", [])
            {
                Unit = (value as JournalValue.Number)?.Unit ?? "",
            },
            "numbers" => new EntryFieldView(column.Id, head, column.Type, value is JournalValue.Numbers numbers ? Parts(numbers) : "", []),
            "choice" => new EntryFieldView(column.Id, head, column.Type, (value as JournalValue.Choice)?.Code ?? "", [.. column.Choices.Select(choice => new PlaceView(choice.Code, words.Say(choice.Name)))]),
            _ => new EntryFieldView(column.Id, head, "text", value is null ? "" : EntryTelling.Say(value, words), []),
        };
    }

    private static EntryFieldView Time(string id, string head, DateTimeOffset? at, Words words) =>
        new(id, head, "time", at is { } some ? words.Zone.Local(some).ToString(FieldTime, CultureInfo.InvariantCulture) : "", [])
        {
            Exact = at is { } exact ? JournalMark.Time(exact) : "",
        };

    private static string Parts(JournalValue.Numbers numbers) =>
        string.Join("; ", numbers.Parts.Select(part => $"{part.Name}={Plain(part.Amount)}").Concat(numbers.Unit.Length == 0 ? [] : [$"unit={numbers.Unit}"]));

    private static string Plain(double amount) => amount.ToString("R", CultureInfo.InvariantCulture);
}
