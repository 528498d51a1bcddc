using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Recognition.Checks;

namespace RoomGuard.Rooms.Clause35.Checks;

/// <summary>Journal 35.8, section V: writes what was seen of one camera and of the recorder it hangs on.</summary>
internal static class VideoEntry
{
    internal static void Write(RoomTurn turn, string camera, CameraCheck check, bool isOnline, DateTimeOffset at)
    {
        var recorder = RecorderOf(turn, camera);
        var isRecording = Known(turn, recorder, "nvr.recording") is { Kind: ReadingKind.Flag } recording ? recording.Flag : (bool?)null;
        var conclusion = new Conclusion();
        if (!isOnline)
        {
            conclusion.Fail("camera_away");
        }

        // A camera that answers and shows what was long ago watches nothing.
        if (IsTrue(turn, camera, "cam.frozen"))
        {
            conclusion.Fail("camera_frozen");
        }

        if (IsTrue(turn, camera, "cam.dark"))
        {
            conclusion.Remark("camera_dark");
        }

        if (isRecording == false)
        {
            conclusion.Fail("not_recording");
        }

        var disk = DiskOf(turn, recorder);
        if (disk is "degraded" or "failed")
        {
            conclusion.Remark("recorder_disk");
        }

        if (check.IsOnBackup == false)
        {
            conclusion.Remark("camera_not_on_backup");
        }

        var interval = turn.Rules.Tests.VideoInterval;
        var definition = turn.Room.FindEquipment(camera);
        var fields = CheckDrafts.FieldsOf(turn, camera, check.CheckedAt, at, conclusion);
        fields.SetChoice("test_kind", "video_test", "check");
        fields.SetTexts("camera", definition.Place is { } place ? [definition.Name, Contract.Signals.LocalText.Same(place)] : [definition.Name]);
        fields.SetChoice("online", "yes_no", YesNo(isOnline));
        fields.SetChoice("recording", "yes_no", isRecording is { } known ? YesNo(known) : null);
        fields.SetNumber("archive_days", Number(turn, recorder, "nvr.oldest_days"), "d");
        fields.SetNumber("clock_offset_s", Number(turn, recorder, "nvr.clock_offset") ?? Number(turn, camera, "cam.clock_offset"), "s");
        fields.SetChoice("backup_power", "yes_no", check.IsOnBackup is { } stayed ? YesNo(stayed) : null);
        fields.SetChoice("disk", "disk", disk);
        fields.SetTime("next_due", at + interval);
        CheckDrafts.Write(turn, "V", "video_check", camera, check.CheckedAt, at, conclusion, fields);
    }

    private static string? DiskOf(RoomTurn turn, string? recorder) => Known(turn, recorder, "nvr.disk") is { Kind: ReadingKind.Text } state
        ? state.Text switch
        {
            "good" or "degraded" => state.Text,
            "fault" => "failed",
            _ => null,
        }
        : null;

    private static string YesNo(bool answer) => answer ? "yes" : "no";

    private static bool IsTrue(RoomTurn turn, string equipment, string signal) => Known(turn, equipment, signal) is { Kind: ReadingKind.Flag, Flag: true };

    private static Reading? Known(RoomTurn turn, string? equipment, string signal) =>
        equipment is not null && turn.Points.TryGetValue($"{equipment}/{signal}", out var point) && !point.IsStale ? point.Known : null;

    private static double? Number(RoomTurn turn, string? equipment, string signal) => Known(turn, equipment, signal) is { Kind: ReadingKind.Number } reading ? reading.Number : null;

    // The camera's own signals, those of what it depends on, or those of the room's only recorder.
    private static string? RecorderOf(RoomTurn turn, string camera)
    {
        var recorders = turn.Points.Values.Where(static point => point.Point.Signal.StartsWith("nvr.", StringComparison.Ordinal)).Select(static point => point.Point.Equipment).ToHashSet(StringComparer.Ordinal);
        return recorders.Contains(camera) ? camera
            : turn.Room.FindEquipment(camera).DependsOn.FirstOrDefault(recorders.Contains) is { } upstream ? upstream
            : recorders.Count == 1 ? recorders.First() : null;
    }
}
