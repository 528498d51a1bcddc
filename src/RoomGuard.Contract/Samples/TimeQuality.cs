namespace RoomGuard.Contract.Samples;

/// <summary>How far a sample's time can be trusted.</summary>
public enum TimeQuality
{
    /// <summary>The clock was synchronised when the sample was taken.</summary>
    Synced,

    /// <summary>The clock was synchronised in this boot, but not lately.</summary>
    Holdover,

    /// <summary>The clock has not been synchronised since the boot.</summary>
    Unsynced,
}
