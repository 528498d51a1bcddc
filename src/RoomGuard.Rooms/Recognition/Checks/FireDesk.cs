using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clause35.Checks;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.Recognition.Checks;

/// <summary>Follows a fire test. Only within a declared test: outside, a fire alarm is a fire alarm.</summary>
internal static class FireDesk
{
    private const string Release = "fire.supp_release";

    private const int MostInterlocks = 32;

    internal static void Observe(RoomTurn turn, ChecksDesk desk, PointChange change)
    {
        var (point, at) = (change.Next.Point, change.Next.At);
        var isSign = point.Signal is "fire.alarm" or "fire.fault" or "smoke.alarm";
        if (isSign && ChecksDesk.IsRise(change) && WindowOf(turn, desk, point.Equipment, at) is { } window)
        {
            var known = desk.Watch.Fire.Find(check => check.WindowId == window.Id);
            Put(desk, known, Noted(known ?? new FireCheck(window.Id, at), point.Equipment, point.Signal, at));
        }

        foreach (var check in desk.Watch.Fire)
        {
            var next = check;
            if (!isSign && point.Signal != Release && ChecksDesk.IsFall(change) && check.AlarmAt is not null && check.Interlocks.Count < MostInterlocks && desk.EndOf(check.WindowId, at) is null)
            {
                next = next with { Interlocks = next.Interlocks.Add(new Interlock(point.Equipment, point.Signal, at)) };
            }

            if (point.Signal == Release && ChecksDesk.IsRise(change) && check is { AlarmAt: not null, ReleaseAt: null } && desk.EndOf(check.WindowId, at) is null)
            {
                next = next with { ReleaseAt = at };
            }

            if (isSign && change.Next.Last.Kind == ReadingKind.Flag)
            {
                next = next with { RestoredAt = IsAnyStanding(turn) ? null : next.RestoredAt ?? at };
            }

            Put(desk, check, next);
        }
    }

    internal static void Advance(RoomTurn turn, ChecksDesk desk, DateTimeOffset now)
    {
        foreach (var check in desk.Watch.Fire)
        {
            if (desk.EndOf(check.WindowId, now) is { } end)
            {
                desk.Watch = desk.Watch with { Fire = desk.Watch.Fire.Remove(check) };
                FireEntry.Write(turn, check, end);
            }
        }
    }

    private static FireCheck Noted(FireCheck check, string equipment, string signal, DateTimeOffset at) => signal switch
    {
        "smoke.alarm" => check with { SmokeAt = check.SmokeAt ?? at, Detector = check.Detector ?? equipment },
        "fire.alarm" => check with { AlarmAt = check.AlarmAt ?? at, Panel = check.Panel ?? equipment },
        _ => check with { FaultAt = check.FaultAt ?? at, Panel = check.Panel ?? equipment },
    };

    private static void Put(ChecksDesk desk, FireCheck? before, FireCheck after)
    {
        if (before != after)
        {
            desk.Watch = desk.Watch with { Fire = before is null ? desk.Watch.Fire.Add(after) : desk.Watch.Fire.Replace(before, after) };
        }
    }

    // A test of the panel is tried out with detectors, whatever they are called.
    private static ServiceWindow? WindowOf(RoomTurn turn, ChecksDesk desk, string equipment, DateTimeOffset at)
    {
        if (desk.TestOf(equipment, at) is { } window)
        {
            return window;
        }

        foreach (var (_, point) in turn.Points)
        {
            if (point.Point.Signal == "fire.alarm" && desk.TestOf(point.Point.Equipment, at) is { } test)
            {
                return test;
            }
        }

        return null;
    }

    private static bool IsAnyStanding(RoomTurn turn)
    {
        foreach (var (_, point) in turn.Points)
        {
            if (point.Point.Signal is "fire.alarm" or "fire.fault" or "smoke.alarm" && point.Known is { Kind: ReadingKind.Flag, Flag: true })
            {
                return true;
            }
        }

        return false;
    }
}
