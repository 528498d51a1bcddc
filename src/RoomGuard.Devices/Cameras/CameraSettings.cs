using RoomGuard.Devices.Cameras.Access;
using RoomGuard.Devices.Cameras.Pictures;

namespace RoomGuard.Devices.Cameras;

/// <summary>One camera or recorder and how it is asked. Immutable.</summary>
public sealed record CameraSettings
{
    /// <summary>Its stream, <c>rtsp</c> or <c>rtsps</c>; null where it is not asked for it.</summary>
    public Uri? Rtsp { get; init; }

    /// <summary>Its ONVIF device service; null for none.</summary>
    public Uri? Onvif { get; init; }

    /// <summary>A picture; null for the one that ONVIF names, or none.</summary>
    public Uri? Snapshot { get; init; }

    /// <summary>Whether it is a recorder, which has no picture of its own.</summary>
    public bool IsRecorder { get; init; }

    /// <summary>Who we are to it; null for nobody.</summary>
    public CameraLogin? Login { get; init; }

    /// <summary>Which certificate is believed.</summary>
    public CameraTrust Trust { get; init; } = new();

    /// <summary>The longest time for one exchange; 0.5 s to 30 s, 5 s unless set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far behind a recorder's newest record may be and it is still recording; 1 min to 7 d, 10 min unless set.</summary>
    public TimeSpan RecordingWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>When a picture is frozen or dark.</summary>
    public PictureRules Picture { get; init; } = new();

    /// <summary>The signals that it has, whether they have a value or not.</summary>
    public IReadOnlyList<string> Signals => IsRecorder
        ? ["nvr.recording", "nvr.oldest_days", "nvr.clock_offset"]
        : ["cam.online", .. HasPicture ? PictureSignals : [], .. Onvif is null ? Array.Empty<string>() : ["cam.clock_offset"]];

    internal bool HasPicture => !IsRecorder && (Snapshot ?? Onvif) is not null;

    internal static IReadOnlyList<string> PictureSignals { get; } = ["cam.frame_age", "cam.frozen", "cam.dark"];
}
