using System.Collections.Immutable;
using RoomGuard.Simulator.World.Generators;
using RoomGuard.Simulator.World.Power;
using RoomGuard.Simulator.World.Rooms;
using RoomGuard.Simulator.World.Upses;

namespace RoomGuard.Simulator.World;

/// <summary>A whole site at one instant. Immutable, so device agents may read it on any thread.</summary>
internal sealed record SiteState
{
    /// <summary>How many steps have been made since the scenario began.</summary>
    public long Steps { get; init; }

    /// <summary>Scenario time: zero when the scenario begins.</summary>
    public TimeSpan At => Site.StepLength * Steps;

    /// <summary>The public supply.</summary>
    public required Mains Mains { get; init; }

    /// <summary>What feeds the building: the mains, the generator, both or neither.</summary>
    public Supply Bus { get; init; }

    /// <summary>The standby generator, if there is one.</summary>
    public GeneratorState? Generator { get; init; }

    /// <summary>The UPSs, in the order of the plan.</summary>
    public ImmutableArray<UpsState> Upses { get; init; }

    /// <summary>The rooms, in the order of the plan.</summary>
    public ImmutableArray<RoomAir> Rooms { get; init; }

    /// <summary>The probes, in the order of the plan.</summary>
    public ImmutableArray<ProbeState> Probes { get; init; }

    /// <summary>The contacts, in the order of the plan.</summary>
    public ImmutableArray<ContactState> Contacts { get; init; }

    /// <summary>Ids of the devices whose network card does not answer.</summary>
    public ImmutableHashSet<string> Silent { get; init; } = [];
}

/// <summary>One contact at one instant.</summary>
/// <param name="IsOn">Whether its signal is true.</param>
/// <param name="Forced">What an order has set it to; null while the site itself decides.</param>
internal readonly record struct ContactState(bool IsOn, bool? Forced);
