namespace RoomGuard.Devices.Cameras.Pictures;

/// <summary>When a picture is believed to be frozen or dark. Section <c>picture</c> of a camera.</summary>
public sealed record PictureRules
{
    /// <summary>How long the same picture may come again before it is frozen; 10 s to 1 d, 2 min unless set.</summary>
    public TimeSpan FrozenAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often it must have come at least, besides; not a setting.</summary>
    public const int FrozenFetches = 4;

    /// <summary>A mean brightness below this is dark; 0 to 255, 20 unless set.</summary>
    public double DarkBelow { get; init; } = 20;

    /// <summary>A standard deviation of brightness below this is a covered lens; 0 to 128, 3 unless set. 0 for never.</summary>
    public double FlatBelow { get; init; } = 3;

    /// <summary>Share of the height at the top that is not looked at, where a camera writes its clock; 0 to 40 %, 0 unless set.</summary>
    public double OverlayTop { get; init; }

    /// <summary>The same at the bottom.</summary>
    public double OverlayBottom { get; init; }
}
