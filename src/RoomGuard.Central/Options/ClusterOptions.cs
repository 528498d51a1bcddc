using System.Net;

namespace RoomGuard.Central.Options;

/// <summary>Several centres that share the rooms. Section <c>cluster</c>; without it this centre is alone.</summary>
public sealed record ClusterOptions
{
    /// <summary>The connection string of the PostgreSQL that holds members and state; without its password when that comes from a file.</summary>
    public required Secret Postgres { get; init; }

    /// <summary>The name of this machine's share, the same after every restart, and no other machine's.</summary>
    public required string Silo { get; init; }

    /// <summary>Where the others reach this machine.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port for the others, 1 to 65535; 0 takes a free one.</summary>
    public int Port { get; init; }
}
