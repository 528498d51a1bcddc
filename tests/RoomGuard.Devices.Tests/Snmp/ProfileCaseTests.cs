using System.Text.Json;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Snmp;

/// <summary>Each profile against a recording of our own, written from its MIB, and readings worked out by hand.</summary>
public sealed class ProfileCaseTests
{
    // The recordings' sysUpTime is one day: dates relative to it begin on the 22nd.
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    // What these families do not tell at all, by their MIBs: a gateway sees alarms, or the engine and not the switchgear.
    private static readonly Dictionary<string, string[]> Lacks = new()
    {
        ["dse892"] = ["gen.engine.state", "gen.breaker.gen"],
        ["dse86xx"] = ["gen.breaker.gen", "mains.available", "gen.starts"],
        ["eltek"] = ["gen.breaker.gen", "mains.available", "gen.gen.power", "gen.starts"],
        ["genmon"] = ["gen.breaker.gen", "gen.coolant.temperature", "gen.fuel.level", "gen.starts"],
        ["kohler-gcon"] = ["gen.engine.state", "gen.mode", "gen.running", "gen.breaker.gen", "mains.available", "gen.gen.power", "gen.gen.frequency", "gen.rpm", "gen.coolant.temperature", "gen.fuel.level", "gen.battery.voltage", "gen.starts"],
        ["scte-gen"] = ["gen.breaker.gen", "mains.available", "gen.gen.power", "gen.gen.frequency", "gen.rpm", "gen.coolant.temperature", "gen.fuel.level", "gen.starts"],
    };

    public static TheoryData<string> Ids => [.. ProfileCatalog.All.Select(profile => profile.Id)];

    /// <summary>Each profile with the states it is tried in; the first has no name.</summary>
    public static TheoryData<string, string> Cases => new(
        from profile in ProfileCatalog.All
        from file in Directory.EnumerateFiles(Path.GetDirectoryName(Case(profile.Id, "recording.snmprec"))!, "recording*.snmprec").Order(StringComparer.Ordinal)
        select (profile.Id, Path.GetFileNameWithoutExtension(file)["recording".Length..]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_recording_decodes_to_exactly_the_expected_readings(string id, string state)
    {
        var recording = DeviceRecording.Read(Case(id, $"recording{state}.snmprec")).VarBinds;
        var profile = ProfileCatalog.Find(id)!.Bind(SysObjectId(recording));
        Assert.Equal(Expected(id, state), Show(profile.Decode(recording, At)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_profile_covers_what_its_journal_needs(string id)
    {
        string[] needed = ProfileCatalog.Find(id)!.Kind switch
        {
            "ups" => ["ups.output.source", "ups.battery.status", "ups.battery.on_battery", "ups.battery.charge", "ups.battery.runtime", "ups.battery.voltage", "ups.battery.temperature", "ups.test.result", "ups.test.date", "ups.load"],
            "generator" => ["gen.engine.state", "gen.mode", "gen.running", "gen.breaker.gen", "mains.available", "gen.gen.power", "gen.gen.frequency", "gen.rpm", "gen.coolant.temperature", "gen.fuel.level", "gen.battery.voltage", "gen.starts"],
            _ => [],
        };
        var profile = ProfileCatalog.Find(id)!;
        needed = [.. needed.Except(Lacks.GetValueOrDefault(id, []))];
        var has = profile.Points.Select(point => point.Signal.Id).Concat(profile.Derivations.Select(derivation => derivation.Signal)).ToHashSet();
        Assert.Empty(needed.Where(signal => !has.Contains(signal)));
    }

    internal static string Case(string id, string file) => Repository.Path("tests", "RoomGuard.Devices.Tests", "Profiles", id, file);

    internal static ObjectId SysObjectId(IEnumerable<VarBind> recording) =>
        recording.First(varBind => varBind.Id == ObjectId.Parse("1.3.6.1.2.1.1.2.0")).Value.TryGetOid(out var id) ? id : default;

    internal static IEnumerable<string> Expected(string id, string state = "")
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Case(id, $"expected{state}.json")));
        return [.. document.RootElement.EnumerateObject().Select(member => $"{member.Name} = {member.Value}".ToLowerInvariant()).Order(StringComparer.Ordinal)];
    }

    internal static IEnumerable<string> Show(IEnumerable<SignalReading> readings) =>
        [.. readings.Select(reading => $"{reading.Key} = {reading.Reading}".ToLowerInvariant()).Order(StringComparer.Ordinal)];
}
