using RoomGuard.Simulator.World.Generators;
using RoomGuard.Simulator.World.Rooms;
using RoomGuard.Simulator.World.Upses;

namespace RoomGuard.Simulator.World;

/// <summary>What a site consists of. Immutable.</summary>
/// <param name="Id">Site id, for example <c>hq</c>.</param>
public sealed record SitePlan(string Id)
{
    /// <summary>Its rooms.</summary>
    public IReadOnlyList<RoomPlan> Rooms { get; init; } = [];

    /// <summary>Its UPSs.</summary>
    public IReadOnlyList<UpsPlan> Upses { get; init; } = [];

    /// <summary>Its standby generator, which feeds everything while the mains are away; null when it has none.</summary>
    public GeneratorPlan? Generator { get; init; }

    /// <summary>Its temperature and humidity probes.</summary>
    public IReadOnlyList<SensorPlan> Sensors { get; init; } = [];

    /// <summary>Its dry contacts.</summary>
    public IReadOnlyList<ContactPlan> Contacts { get; init; } = [];
}
