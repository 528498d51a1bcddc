using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clause35.Checks;

/// <summary>What the entries of journal 35.8 have in common.</summary>
internal static class CheckDrafts
{
    /// <summary>Fields that every section has.</summary>
    internal static Fields FieldsOf(RoomTurn turn, string equipment, DateTimeOffset from, DateTimeOffset until, Conclusion conclusion)
    {
        var fields = new Fields();
        fields.SetEquipment(turn.Room.FindEquipment(equipment));
        fields.SetTime("started_at", from);
        fields.SetTime("finished_at", until);
        fields.SetChoice("conclusion", "conclusion", conclusion.Code);
        fields.SetTexts("remarks", conclusion.Remarks);
        return fields;
    }

    internal static void Write(RoomTurn turn, string section, string kind, string equipment, DateTimeOffset from, DateTimeOffset until, Conclusion conclusion, Fields fields) =>
        turn.Add(new JournalDrafted(new JournalDraft
        {
            Key = JournalKeys.Of(equipment, kind, from),
            Journal = "35.8",
            Section = section,
            Kind = kind,
            Equipment = equipment,
            StartedAt = from,
            EndedAt = until,
            Result = conclusion.Code,
            Fields = fields.All,
        }));

    internal static LocalText NameOf(RoomTurn turn, string equipment) => turn.Room.FindEquipment(equipment).Name;
}
