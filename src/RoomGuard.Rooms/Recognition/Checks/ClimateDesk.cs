using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clause35.Checks;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Recognition.Checks;

/// <summary>Follows tests of the climate: a standby unit that takes over, a unit that comes back after a loss of power, the alarm of a warm room.</summary>
internal static class ClimateDesk
{
    internal const string Failover = "failover";

    internal const string Restart = "restart";

    internal const string HighTemperature = "high_temperature";

    private const int MostChecks = 32;

    // What a room's air does is told over this time after the unit has started.
    private static readonly TimeSpan Watches = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FailoverWithin = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan RestartWithin = TimeSpan.FromHours(24);

    // The loss of power may be heard a little after the unit has stopped.
    private static readonly TimeSpan PowerHeardWithin = TimeSpan.FromSeconds(60);

    internal static void ObserveRun(RoomTurn turn, ChecksDesk desk, PointChange change)
    {
        var (unit, at) = (change.Next.Point.Equipment, change.Next.At);
        if (ChecksDesk.IsFall(change))
        {
            Stop(turn, desk, unit, at);
        }
        else if (ChecksDesk.IsRise(change))
        {
            Start(desk, unit, at);
        }
    }

    /// <summary>A unit that runs and says that it is at fault: the other one must take over, in a test or not.</summary>
    internal static void ObserveFault(RoomTurn turn, ChecksDesk desk, PointChange change)
    {
        var unit = change.Next.Point.Equipment;
        if (IsRunning(turn, unit) && HasStandby(turn, unit))
        {
            Add(desk, new ClimateCheck(Failover, unit, change.Next.At) { IsSure = true, WindowId = desk.TestOf(unit, change.Next.At)?.Id });
        }
    }

    internal static void ObserveGauge(ChecksDesk desk, PointState point)
    {
        if (point.Last.Kind != ReadingKind.Number)
        {
            return;
        }

        var name = point.Point.Signal switch
        {
            "env.temp" => "temp",
            "env.rh" => "rh",
            "hvac.supply_temp" => "supply",
            _ => "return",
        };
        desk.Watch = desk.Watch with { Climate = [.. desk.Watch.Climate.Select(check => check with { Spreads = check.Spreads.Add(name, point.Last.Number) })] };
    }

    internal static void Follow(RoomTurn turn, ChecksDesk desk, AlarmChanged change)
    {
        var alarm = change.Alarm;
        if (alarm.Signal != "env.temp" || !alarm.Rule.StartsWith("limit-high", StringComparison.Ordinal))
        {
            return;
        }

        var known = desk.Watch.Climate.Find(check => check.Kind == HighTemperature && check.Equipment == alarm.Point.Equipment);
        if (change.Previous is null && known is null && desk.TestOf(alarm.Point.Equipment, alarm.Since) is { } window)
        {
            var check = new ClimateCheck(HighTemperature, alarm.Point.Equipment, alarm.Since) { IsSure = true, WindowId = window.Id, DoneAt = alarm.RaisedAt, Took = alarm.RaisedAt - alarm.Since };
            Add(desk, alarm.Value.Kind == ReadingKind.Number ? check with { Spreads = check.Spreads.Add("temp", alarm.Value.Number) } : check);
        }
        else if (known is { WriteAt: null } && !alarm.IsStanding)
        {
            Replace(desk, known, known with { WriteAt = alarm.ReturnedAt ?? turn.Now });
        }
    }

    internal static void Advance(RoomTurn turn, ChecksDesk desk, DateTimeOffset now)
    {
        foreach (var check in desk.Watch.Climate)
        {
            var isWindowOver = check.WindowId is { } id && desk.EndOf(id, now) is not null;
            var isLate = check.DoneAt is null && now - check.From > (check.Kind == Restart ? RestartWithin : FailoverWithin);
            if (!check.IsSure && IsPowerAway(turn))
            {
                Replace(desk, check, check with { IsSure = true });
            }
            else if (!check.IsSure && now - check.From > PowerHeardWithin)
            {
                desk.Watch = desk.Watch with { Climate = desk.Watch.Climate.Remove(check) };
            }
            else if (check.WriteAt <= now || isLate || (isWindowOver && check.Kind != Restart))
            {
                desk.Watch = desk.Watch with { Climate = desk.Watch.Climate.Remove(check) };
                ClimateEntry.Write(turn, check, check.WriteAt ?? (now - check.From > FailoverWithin && check.Kind == Failover ? check.From + FailoverWithin : now));
            }
        }
    }

    private static void Stop(RoomTurn turn, ChecksDesk desk, string unit, DateTimeOffset at)
    {
        // A fire panel that stops the ventilation tests no air conditioner.
        if (desk.Watch.Fire.Exists(fire => fire.AlarmAt is not null && desk.EndOf(fire.WindowId, at) is null))
        {
            return;
        }

        var isAway = IsPowerAway(turn);
        if (!isAway && desk.TestOf(unit, at) is { } window && HasStandby(turn, unit))
        {
            Add(desk, new ClimateCheck(Failover, unit, at) { IsSure = true, WindowId = window.Id });
        }
        else
        {
            Add(desk, new ClimateCheck(Restart, unit, at) { IsSure = isAway });
        }
    }

    private static void Start(ChecksDesk desk, string unit, DateTimeOffset at)
    {
        var check = desk.Watch.Climate.Find(known => known is { Kind: Restart, DoneAt: null } && known.Equipment == unit)
            ?? desk.Watch.Climate.Find(known => known is { Kind: Failover, DoneAt: null } && known.Equipment != unit && at - known.From <= FailoverWithin);
        if (check is { IsSure: false })
        {
            desk.Watch = desk.Watch with { Climate = desk.Watch.Climate.Remove(check) };
        }
        else if (check is not null)
        {
            Replace(desk, check, check with { DoneAt = at, Took = at - check.From, WriteAt = at + Watches });
        }
    }

    private static void Add(ChecksDesk desk, ClimateCheck check)
    {
        if (desk.Watch.Climate.Count < MostChecks && !desk.Watch.Climate.Exists(known => known.Kind == check.Kind && known.Equipment == check.Equipment))
        {
            desk.Watch = desk.Watch with { Climate = desk.Watch.Climate.Add(check) };
        }
    }

    private static void Replace(ChecksDesk desk, ClimateCheck before, ClimateCheck after) => desk.Watch = desk.Watch with { Climate = desk.Watch.Climate.Replace(before, after) };

    private static bool IsPowerAway(RoomTurn turn)
    {
        if (turn.Outages.Watch is { BackAt: null })
        {
            return true;
        }

        foreach (var (_, point) in turn.Points)
        {
            if (point.Point.Signal == "feed.present" && point.Known is { Kind: ReadingKind.Flag, Flag: false })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRunning(RoomTurn turn, string unit) => turn.Points.TryGetValue(unit + "/hvac.run", out var point) && point.Known is { Kind: ReadingKind.Flag, Flag: true };

    private static bool HasStandby(RoomTurn turn, string unit)
    {
        foreach (var (_, point) in turn.Points)
        {
            if (point.Point.Signal == "hvac.run" && point.Point.Equipment != unit && point.Known is { Kind: ReadingKind.Flag, Flag: false })
            {
                return true;
            }
        }

        return false;
    }
}
