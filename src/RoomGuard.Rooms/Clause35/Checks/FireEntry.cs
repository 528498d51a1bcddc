using RoomGuard.Contract.Samples;
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
        var isPressureLow = IsPressureLow(turn);
        var conclusion = Conclude(check, isPressureLow);
        var kind = check.ReleaseAt is not null ? "release_circuit" : !check.Interlocks.IsEmpty ? "interlocks" : check.AlarmAt is not null || check.SmokeAt is not null ? "detector" : null;
        var fields = CheckDrafts.FieldsOf(turn, equipment, check.From, check.RestoredAt ?? end, conclusion);
        fields.SetChoice("f_kind", "fire_test", kind);
        fields.SetSeconds("response_s", check.AlarmAt - check.SmokeAt);
        fields.SetSeconds("release_delay_s", check.ReleaseAt - check.AlarmAt);
        fields.SetChoice("cyl_pressure", "pressure", isPressureLow is { } isLow ? isLow ? "low" : "normal" : null);
        fields.SetTexts("interlocks", [.. check.Interlocks.Select(interlock => RoomTexts.Fill(
            RoomTexts.Get("check.interlock." + interlock.Signal),
            ("equipment", CheckDrafts.NameOf(turn, interlock.Equipment)),
            ("delay", Amounts.Of(interlock.At - check.AlarmAt!.Value))))]);
        fields.SetTime("restored", check.RestoredAt);
        fields.Set("detector", check.Detector is { } detector ? new JournalValue.Local(CheckDrafts.NameOf(turn, detector)) : null);
        fields.SetTime("next_due", end + (kind is null ? Quarterly : Yearly));
        CheckDrafts.Write(turn, "F", "fire_test", equipment, check.From, check.RestoredAt ?? end, conclusion, fields);
    }

    // The cylinders' contact; null when there is none, or it says nothing.
    private static bool? IsPressureLow(RoomTurn turn)
    {
        bool? isLow = null;
        foreach (var (_, point) in turn.Points)
        {
            if (point is { Point.Signal: "fire.supp_low_pressure", IsStale: false, Known: { Kind: ReadingKind.Flag } known })
            {
                isLow = isLow == true || known.Flag;
            }
        }

        return isLow;
    }

    private static Conclusion Conclude(FireCheck check, bool? isPressureLow)
    {
        var conclusion = new Conclusion();
        if (isPressureLow == true)
        {
            conclusion.Fail("cylinder_low");
        }

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
