namespace RoomGuard.Simulator.World;

/// <summary>Something that is done to a site: by the grid, by a technician, by bad luck.</summary>
/// <remarks>Equipment is named as the scenario names it: rooms and devices by id, probes as <c>room/equipment</c>, contacts as <c>room/equipment/signal</c>.</remarks>
public abstract record SiteOrder
{
    private SiteOrder()
    {
    }

    /// <summary>The grid stops delivering, or delivers again.</summary>
    public sealed record SetMains(bool IsPresent) : SiteOrder;

    /// <summary>Somebody has a UPS test its battery; a UPS that is on battery or testing already ignores it.</summary>
    public sealed record TestUps(string Ups, bool WillFail) : SiteOrder;

    /// <summary>Somebody runs the generator for <paramref name="Duration"/>, with the building on it or without; ignored unless it stands ready.</summary>
    public sealed record ExerciseGenerator(TimeSpan Duration, bool IsOnLoad) : SiteOrder;

    /// <summary>From now on the engine does not fire when it is started.</summary>
    public sealed record BreakGenerator : SiteOrder;

    /// <summary>Somebody mends the engine and resets its protection.</summary>
    public sealed record ResetGenerator : SiteOrder;

    /// <summary>A contact is held at <paramref name="Value"/>; null lets go of it.</summary>
    public sealed record SetContact(string Contact, bool? Value) : SiteOrder;

    /// <summary>Elements of a probe die, or come back.</summary>
    public sealed record SetProbeDead(string Probe, ProbeElements Elements, bool IsDead) : SiteOrder;

    /// <summary>Elements of a probe answer the same for ever, or sense again.</summary>
    public sealed record SetProbeStuck(string Probe, ProbeElements Elements, bool IsStuck) : SiteOrder;

    /// <summary>A room drifts to <paramref name="Celsius"/> degrees away from normal within <paramref name="Over"/>; 0 takes it back.</summary>
    public sealed record DriftRoom(string Room, double Celsius, TimeSpan Over) : SiteOrder;

    /// <summary>Somebody comes into a room, or leaves it.</summary>
    public sealed record SetOccupied(string Room, bool IsOccupied) : SiteOrder;

    /// <summary>A room's air conditioner fails, or works again.</summary>
    public sealed record SetConditionerFailed(string Room, bool IsFailed) : SiteOrder;

    /// <summary>A device's network card stops answering, or answers again.</summary>
    public sealed record SetSilent(string Device, bool IsSilent) : SiteOrder;
}

/// <summary>Sensing elements of a probe.</summary>
[Flags]
public enum ProbeElements
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>The temperature element.</summary>
    Temperature = 1,

    /// <summary>The humidity element.</summary>
    Humidity = 2,

    /// <summary>Every element it has.</summary>
    All = Temperature | Humidity,
}
