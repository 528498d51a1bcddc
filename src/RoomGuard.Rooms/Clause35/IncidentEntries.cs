using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35.Power;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Journal 35.1: writes an incident when it begins, and completes it when all is normal again.</summary>
internal static class IncidentEntries
{
    private const string Outage = "mains_outage";

    private const int MostReadings = 30;

    /// <summary>Drafts an incident that an alarm began.</summary>
    internal static void Begin(RoomTurn turn, OpenIncident incident)
    {
        var rule = IncidentRule.ForKind(incident.Kind);
        var alarm = incident.First;
        turn.Journal.Mark(alarm.Point.Equipment, incident.Kind, alarm.Since, alarm.Since);
        var fields = FieldsOf(turn, rule, alarm.Priority, alarm.Point.Equipment, alarm.Text);
        fields.SetTime("detected_at", alarm.RaisedAt);
        fields.SetTime("occurred_at", alarm.Since);
        turn.Add(new JournalDrafted(First(incident.Key, incident.Kind, alarm.Point.Equipment, alarm.Since) with { Fields = fields.All }));
    }

    /// <summary>Completes an incident whose last alarm has returned.</summary>
    internal static void End(RoomTurn turn, OpenIncident incident, DateTimeOffset at) =>
        turn.Add(new JournalDrafted(Completing(turn, incident.Key, incident.Kind, incident.First.Point.Equipment, incident.First.Since, at)));

    /// <summary>Drafts an incident that no alarm began, critical as those of its kind are; gives its key.</summary>
    internal static string BeginOne(RoomTurn turn, string kind, string equipment, DateTimeOffset at, LocalText text)
    {
        var fields = FieldsOf(turn, IncidentRule.ForKind(kind), AlarmPriority.Critical, equipment, text);
        fields.SetTime("detected_at", turn.Now);
        fields.SetTime("occurred_at", at);
        var key = JournalKeys.Of(equipment, kind, at);
        turn.Add(new JournalDrafted(First(key, kind, equipment, at) with { Fields = fields.All }));
        return key;
    }

    /// <summary>Completes it.</summary>
    internal static void EndOne(RoomTurn turn, string key, string kind, string equipment, DateTimeOffset from, DateTimeOffset at) =>
        turn.Add(new JournalDrafted(Completing(turn, key, kind, equipment, from, at)));

    /// <summary>Drafts a mains outage; it is one for the room, whoever saw it.</summary>
    internal static void BeginOutage(RoomTurn turn, OutageWatch outage)
    {
        if (turn.Journal.Mark("", Outage, outage.Since, outage.Since))
        {
            turn.Add(new JournalDrafted(OutageDraft(turn, outage.Equipment, outage.Since)));
        }
    }

    /// <summary>Completes the outage.</summary>
    internal static void EndOutage(RoomTurn turn, OutageWatch outage, DateTimeOffset back)
    {
        var at = OutageTale.EndOf(outage, back);
        turn.Journal.Stretch("", Outage, outage.Since, at);
        turn.Add(new JournalDrafted(CompletingOutage(turn, outage, at)));
    }

    /// <summary>Drafts and completes an outage that was over before its samples came.</summary>
    internal static void WriteMissedOutage(RoomTurn turn, string equipment, DateTimeOffset from, DateTimeOffset until)
    {
        if (turn.Journal.Mark("", Outage, from, until))
        {
            turn.Add(new JournalDrafted(OutageDraft(turn, equipment, from)));
            turn.Add(new JournalDrafted(CompletingOutage(turn, new OutageWatch(from, equipment, []), until)));
        }
    }

    private static JournalDraft CompletingOutage(RoomTurn turn, OutageWatch outage, DateTimeOffset at)
    {
        var draft = Completing(turn, JournalKeys.Of(outage.Equipment, Outage, outage.Since), Outage, outage.Equipment, outage.Since, at);
        return draft with { Fields = new Dictionary<string, JournalValue>(draft.Fields, StringComparer.Ordinal) { ["description"] = new JournalValue.Local(OutageTale.Tell(turn, outage, at)) } };
    }

    private static JournalDraft OutageDraft(RoomTurn turn, string equipment, DateTimeOffset from)
    {
        var text = RoomTexts.Fill(RoomTexts.Get("incident.mains_outage"), ("equipment", turn.Room.FindEquipment(equipment).Name));
        var fields = FieldsOf(turn, IncidentRule.ForKind(Outage), AlarmPriority.Critical, equipment, text);
        fields.SetTime("detected_at", turn.Now);
        fields.SetTime("occurred_at", from);
        return First(JournalKeys.Of(equipment, Outage, from), Outage, equipment, from) with { Fields = fields.All };
    }

    private static JournalDraft First(string key, string kind, string equipment, DateTimeOffset from) => new()
    {
        Key = key,
        Journal = "35.1",
        Kind = kind,
        Equipment = equipment,
        StartedAt = from,
        Result = "open",
        Fields = new Dictionary<string, JournalValue>(),
    };

    private static JournalDraft Completing(RoomTurn turn, string key, string kind, string equipment, DateTimeOffset from, DateTimeOffset at)
    {
        var fields = new Fields();
        fields.SetTime("normal_at", at);
        fields.Set("consequences", new JournalValue.Local(RoomTexts.Fill(RoomTexts.Get("incident.duration"), ("duration", Amounts.Of(at - from)))));
        fields.SetTexts("readings", Readings(turn));
        return First(JournalKeys.Completing(key), kind, equipment, from) with { EndedAt = at, Result = "normal", Completes = key, Fields = fields.All };
    }

    private static Fields FieldsOf(RoomTurn turn, IncidentRule rule, AlarmPriority priority, string equipment, LocalText description)
    {
        var fields = new Fields();
        fields.SetChoice("kind", "kind", rule.IsSecurity ? "is_incident" : "off_normal");
        fields.SetChoice("category", "category", rule.Category);
        fields.SetChoice("severity", "severity", priority.ToWord());
        fields.Set("reporter", new JournalValue.Local(RoomTexts.Get("incident.reporter")));
        fields.SetTexts("assets", [turn.Room.FindEquipment(equipment).Name]);
        fields.Set("description", new JournalValue.Local(description));
        fields.SetTexts("readings", Readings(turn));
        return fields;
    }

    // What the room's air is like at this moment: fresh values only.
    private static List<LocalText> Readings(RoomTurn turn)
    {
        var readings = new List<LocalText>();
        foreach (var (_, point) in turn.Points.ToImmutable().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (readings.Count < MostReadings && !point.IsStale && point.Last.IsPresent && point.Point.Signal.StartsWith("env.", StringComparison.Ordinal)
                && SignalCatalogue.Find(point.Point.Signal) is { } signal)
            {
                readings.Add(RoomTexts.Fill(
                    RoomTexts.Get("incident.reading"),
                    ("signal", signal.Name),
                    ("equipment", LocalText.Same(point.Point.Equipment)),
                    ("value", Amounts.Of(point.Last, signal))));
            }
        }

        return readings;
    }
}
