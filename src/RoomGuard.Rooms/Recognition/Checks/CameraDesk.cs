using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clause35.Checks;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Recognition.Checks;

/// <summary>Enters each camera once in an interval, with what was seen of it and of its recorder.</summary>
internal static class CameraDesk
{
    private const int MostCameras = 512;

    internal static void Observe(RoomTurn turn, ChecksDesk desk, PointState point)
    {
        var (camera, isOnline, at) = (point.Point.Equipment, point.Last is { Kind: ReadingKind.Flag, Flag: true }, point.At);
        if (!desk.Watch.Cameras.TryGetValue(camera, out var known))
        {
            if (desk.Watch.Cameras.Count < MostCameras)
            {
                Put(desk, camera, new CameraCheck(at));
            }

            return;
        }

        var next = IsOnBackup(turn) ? known with { IsOnBackup = isOnline && known.IsOnBackup != false } : known;
        if (at - known.CheckedAt >= turn.Rules.Tests.VideoInterval)
        {
            VideoEntry.Write(turn, camera, next, isOnline, at);
            next = new CameraCheck(at);
        }

        if (next != known)
        {
            Put(desk, camera, next);
        }
    }

    private static void Put(ChecksDesk desk, string camera, CameraCheck check) => desk.Watch = desk.Watch with { Cameras = desk.Watch.Cameras.SetItem(camera, check) };

    private static bool IsOnBackup(RoomTurn turn)
    {
        foreach (var track in turn.Tracks.Others(isBehind: false))
        {
            if (track.Ups?.IsOnBattery == true || (track.Generator is { Phase: EnginePhase.OnLoad, Run: { } run } && (run.IsTransferred || run.IsRealOutage)))
            {
                return true;
            }
        }

        return false;
    }
}
