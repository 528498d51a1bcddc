using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Everything RoomGuard knows of one family of SNMP devices. Immutable; read from a file of <c>Profiles</c>.</summary>
/// <param name="Id">The profile's name, for example <c>ups-mib</c>.</param>
/// <param name="Kind">What the device is: <c>ups</c>, <c>generator</c>, <c>ats</c>, <c>env</c>, <c>pdu</c> or <c>ac</c>.</param>
/// <param name="Name">What an engineer calls the family.</param>
public sealed record Profile(string Id, string Kind, string Name)
{
    /// <summary>sysUpTime.0, against which devices date their tests.</summary>
    internal static readonly ObjectId SysUpTime = ObjectId.Parse("1.3.6.1.2.1.1.3.0");

    /// <summary>What equipment of this kind is called where nobody has named it: <c>ups</c>, <c>gen</c>, <c>ats</c>, <c>probe</c>, <c>pdu</c>, <c>ac</c>.</summary>
    public string EquipmentWord => Kind switch
    {
        "generator" => "gen",
        "env" => "probe",
        _ => Kind,
    };

    /// <summary>Higher wins where two profiles fit equally well.</summary>
    public int Priority { get; init; }

    /// <summary>By what such a device is known.</summary>
    public required ProfileMatch Match { get; init; }

    /// <summary>How such a device wants to be asked.</summary>
    public required ProfileAccess Access { get; init; }

    /// <summary>Objects that name the device: <c>manufacturer</c>, <c>model</c>, <c>firmware</c>, <c>serial</c>.</summary>
    public required IReadOnlyDictionary<string, ObjectId> Identity { get; init; }

    /// <summary>The points, best source first: a later point of the same signal is asked only where the earlier ones are silent.</summary>
    public required IReadOnlyList<ProfilePoint> Points { get; init; }

    /// <summary>Signals computed from the points.</summary>
    public required IReadOnlyList<Derivation> Derivations { get; init; }

    /// <summary>The traps it sends; empty when none are known.</summary>
    public IReadOnlyList<ProfileTrap> Traps { get; init; } = [];

    /// <summary>How such a UPS begins its quick self-test; null where it is not known. Nothing else is ever written.</summary>
    public ProfileTest? Test { get; init; }

    /// <summary>Where object identifiers depend on the model; null when they do not.</summary>
    public ProfileOrigin? Origin { get; init; }

    /// <summary>The same profile with the object identifiers of the model whose sysObjectID is given.</summary>
    public Profile Bind(ObjectId sysObjectId) => Origin?.Find(sysObjectId) is { } found
        ? this with
        {
            Points = [.. Points.Select(point => Origin.Move(point, found))],
            Identity = Identity.ToDictionary(pair => pair.Key, pair => Origin.Move(pair.Value, found), StringComparer.Ordinal),
        }
        : this;

    /// <summary>What a trap of such a device means; null when the profile does not list it. The object identifiers' optional zero is allowed for.</summary>
    public TrapMeaning? Explain(ObjectId trap)
    {
        foreach (var entry in Traps)
        {
            if (ProfileTrap.IsSame(entry.Id, trap))
            {
                return new TrapMeaning(entry, false);
            }

            if (entry.ClearedBy is { } cleared && ProfileTrap.IsSame(cleared, trap))
            {
                return new TrapMeaning(entry, true);
            }
        }

        return null;
    }

    /// <summary>What a device's answers say. Pure; never throws, whatever the values.</summary>
    /// <param name="at">When they were given, for dates that are relative to it.</param>
    public IReadOnlyList<SignalReading> Decode(IReadOnlyList<VarBind> varBinds, DateTimeOffset at) => Decode(varBinds, at, DeviceMemory.Empty).Readings;

    /// <summary>As the other, with what earlier answers of the same device taught.</summary>
    internal Decoding Decode(IReadOnlyList<VarBind> varBinds, DateTimeOffset at, DeviceMemory memory)
    {
        var decoder = new ProfileDecoder(new AnswerBook(varBinds), at, memory);
        foreach (var point in Points)
        {
            decoder.Take(point);
        }

        foreach (var derivation in Derivations)
        {
            decoder.Take(derivation);
        }

        return decoder.Finish();
    }
}

/// <summary>How a family of devices wants to be asked.</summary>
/// <param name="UseBulk">Whether GETBULK works.</param>
/// <param name="MaxVarbinds">Most objects in one request.</param>
public sealed record ProfileAccess(bool UseBulk, int MaxVarbinds);

/// <summary>The part of the object identifiers that a model puts its own numbers into.</summary>
/// <param name="Prefix">Where such models' sysObjectIDs begin.</param>
/// <param name="Written">The origin of the model for which the profile was written.</param>
public sealed record ProfileOrigin(ObjectId Prefix, ObjectId Written)
{
    /// <summary>The origin that a sysObjectID tells; null when it tells none.</summary>
    internal ObjectId? Find(ObjectId sysObjectId) => sysObjectId.StartsWith(Prefix) && sysObjectId.Length >= Written.Length
        ? new ObjectId(sysObjectId.SubIds[..Written.Length])
        : null;

    internal ObjectId Move(ObjectId id, ObjectId origin) => id.StartsWith(Written) ? origin.Append(id.SubIds[Written.Length..]) : id;

    internal ProfilePoint Move(ProfilePoint point, ObjectId origin) => point with
    {
        Id = Move(point.Id, origin),
        Label = Move(point.Label, origin),
        Where = Move(point.Where, origin),
        Faulted = Move(point.Faulted, origin),
        UnitFrom = Move(point.UnitFrom, origin),
        ScaleFrom = Move(point.ScaleFrom, origin),
        DecimalsFrom = Move(point.DecimalsFrom, origin),
        Alarms = point.Alarms is { Count: { } count } alarms ? alarms with { Count = Move(count, origin) } : point.Alarms,
    };

    private ObjectLink? Move(ObjectLink? link, ObjectId origin) => link is null ? null : link with { Id = Move(link.Id, origin) };

    private IReadOnlyList<RowCondition> Move(IReadOnlyList<RowCondition> conditions, ObjectId origin) =>
        [.. conditions.Select(condition => condition with { Link = Move(condition.Link, origin)! })];

    private CodeLink<T>? Move<T>(CodeLink<T>? codes, ObjectId origin) => codes is null ? null : codes with { Link = Move(codes.Link, origin)! };
}
