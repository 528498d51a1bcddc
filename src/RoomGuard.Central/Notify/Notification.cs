using RoomGuard.Central.Alarms;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Notify;

/// <summary>What one message is about.</summary>
/// <param name="Kind">One of <see cref="NotificationKind"/>.</param>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="Alarm">The alarm as it was when the message was decided on.</param>
internal sealed record Notification(string Kind, string Room, Alarm Alarm);

/// <summary>The kinds of messages, as the database and webhooks spell them.</summary>
internal static class NotificationKind
{
    /// <summary>An alarm stands.</summary>
    public const string Raised = "raised";

    /// <summary>It is over.</summary>
    public const string Returned = "returned";
}

/// <summary>Decides who is to hear of a change of an alarm. Pure.</summary>
internal static class NotificationRules
{
    /// <summary>The kind of message a change asks for; null for none.</summary>
    /// <remarks>
    /// A test is recorded, nobody is woken; but an alarm that stops being part of a test, because a real outage began inside it, is news.
    /// An alarm that is over is news only to those who heard of it.
    /// </remarks>
    public static string? Decide(Alarm alarm, bool wasRaised, bool wasReturned) => alarm.State switch
    {
        AlarmCondition.Unacknowledged or AlarmCondition.Acknowledged when !wasRaised && !alarm.Test && alarm.Priority >= AlarmPriority.Warning => NotificationKind.Raised,
        AlarmCondition.ReturnedUnacknowledged or AlarmCondition.Normal when wasRaised && !wasReturned => NotificationKind.Returned,
        _ => null,
    };
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
