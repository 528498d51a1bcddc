using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Finds out which profile a device has, and which of its objects.</summary>
internal static class DeviceFinder
{
    private static readonly ObjectId SysDescr = ObjectId.Parse("1.3.6.1.2.1.1.1.0");
    private static readonly ObjectId SysObjectId = ObjectId.Parse("1.3.6.1.2.1.1.2.0");

    /// <summary>Asks a device what it is. With a profile named, that one is taken, whatever the device says.</summary>
    /// <exception cref="SnmpException">The device is silent or refuses.</exception>
    public static async Task<DeviceIdentity> IdentifyAsync(SnmpManager manager, SnmpDevice device, CancellationToken stop)
    {
        var named = ProfileCatalog.Find(device.Profile);
        var answers = new DeviceAnswers(manager, device.Target(named?.Access));
        var system = await answers.GetAsync([SysDescr, SysObjectId], stop);
        var sysObjectId = system.FirstOrDefault(varBind => varBind.Id == SysObjectId).Value.TryGetOid(out var id) ? id : default;
        var sysDescr = system.FirstOrDefault(varBind => varBind.Id == SysDescr).Value is { Kind: SnmpKind.OctetString } text ? text.AsText() : "";
        var profile = (named ?? Choose(sysObjectId, sysDescr) ?? await ProbeAsync(answers, sysObjectId, stop))?.Bind(sysObjectId);
        return new DeviceIdentity(profile, sysObjectId, sysDescr, profile is null ? new Dictionary<string, string>() : await ReadNamesAsync(answers, profile, stop));
    }

    /// <summary>Asks for everything the profile knows, tables by walking them.</summary>
    public static async Task<List<VarBind>> DiscoverAsync(SnmpManager manager, SnmpDevice device, Profile profile, CancellationToken stop)
    {
        var answers = new DeviceAnswers(manager, device.Target(profile.Access));
        var scalars = profile.Points.Where(point => point.Rows is null).Select(point => point.Id);
        var varBinds = await answers.GetAsync(scalars.Prepend(Profile.SysUpTime), stop);
        varBinds.AddRange(await answers.WalkAsync(profile.Points.Where(point => point.Rows is not null).Select(point => point.Id), stop));
        return varBinds;
    }

    private static Profile? Choose(ObjectId sysObjectId, string sysDescr) =>
        ProfileCatalog.All
            .Select(profile => (Profile: profile, Fit: profile.Match.Fit(sysObjectId, sysDescr)))
            .Where(candidate => candidate.Fit > 0)
            .OrderByDescending(candidate => candidate.Fit)
            .ThenByDescending(candidate => candidate.Profile.Priority)
            .Select(candidate => candidate.Profile)
            .FirstOrDefault();

    // Many cards give net-snmp's own sysObjectID, or none: then what answers decides.
    private static async Task<Profile?> ProbeAsync(DeviceAnswers answers, ObjectId sysObjectId, CancellationToken stop)
    {
        var found = await answers.GetAsync(ProfileCatalog.All.SelectMany(profile => profile.Match.Probes), stop);
        return ProfileCatalog.All
            .OrderByDescending(profile => profile.Priority)
            .FirstOrDefault(profile => profile.Match.IsProvenBy(sysObjectId, found));
    }

    private static async Task<Dictionary<string, string>> ReadNamesAsync(DeviceAnswers answers, Profile profile, CancellationToken stop)
    {
        var values = await answers.GetAsync(profile.Identity.Values, stop);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, id) in profile.Identity)
        {
            if (values.FirstOrDefault(varBind => varBind.Id == id).Value is { Kind: SnmpKind.OctetString } value && value.AsText().Trim() is { Length: > 0 } text)
            {
                names[name] = text.Length <= 100 ? text : text[..100];
            }
        }

        return names;
    }
}
