using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Alarms;

/// <summary>What people are told of an alarm, in three languages.</summary>
internal static class AlarmTexts
{
    internal static LocalText For(RoomDefinition room, AlarmCase @case)
    {
        var signal = SignalCatalogue.Find(@case.Point.Signal);
        return RoomTexts.Fill(
            TemplateOf(@case),
            ("signal", signal?.Name ?? LocalText.Same(@case.Point.Signal)),
            ("value", Amounts.Of(@case.Value, signal)),
            ("limit", @case.Limit is { } limit ? Amounts.Of(limit, signal?.Unit ?? "") : LocalText.Same("")),
            ("equipment", room.FindEquipment(@case.Point.Equipment).Name));
    }

    /// <summary>The text of a case before its marks are filled. A rule that knows more than its newest reading fills some of them itself, and gives the case the rest as its words.</summary>
    internal static LocalText TemplateOf(AlarmCase @case) =>
        @case.Words
        ?? (@case.Test ? RoomTexts.Find($"alarm.{@case.Rule}.test") : null)
        ?? RoomTexts.Find($"alarm.{@case.Rule}.{@case.Point.Signal}")
        ?? RoomTexts.Find($"alarm.{@case.Rule}")
        ?? RoomTexts.Get("alarm.other");
}
