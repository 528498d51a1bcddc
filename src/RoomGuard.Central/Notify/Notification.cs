using System.Globalization;
using RoomGuard.Central.Alarms;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Notify;

/// <summary>What one message is about.</summary>
/// <param name="Kind">Made by <see cref="NotificationKind.Of"/>: the room decided that people hear of it, the centre only delivers.</param>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="Alarm">The alarm as it was when the message was decided on.</param>
internal sealed record Notification(string Kind, string Room, Alarm Alarm)
{
    /// <summary>The decision's word, as webhooks spell it: <c>raised</c>, <c>returned</c>, <c>unshelved</c>, <c>back_in_service</c>.</summary>
    public string Word => Kind.Split('.')[0];
}

/// <summary>The kinds of messages, as the database spells them: one alarm has one message of a kind.</summary>
internal static class NotificationKind
{
    /// <summary>An alarm stands.</summary>
    public const string Raised = "raised";

    /// <summary>It is over.</summary>
    public const string Returned = "returned";

    /// <summary>The kind of a decision: an alarm is raised and returns once, but may come from the shelf many times.</summary>
    public static string Of(Telling telling, DateTimeOffset at) => telling is Telling.Raised or Telling.Returned
        ? telling.ToWord()
        : string.Create(CultureInfo.InvariantCulture, $"{telling.ToWord()}.{at.ToUnixTimeMilliseconds()}");
}

/// <summary>A message as the outbox keeps it.</summary>
internal static class NotificationJson
{
    private const char Separator = '\n';

    /// <summary>Kind, room and alarm, a line each.</summary>
    public static string Write(Notification notification) => $"{notification.Kind}{Separator}{notification.Room}{Separator}{AlarmJson.Write(notification.Alarm)}";

    /// <summary>The message that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is not such a message.</exception>
    public static Notification Read(string text) => text.Split(Separator, 3) is [var kind, var room, var alarm]
        ? new Notification(kind, room, AlarmJson.Read(alarm))
        : throw new InvalidDataException("A stored message does not have its three lines.");
}
