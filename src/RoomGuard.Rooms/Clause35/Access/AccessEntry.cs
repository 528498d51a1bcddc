using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Recognition.Access;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35.Access;

/// <summary>Journal 35.2: writes visits, refusals and openings that nothing allowed.</summary>
internal static class AccessEntry
{
    private const string Kind = "access";

    private const string Forced = "forced_door";

    // The contact's own alarm and the missing card are of one opening.
    private static readonly TimeSpan SameOpening = TimeSpan.FromSeconds(60);

    /// <summary>Enters a visit that is over, or whose day is.</summary>
    /// <param name="until">When it was over, UTC; null when nobody knows.</param>
    internal static void WriteVisit(RoomTurn turn, AccessVisit visit, DateTimeOffset? until)
    {
        var isHeldOpen = visit.OpenFor > turn.Rules.HeldOpen;
        var remarks = new List<LocalText>();
        if (visit.OpenFor > turn.Room.Journals.TailgateAfter)
        {
            remarks.Add(RoomTexts.Fill(RoomTexts.Get("remark.tailgate"), ("duration", Amounts.Of(visit.OpenFor.Value))));
        }

        if (visit.LeftAt is null)
        {
            remarks.Add(RoomTexts.Get("remark.exit_not_seen"));
        }

        var fields = FieldsOf(turn, visit.Door, visit.At, isHeldOpen ? "held_open" : "granted", visit.Name, visit.Card);
        fields.SetTime("time_out", visit.LeftAt);
        fields.Set("basis", visit.Card is null ? null : new JournalValue.Local(RoomTexts.Get("access.basis")));
        fields.Set("escort", visit.Escort is { } escort ? new JournalValue.Plain(escort) : null);
        fields.SetSeconds("door_open_s", visit.OpenFor);
        fields.SetTexts("remarks", remarks);
        Write(turn, visit.Door, visit.At, until, isHeldOpen ? "held_open" : "granted", fields, visit.Card);
    }

    internal static void WriteDenied(RoomTurn turn, AccessEvent happening, string door, DateTimeOffset at) =>
        Write(turn, door, at, at, "denied", FieldsOf(turn, door, at, "denied", happening.Name, happening.Card), happening.Card);

    internal static void WriteForced(RoomTurn turn, DoorOpening opening)
    {
        var fields = FieldsOf(turn, opening.Door, opening.At, "forced", null, null);
        fields.SetSeconds("door_open_s", opening.ClosedAt - opening.At);
        Write(turn, opening.Door, opening.At, opening.ClosedAt ?? opening.At, "forced", fields, null);
    }

    /// <summary>Begins an incident of 35.1 for an opening that nothing allowed, unless the door's own alarm has begun one. Null then.</summary>
    internal static string? BeginIncident(RoomTurn turn, DoorOpening opening)
    {
        if (!turn.Journal.Mark(opening.Door, Forced, opening.At - SameOpening, opening.At + SameOpening))
        {
            return null;
        }

        var text = RoomTexts.Fill(RoomTexts.Get("incident.opening_without_access"), ("equipment", turn.Room.FindEquipment(opening.Door).Name));
        return IncidentEntries.BeginOne(turn, Forced, opening.Door, opening.At, text);
    }

    internal static void EndIncident(RoomTurn turn, DoorOpening opening, DateTimeOffset at)
    {
        if (opening.Incident is { } key)
        {
            IncidentEntries.EndOne(turn, key, Forced, opening.Door, opening.At, at);
        }
    }

    private static Fields FieldsOf(RoomTurn turn, string door, DateTimeOffset at, string result, string? name, string? card)
    {
        var fields = new Fields();
        fields.SetTime("time_in", at);
        fields.Set("person", name is null ? null : new JournalValue.Plain(name));
        fields.Set("pass_no", card is null ? null : new JournalValue.Plain(card));
        fields.Set("door", new JournalValue.Local(turn.Room.FindEquipment(door).Name));
        fields.SetChoice("result", "access_result", result);
        return fields;
    }

    private static void Write(RoomTurn turn, string door, DateTimeOffset at, DateTimeOffset? until, string result, Fields fields, string? card) => turn.Add(new JournalDrafted(new JournalDraft
    {
        Key = JournalKeys.Of(door, Kind + "_" + result, at) + (card is null ? "" : "|" + card),
        Journal = "35.2",
        Kind = Kind,
        Equipment = door,
        StartedAt = at,
        EndedAt = until,
        Result = result,
        Fields = fields.All,
    }));
}
