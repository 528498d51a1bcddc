using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.Recognition.Checks;

/// <summary>The tests of journal 35.8 during one step: each written once, when it is over.</summary>
internal sealed class ChecksDesk(RoomTurn turn)
{
    internal RoomChecks Watch { get; set; } = turn.Before.Memory.Checks;

    /// <summary>Takes in a sample that was news.</summary>
    internal void Observe(PointChange change)
    {
        if (!change.Next.Last.IsPresent)
        {
            return;
        }

        switch (change.Next.Point.Signal)
        {
            case "fire.alarm" or "fire.fault" or "fire.supp_release" or "smoke.alarm" or "feed.present":
                FireDesk.Observe(turn, this, change);
                break;
            case "hvac.run":
                FireDesk.Observe(turn, this, change);
                ClimateDesk.ObserveRun(turn, this, change);
                break;
            case "hvac.fault" when IsRise(change):
                ClimateDesk.ObserveFault(turn, this, change);
                break;
            case "env.temp" or "env.rh" or "hvac.supply_temp" or "hvac.return_temp" when !Watch.Climate.IsEmpty:
                ClimateDesk.ObserveGauge(this, change.Next);
                break;
            case "cam.online":
                CameraDesk.Observe(turn, this, change.Next);
                break;
        }
    }

    /// <summary>Follows an alarm: that of a warm room within a declared test is what the test is of.</summary>
    internal void Follow(AlarmChanged change) => ClimateDesk.Follow(turn, this, change);

    /// <summary>Lets time pass: what is over is written.</summary>
    internal void Advance(DateTimeOffset now)
    {
        if (!Watch.Fire.IsEmpty)
        {
            FireDesk.Advance(turn, this, now);
        }

        if (!Watch.Climate.IsEmpty)
        {
            ClimateDesk.Advance(turn, this, now);
        }
    }

    /// <summary>The declared test of this equipment, or of the room, at <paramref name="at"/>; null for none.</summary>
    internal ServiceWindow? TestOf(string equipment, DateTimeOffset at) => turn.Windows.All.Find(window =>
        window.Kind == WindowKind.Test && window.IsOpen(at) && (window.Equipment is null || window.Covers(equipment)));

    /// <summary>When a declared test was over, UTC; null while it lasts. One that nobody knows any more is over.</summary>
    internal DateTimeOffset? EndOf(string windowId, DateTimeOffset now) => turn.Windows.All.Find(window => window.Id == windowId) is { } window ? window.EndedAt : now;

    internal static bool IsRise(PointChange change) => change.Next.Last is { Kind: ReadingKind.Flag, Flag: true } && change.Previous is { Known: { Kind: ReadingKind.Flag, Flag: false } };

    internal static bool IsFall(PointChange change) => change.Next.Last is { Kind: ReadingKind.Flag, Flag: false } && change.Previous is { Known: { Kind: ReadingKind.Flag, Flag: true } };
}
