using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Finds out which profile a device has, and which of its objects.</summary>
internal static class DeviceFinder
{
    // Three phases, and four times as many rows as any table of phases has.
    private const int MaxPhaseRows = 12;

    // The largest rack of probes or outlets that is worth a room's attention; alarms that stand at once are fewer.
    private const int MaxPartRows = 256;

    private static readonly ObjectId SysDescr = ObjectId.Parse("1.3.6.1.2.1.1.1.0");
    private static readonly ObjectId SysObjectId = ObjectId.Parse("1.3.6.1.2.1.1.2.0");

    /// <summary>Asks a device what it is. With a profile named, that one is taken, whatever the device says.</summary>
    /// <exception cref="SnmpException">The device is silent or refuses.</exception>
    public static async Task<DeviceIdentity> IdentifyAsync(IDeviceAnswers device, Profile? named, CancellationToken stop)
    {
        var answers = named is null ? device : device.With(named.Access);
        var system = new AnswerBook(await answers.GetAsync([SysDescr, SysObjectId], stop));
        var sysObjectId = system.Find(SysObjectId) is { } told && told.TryGetOid(out var id) ? id : default;
        var sysDescr = system.Find(SysDescr) is { Kind: SnmpKind.OctetString } text ? DeviceText.Of(text) : "";
        var profile = (named ?? await ChooseAsync(answers, sysObjectId, sysDescr, stop) ?? await ProbeAsync(answers, sysObjectId, sysDescr, stop))?.Bind(sysObjectId);
        return new DeviceIdentity(profile, sysObjectId, sysDescr, profile is null ? new Dictionary<string, string>() : await ReadNamesAsync(answers, profile, stop));
    }

    /// <summary>Asks for everything the profile knows, tables by walking them.</summary>
    public static async Task<List<VarBind>> DiscoverAsync(IDeviceAnswers device, Profile profile, CancellationToken stop)
    {
        var answers = device.With(profile.Access);
        var links = profile.Points.SelectMany(point => point.Label is { } label ? point.Links.Append(label) : point.Links).ToList();
        var scalars = profile.Points.Where(point => !point.IsColumn).Select(point => point.Id).Concat(links.Where(link => !link.IsColumn).Select(link => link.Id));
        var parts = profile.Points.Where(point => point.Alarms is not null || point.Rows is { HasPart: true }).Select(point => point.Id)
            .Concat(links.Where(link => link.IsColumn).Select(link => link.Id)).ToHashSet();
        var phases = profile.Points.Where(point => point.IsColumn).Select(point => point.Id).Where(id => !parts.Contains(id));
        return
        [
            .. await answers.GetAsync(scalars.Prepend(Profile.SysUpTime), stop),
            .. await answers.WalkAsync(phases, MaxPhaseRows, stop),
            .. await answers.WalkAsync(parts, MaxPartRows, stop),
        ];
    }

    /// <summary>Asks for what an earlier answer showed to be there.</summary>
    public static async Task<List<VarBind>> AskAgainAsync(IDeviceAnswers device, Decoding found, CancellationToken stop)
    {
        var varBinds = await device.GetAsync(found.Sources, stop);
        if (found.Walks.Count == 0)
        {
            return varBinds;
        }

        var book = new AnswerBook(varBinds);
        var walks = found.Walks.Where(walk => walk.Count is not { } count || book.Find(count) is not { } number || !number.TryGetNumber(out var rows) || rows != 0);
        return [.. varBinds, .. await device.WalkAsync(walks.Select(walk => walk.Column), MaxPartRows, stop)];
    }

    // The longest prefix of sysObjectID wins, unless the device lacks what the profile cannot do without.
    private static async Task<Profile?> ChooseAsync(IDeviceAnswers answers, ObjectId sysObjectId, string sysDescr, CancellationToken stop)
    {
        var candidates = ProfileCatalog.All
            .Select(profile => (Profile: profile, Fit: profile.Match.Fit(sysObjectId, sysDescr)))
            .Where(candidate => candidate.Fit > 0)
            .OrderByDescending(candidate => candidate.Fit)
            .ThenByDescending(candidate => candidate.Profile.Priority)
            .Select(candidate => candidate.Profile)
            .ToList();
        var book = await AskAsync(answers, candidates.SelectMany(profile => profile.Match.Requires), stop);
        return candidates.Find(profile => profile.Match.Requires.All(test => test.IsMetBy(book)));
    }

    // Many cards give net-snmp's own sysObjectID, or none: then what answers decides.
    private static async Task<Profile?> ProbeAsync(IDeviceAnswers answers, ObjectId sysObjectId, string sysDescr, CancellationToken stop)
    {
        var book = await AskAsync(answers, ProfileCatalog.All.SelectMany(profile => profile.Match.Probes), stop);
        return ProfileCatalog.All
            .OrderByDescending(profile => profile.Priority)
            .FirstOrDefault(profile => profile.Match.IsProvenBy(sysObjectId, sysDescr, book));
    }

    private static async Task<AnswerBook> AskAsync(IDeviceAnswers answers, IEnumerable<ObjectTest> tests, CancellationToken stop)
    {
        var asked = tests.ToLookup(test => test.Kind == ObjectTestKind.HasRows, test => test.Id);
        return new AnswerBook([.. await answers.GetAsync(asked[false], stop), .. await answers.WalkAsync(asked[true], 1, stop)]);
    }

    private static async Task<Dictionary<string, string>> ReadNamesAsync(IDeviceAnswers answers, Profile profile, CancellationToken stop)
    {
        var book = new AnswerBook(await answers.GetAsync(profile.Identity.Values, stop));
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, id) in profile.Identity)
        {
            if (book.Find(id) is { Kind: SnmpKind.OctetString } value && DeviceText.Of(value, 100) is { Length: > 0 } text)
            {
                names[name] = text;
            }
        }

        return names;
    }
}
