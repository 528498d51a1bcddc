using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Recognition.Checks;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35.Checks;

/// <summary>Journal 35.8, section M: writes a test of the climate.</summary>
internal static class ClimateEntry
{
    internal static void Write(RoomTurn turn, ClimateCheck check, DateTimeOffset end)
    {
        var conclusion = new Conclusion();
        if (check.DoneAt is null)
        {
            conclusion.Fail(check.Kind == ClimateDesk.Restart ? "not_restarted" : "standby_not_started");
        }

        var fields = CheckDrafts.FieldsOf(turn, check.Equipment, check.From, end, conclusion);
        fields.SetChoice("m_kind", "climate_test", check.Kind);
        SetSpread(fields, "t_stats", check.Spreads.Find("temp"), "Cel");
        SetSpread(fields, "rh_stats", check.Spreads.Find("rh"), "%RH");
        fields.SetTexts("norm", [.. Norms(turn)]);
        fields.SetNumber("dewpoint", check.Spreads.Find("temp")?.Average is { } celsius && check.Spreads.Find("rh")?.Average is { } percent ? DewPoint.Of(celsius, percent) : null, "Cel");
        fields.SetNumbers("supply_return", "Cel", ("supply", check.Spreads.Find("supply")?.Average), ("return", check.Spreads.Find("return")?.Average));
        fields.SetSeconds(check.Kind == ClimateDesk.HighTemperature ? "alarm_delay_s" : "failover_s", check.Kind == ClimateDesk.Restart ? null : check.Took);
        fields.SetTime("next_due", NextDue(check, end));
        CheckDrafts.Write(turn, "M", "climate_" + check.Kind, check.Equipment, check.From, end, conclusion, fields);
    }

    // Domain file, 6.8.
    private static DateTimeOffset? NextDue(ClimateCheck check, DateTimeOffset end) => check.Kind switch
    {
        ClimateDesk.Failover => end + TimeSpan.FromDays(31),
        ClimateDesk.HighTemperature => end + TimeSpan.FromDays(92),
        _ => null,
    };

    private static void SetSpread(Fields fields, string column, Spread? spread, string unit) =>
        fields.SetNumbers(column, unit, ("min", spread?.Min), ("avg", spread?.Average), ("max", spread?.Max));

    private static IEnumerable<LocalText> Norms(RoomTurn turn)
    {
        foreach (var signal in (string[])["env.temp", "env.rh"])
        {
            var limits = turn.Rules.Limits.For(signal);
            if (Limit(limits, "limit-low") is { } low && Limit(limits, "limit-high") is { } high && SignalCatalogue.Find(signal) is { } known)
            {
                yield return RoomTexts.Fill(RoomTexts.Get("check.norm"), ("signal", known.Name), ("low", Amounts.Of(low, known.Unit ?? "")), ("high", Amounts.Of(high, known.Unit ?? "")));
            }
        }
    }

    private static double? Limit(IReadOnlyList<LimitRule> limits, string rule) => limits.FirstOrDefault(limit => limit.Rule == rule)?.Limit;
}
