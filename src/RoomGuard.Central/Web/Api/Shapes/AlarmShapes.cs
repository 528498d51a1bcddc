using System.Text.Json.Serialization;
using RoomGuard.Central.Alarms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>What keeps an alarm from people.</summary>
/// <param name="Kind"><c>cause</c>, <c>maintenance</c>, <c>chattering</c>, <c>shelf</c> or <c>out_of_service</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">Until when; null where nobody can say.</param>
/// <param name="By">Who decided it; null for a rule.</param>
/// <param name="Comment">Why.</param>
/// <param name="Cause">Id of the alarm that is the cause, or of the window.</param>
internal sealed record HoldShape(string Kind, DateTime Since, DateTime? Until, string? By, string? Comment, string? Cause)
{
    public static HoldShape Of(AlarmHold hold) => new(hold.Kind.ToWord(), hold.Since.UtcDateTime, hold.Until?.UtcDateTime, hold.By, hold.Comment, hold.Cause);
}

/// <summary>One thing that somebody did to an alarm.</summary>
/// <param name="Kind"><c>acknowledge</c>, <c>comment</c>, <c>shelve</c>, <c>unshelve</c>, <c>out_of_service</c> or <c>return_to_service</c>.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Comment">What they said.</param>
/// <param name="Until">The end of the shelf.</param>
internal sealed record ActionShape(string Kind, string By, DateTime At, string? Comment, DateTime? Until)
{
    public static ActionShape Of(AlarmAction action) => new(action.Kind.ToWord(), action.By, action.At.UtcDateTime, action.Comment, action.Until?.UtcDateTime);
}

/// <summary>Declared maintenance or a declared test.</summary>
/// <param name="Kind"><c>maintenance</c> or <c>test</c>.</param>
/// <param name="Equipment">What it is about; null for the whole room.</param>
/// <param name="From">Its beginning.</param>
/// <param name="Until">Its hard end.</param>
/// <param name="By">Who declared it.</param>
/// <param name="Comment">What for.</param>
/// <param name="EndedAt">When it was over; null until then.</param>
/// <param name="EndedBy">Who ended it before its time.</param>
internal sealed record WindowShape(string Id, string Kind, string? Equipment, DateTime From, DateTime Until, string By, string Comment, DateTime? EndedAt, string? EndedBy)
{
    public static WindowShape Of(ServiceWindow window) => new(
        window.Id, window.Kind == WindowKind.Test ? "test" : "maintenance", window.Equipment, window.From.UtcDateTime, window.Until.UtcDateTime, window.By, window.Comment, window.EndedAt?.UtcDateTime, window.EndedBy);
}

/// <summary>What somebody does to an alarm.</summary>
/// <param name="By">A name. Where people log in, it is who they are.</param>
/// <param name="Comment">Why; needed to comment, to shelve and to take out of service.</param>
/// <param name="Until">The end of the shelf, RFC 3339.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AlarmActionRequest(string? By, string? Comment, string? Until);

/// <summary>Maintenance or a test to declare.</summary>
/// <param name="Equipment">What it is about, with its parts; the whole room when it is left out.</param>
/// <param name="From">Its beginning, RFC 3339; now when it is left out.</param>
/// <param name="Until">Its hard end, RFC 3339.</param>
/// <param name="Comment">What for.</param>
/// <param name="By">A name. Where people log in, it is who they are.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WindowRequest(string? Equipment, string? From, string? Until, string? Comment, string? By);
