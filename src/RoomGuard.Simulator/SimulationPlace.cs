using System.Net;

namespace RoomGuard.Simulator;

/// <summary>Where a simulated site shows itself.</summary>
/// <param name="Folder">A folder of its own; the fake <c>/sys</c> is created in it.</param>
public sealed record SimulationPlace(string Folder)
{
    /// <summary>The address its SNMP agents listen on; loopback unless told.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Seed in place of the scenario's own.</summary>
    public int? Seed { get; init; }

    /// <summary>The community its SNMP agents answer to.</summary>
    public string Community { get; init; } = "public";

    /// <summary>Shows the site as it is before the first event, and waits there until <see cref="SiteSimulation.Play"/>.</summary>
    public bool IsHeld { get; init; }
}
