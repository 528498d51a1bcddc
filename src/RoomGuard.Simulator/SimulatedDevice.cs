using System.Net;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Simulator;

/// <summary>A simulated SNMP device, in the words of an agent's settings.</summary>
/// <param name="Equipment">Equipment id, for example <c>ups-1</c>.</param>
/// <param name="Room">The room it belongs to.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Profile">The device profile that reads it: <c>ups-mib</c>, <c>apc-ups</c> or <c>comap</c>.</param>
/// <param name="Endpoint">Where it answers.</param>
public sealed record SimulatedDevice(string Equipment, string Room, LocalText Name, string Profile, IPEndPoint Endpoint)
{
    /// <summary><c>ups</c> or <c>generator</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The community it answers to.</summary>
    public required string Community { get; init; }

    /// <summary>Nameplate power of a generator in kW; null for anything else.</summary>
    public double? RatedKilowatts { get; init; }
}
