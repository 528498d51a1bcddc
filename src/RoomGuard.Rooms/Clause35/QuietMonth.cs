using System.Globalization;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Journal 35.1: a line at the end of each month in which nothing was entered, so that silence is not taken for neglect. A person signs it.</summary>
internal static class QuietMonth
{
    private const string Kind = "no_incidents";

    /// <summary>Looks whether a month is over by the room's clocks.</summary>
    internal static void Advance(RoomTurn turn)
    {
        if (turn.MonthFrom is not { } from || from > turn.Now)
        {
            turn.MonthFrom = turn.Now;
            return;
        }

        var end = EndOfMonth(from, turn.Room.Zone);
        if (end > turn.Now)
        {
            return;
        }

        turn.MonthFrom = end;
        if (!(turn.Happened.GetValueOrDefault("35.1/")?.ObservedAt >= from))
        {
            turn.Add(new JournalDrafted(Draft(from, end)));
        }
    }

    private static JournalDraft Draft(DateTimeOffset from, DateTimeOffset end)
    {
        var fields = new Fields();
        fields.SetTime("detected_at", end);
        fields.Set("description", new JournalValue.Local(RoomTexts.Fill(RoomTexts.Get("incident.none"), ("from", Day(from)), ("until", Day(end)))));
        fields.Set("reporter", new JournalValue.Local(RoomTexts.Get("incident.reporter")));
        return new JournalDraft
        {
            Key = JournalKeys.Of("room", Kind, from),
            Journal = "35.1",
            Kind = Kind,
            Equipment = "room",
            StartedAt = from,
            EndedAt = end,
            Result = "none",
            Fields = fields.All,
        };
    }

    private static DateTimeOffset EndOfMonth(DateTimeOffset from, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(from, zone);
        var first = new DateTime(local.Year, local.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(1);
        return new DateTimeOffset(first, zone.GetUtcOffset(first)).ToUniversalTime();
    }

    private static LocalText Day(DateTimeOffset at) => new(Stamp(at, "dd.MM.yyyy HH:mm 'UTC'"), Stamp(at, "dd.MM.yyyy HH:mm 'UTC'"), Stamp(at, "yyyy-MM-dd HH:mm 'UTC'"));

    private static string Stamp(DateTimeOffset at, string form) => at.UtcDateTime.ToString(form, CultureInfo.InvariantCulture);
}
