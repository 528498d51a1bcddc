using RoomGuard.Agent.Guarding;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Local;
using RoomGuard.Snmp;

namespace RoomGuard.Agent;

/// <summary>What the agent does by itself. The section <c>local</c>.</summary>
public sealed record LocalOptions
{
    /// <summary>How long the centre may be silent before the agent is alone; 10 s to 1 d, 5 min unless set.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Alarms of less are not told to people.</summary>
    public AlarmPriority Least { get; init; } = AlarmPriority.Warning;

    /// <summary>The languages of what is told, in this order.</summary>
    public IReadOnlyList<Language> Languages { get; init; } = [Language.Kk, Language.Ru, Language.En];

    /// <summary>The rooms, with the rules that hold in them: those of the site model.</summary>
    public IReadOnlyList<RoomDefinition> Rooms { get; init; } = [];

    /// <summary>Sirens and beacons.</summary>
    public IReadOnlyList<OutputOptions> Outputs { get; init; } = [];

    /// <summary>Where mail goes; null for none.</summary>
    public MailOptions? Mail { get; init; }

    /// <summary>Where informs go; null for none.</summary>
    public SnmpTarget? Informs { get; init; }
}

/// <summary>One output line: a relay with a siren or a beacon behind it.</summary>
/// <param name="Line">Its number on the GPIO chip.</param>
/// <param name="IsActiveLow">Whether low switches the relay on.</param>
/// <param name="Place">Whose state is published, as <c>agent.output</c>.</param>
/// <param name="Rule">When it is on.</param>
public sealed record OutputOptions(int Line, bool IsActiveLow, InputPlace Place, OutputRule Rule)
{
    /// <summary>Its state when the agent starts, stops or crashes; off unless set.</summary>
    public bool IsSafeOn { get; init; }

    /// <summary>A contact that silences it until the next alarm; null for none.</summary>
    public PointId? SilencedBy { get; init; }
}

/// <summary>A mail server and who is written to.</summary>
public sealed record MailOptions
{
    /// <summary>The server's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>How the connection is protected.</summary>
    public required MailSecurity Security { get; init; }

    /// <summary>Who logs in; null for nobody.</summary>
    public string? User { get; init; }

    /// <summary>With which password.</summary>
    public Secret? Password { get; init; }

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>The receivers' addresses.</summary>
    public required IReadOnlyList<string> To { get; init; }
}
