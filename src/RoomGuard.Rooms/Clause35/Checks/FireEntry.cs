using RoomGuard.Rooms.Recognition.Checks;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35.Checks;

/// <summary>Journal 35.8, section F: writes a fire test when its declared time is over.</summary>
internal static class FireEntry
{
    // Domain file, 6.8: detectors and interlocks yearly, panel each quarter.
    private static readonly TimeSpan Yearly = TimeSpan.FromDays(365);

    private static readonly TimeSpan Quarterly = TimeSpan.FromDays(92);

    internal static void Write(RoomTurn turn, FireCheck check, DateTimeOffset end)
    {
        var equipment = check.Panel ?? check.Detector ?? "fire";
        var conclusion = Conclude(check);
        var kind = !check.Interlocks.IsEmpty ? "interlocks" : check.AlarmAt is not null || check.SmokeAt is not null ? "detector" : null;
        var fields = CheckDrafts.FieldsOf(turn, equipment, check.From, check.RestoredAt ?? end, conclusion);
        fields.SetChoice("f_kind", "fire_test", kind);
        fields.SetSeconds("response_s", check.AlarmAt - check.SmokeAt);
        fields.SetTexts("interlocks", [.. check.Interlocks.Select(interlock => RoomTexts.Fill(
            RoomTexts.Get("check.interlock." + interlock.Signal),
            ("equipment", CheckDrafts.NameOf(turn, interlock.Equipment)),
            ("delay", Amounts.Of(interlock.At - check.AlarmAt!.Value))))]);
        fields.SetTime("restored", check.RestoredAt);
        fields.Set("detector", check.Detector is { } detector ? new JournalValue.Local(CheckDrafts.NameOf(turn, detector)) : null);
        fields.SetTime("next_due", end + (kind is null ? Quarterly : Yearly));
        CheckDrafts.Write(turn, "F", "fire_test", equipment, check.From, check.RestoredAt ?? end, conclusion, fields);
    }

    private static Conclusion Conclude(FireCheck check)
    {
        var conclusion = new Conclusion();
        if (check.RestoredAt is null)
        {
            conclusion.Fail("not_restored");
        }

        if (check is { AlarmAt: null, SmokeAt: not null })
        {
            conclusion.NotCompleted("panel_silent");
        }

        return conclusion;
    }
}
