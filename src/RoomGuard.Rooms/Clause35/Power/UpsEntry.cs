using RoomGuard.Rooms.Recognition;

namespace RoomGuard.Rooms.Clause35.Power;

/// <summary>Journal 35.7, section U: writes what a recogniser found of one UPS.</summary>
internal static class UpsEntry
{
    internal static void Write(TrackTurn turn, UpsEpisode episode, UpsRunKind kind)
    {
        var isTest = kind is UpsRunKind.SelfTest or UpsRunKind.DeepCalibration;
        var (from, until) = Bounds(episode, isTest);
        var conclusion = isTest ? ConcludeTest(turn, episode) : ConcludeRun(turn, episode);
        var draftKind = kind switch
        {
            UpsRunKind.RealOutage => "real_outage",
            _ => "ups_test",
        };
        turn.Room.Journal.Write(new JournalDraft
        {
            Key = JournalKeys.Of(turn.Equipment, draftKind, from),
            Journal = "35.7",
            Kind = draftKind,
            Section = "U",
            Equipment = turn.Equipment,
            StartedAt = from,
            EndedAt = until,
            Result = conclusion.Code,
            Fields = FieldsOf(turn, episode, kind, (from, until), conclusion),
        }, episode.IsOfBreak ? episode.BreakFrom : null);
    }

    // A test that an outage broke off ends where the outage begins.
    private static (DateTimeOffset From, DateTimeOffset Until) Bounds(UpsEpisode episode, bool isTest)
    {
        var last = episode.BatteryUntil ?? episode.LastSignAt;
        if (!isTest)
        {
            var gone = episode.InputGoneAt ?? episode.BatteryFrom ?? episode.StartedAt;
            return (gone, last > gone ? last : gone);
        }

        var from = episode is { IsOutage: true, TestFrom: { } test } && test > episode.InputGoneAt ? test : episode.StartedAt;
        var until = episode.TestUntil ?? last;
        until = episode.IsOutage && episode.InputGoneAt > from && episode.InputGoneAt < until ? episode.InputGoneAt.Value : until;
        return (from, until > from ? until : from);
    }

    private static IReadOnlyDictionary<string, JournalValue> FieldsOf(
        TrackTurn turn, UpsEpisode episode, UpsRunKind kind, (DateTimeOffset From, DateTimeOffset Until) bounds, Conclusion conclusion)
    {
        var track = turn.Track;
        var spreads = episode.Spreads;
        var isTest = kind is UpsRunKind.SelfTest or UpsRunKind.DeepCalibration;
        var fields = new Fields();
        fields.SetEquipment(turn.Room.Room.FindEquipment(turn.Equipment));
        fields.SetChoice("test_kind", "test_kind", kind switch
        {
            UpsRunKind.SelfTest => "quick",
            UpsRunKind.DeepCalibration => "deep",
            UpsRunKind.PlannedMainsOff => "planned_mains_off",
            _ => "real_outage",
        });
        fields.SetChoice("initiator", "initiator", isTest ? UpsInitiator.Of(turn, bounds.From, kind == UpsRunKind.DeepCalibration) : null);
        fields.SetTime("started_at", bounds.From);
        fields.SetSeconds("duration_s", DurationOf(track, episode, isTest, bounds));
        fields.SetSpread("load_pct", spreads.Find("load"), "%");
        fields.SetNumbers("charge", "%", ("before", Before(episode, "charge")), ("after", track.Number("ups.battery.charge")));
        fields.SetNumbers("runtime_est", "min", ("before", Before(episode, "runtime") / 60), ("after", track.Number("ups.battery.runtime") / 60));
        fields.SetNumbers("batt_v", "V", ("start", Before(episode, "battery")), ("min", spreads.Find("battery")?.Min));
        fields.SetNumber("batt_temp", spreads.Find("temperature")?.Max ?? track.Number("ups.battery.temperature"), "Cel");
        fields.SetNumbers("input", "V", ("before", Before(episode, "input")), ("min", spreads.Find("input")?.Min), ("after", track.Number("ups.input.voltage")));
        fields.Set("output", OutputOf(spreads.Find("output"), spreads.Find("hertz")));
        if (isTest && episode.Result is { } result)
        {
            fields.Set("result_code", ResultOf(result));
        }

        fields.SetChoice("replace", "yes_no", track.Flag("ups.battery.replace") is { } replace ? (replace ? "yes" : "no") : null);
        fields.SetChoice("conclusion", "conclusion", conclusion.Code);
        fields.SetTexts("remarks", conclusion.Remarks);
        fields.SetTime("next_due", isTest ? bounds.Until + turn.Room.Rules.UpsTest.Interval : null);
        return fields.All;
    }

    // What the UPS counts is better than what polls show.
    private static TimeSpan? DurationOf(EquipmentTrack track, UpsEpisode episode, bool isTest, (DateTimeOffset From, DateTimeOffset Until) bounds)
    {
        if (isTest && track.Latest.TryGetValue("ups.test.elapsed", out var seen) && seen.At >= bounds.From && track.Number("ups.test.elapsed") is { } elapsed and > 0)
        {
            return TimeSpan.FromSeconds(elapsed);
        }

        var counted = TimeSpan.FromSeconds(episode.Spreads.Find("on_battery")?.Max ?? 0);
        var watched = bounds.Until - bounds.From;
        return counted > watched ? counted : watched;
    }

    private static Conclusion ConcludeTest(TrackTurn turn, UpsEpisode episode)
    {
        var conclusion = new Conclusion();
        var isInterrupted = episode.IsOutage && (episode.TestUntil is not { } ended || ended > episode.InputGoneAt);
        if (isInterrupted && episode.Result != "failed")
        {
            conclusion.NotCompleted("interrupted");
        }
        else if (episode.Result is null)
        {
            conclusion.Remark("result_not_reported");
        }
        else if (episode.Result == "warning")
        {
            conclusion.Remark("result_warning");
        }

        conclusion.Take(episode.Result ?? "");
        if (turn.Track.Flag("ups.battery.replace") == true)
        {
            conclusion.Fail("replace_battery");
        }

        return conclusion;
    }

    private static Conclusion ConcludeRun(TrackTurn turn, UpsEpisode episode)
    {
        var conclusion = new Conclusion();
        if (turn.Track.Text("ups.output.source") == "none" || episode.Spreads.Find("output")?.Min < turn.Room.Rules.UpsTest.InputGoneVolts)
        {
            conclusion.Fail("output_lost");
        }

        return conclusion;
    }

    private static JournalValue.Several? OutputOf(Spread? volts, Spread? hertz)
    {
        var parts = new List<JournalValue>(2);
        if (Fields.Numbers("V", ("min", volts?.Min), ("max", volts?.Max)) is { } output)
        {
            parts.Add(output);
        }

        if (Fields.Numbers("Hz", ("min", hertz?.Min), ("max", hertz?.Max)) is { } frequency)
        {
            parts.Add(frequency);
        }

        return parts.Count == 0 ? null : new JournalValue.Several(parts);
    }

    private static JournalValue.Choice? ResultOf(string result) =>
        Contract.Signals.SignalCatalogue.Find("ups.test.result")?.States.TryGetValue(result, out var name) == true ? new JournalValue.Choice(result, name) : null;

    private static double? Before(UpsEpisode episode, string name) => episode.Before.TryGetValue(name, out var number) ? number : null;
}
