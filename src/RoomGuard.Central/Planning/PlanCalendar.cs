using System.Security.Cryptography;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace RoomGuard.Central.Planning;

/// <summary>Writes a plan as iCalendar (RFC 5545). The only class that knows the calendar library.</summary>
/// <remarks>
/// Every due day is an all-day VEVENT, which all calendars show; what is overdue or was never done is a VTODO too, which Thunderbird, Evolution and KOrganizer show among their tasks and
/// Google, Apple and Outlook pass over in a feed. Of VALARMs, Thunderbird and (where the subscriber lets it) Apple take note; Google and Outlook remind by their own settings.
/// </remarks>
internal static class PlanCalendar
{
    // How often a client may look; terms are days.
    private const string Refresh = "PT6H";

    // All-day events begin at midnight; nobody is to be reminded then.
    private const int ReminderHour = 9;

    /// <summary>The whole calendar.</summary>
    /// <param name="name">What clients call it.</param>
    /// <param name="entries">What is in it.</param>
    public static string Write(string name, IEnumerable<CalendarEntry> entries)
    {
        var calendar = new Calendar { ProductId = "-//RoomGuard//Plan//EN", Scale = "GREGORIAN", Method = "PUBLISH" };
        calendar.AddProperty("NAME", name);
        calendar.AddProperty("X-WR-CALNAME", name);
        var refresh = new CalendarProperty("REFRESH-INTERVAL", Refresh);
        refresh.AddParameter("VALUE", "DURATION");
        calendar.AddProperty(refresh);
        calendar.AddProperty("X-PUBLISHED-TTL", Refresh);
        foreach (var entry in entries)
        {
            if (entry.Item.Day is { } day)
            {
                calendar.Events.Add(Event(entry, day));
            }

            if (entry.State is PlanState.Overdue or PlanState.Missing)
            {
                calendar.Todos.Add(ToDo(entry));
            }
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    /// <summary>The same for the same thing in every feed, whatever its day and its language: a client moves the event rather than showing two.</summary>
    internal static string UidOf(PlanItem item, bool isToDo)
    {
        var thing = $"{item.Kind}|{(item.Kind == PlanKind.Contract ? "" : item.Room)}|{item.Item}|{item.Slot}";
        return $"{(isToDo ? "todo-" : "")}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(thing)).AsSpan(0, 16))}@roomguard";
    }

    private static CalendarEvent Event(CalendarEntry entry, DateOnly day)
    {
        var @event = new CalendarEvent { Start = new CalDateTime(day), Location = entry.Place, Transparency = "TRANSPARENT" };
        Fill(@event, entry, isToDo: false);
        @event.Alarms.Add(new Alarm
        {
            Action = "DISPLAY",
            Description = entry.Summary,
            Trigger = new Trigger(new Duration(days: 1 - (int)entry.Item.Notice.TotalDays, hours: ReminderHour - 24)),
        });
        return @event;
    }

    private static Todo ToDo(CalendarEntry entry)
    {
        var todo = new Todo { Location = entry.Place, Status = "NEEDS-ACTION", Due = entry.Item.Day is { } day ? new CalDateTime(day) : null };
        Fill(todo, entry, isToDo: true);
        return todo;
    }

    private static void Fill(RecurringComponent component, CalendarEntry entry, bool isToDo)
    {
        component.Uid = UidOf(entry.Item, isToDo);
        component.DtStamp = new CalDateTime(entry.ChangedAt.UtcDateTime, "UTC");
        component.Summary = entry.Summary;
        component.Description = entry.Description;
        component.Url = entry.Page;
    }
}

/// <summary>Something planned, as a calendar says it in one language.</summary>
/// <param name="Item">What it is.</param>
/// <param name="State">How urgent it is.</param>
/// <param name="ChangedAt">Since when it has been so, UTC.</param>
internal sealed record CalendarEntry(PlanItem Item, PlanState State, DateTimeOffset ChangedAt)
{
    /// <summary>One line.</summary>
    public required string Summary { get; init; }

    /// <summary>More of it.</summary>
    public required string Description { get; init; }

    /// <summary>Where it is; null when that is nowhere, or in several rooms.</summary>
    public string? Place { get; init; }

    /// <summary>The page of it.</summary>
    public Uri? Page { get; init; }
}
