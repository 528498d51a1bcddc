using System.Text;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

public sealed class ProfileReaderTests
{
    private const string Good = """
        { "id": "x", "version": 1, "kind": "ups", "name": "X", "priority": 1, "include": ["ups-mib"],
          "match": { "sysObjectId": ["1.3.6.1.4.1.99999"] }, "access": {}, "identity": {},
          "points": [ { "signal": "ups.load", "oid": "1.3.6.1.4.1.99999.1.0" } ] }
        """;

    [Fact]
    public void The_shipped_profiles_are_there() =>
        Assert.Subset(ProfileCatalog.All.Select(profile => profile.Id).ToHashSet(), new HashSet<string> { "apc-ups", "comap", "himoinsa", "ups-mib" });

    [Fact]
    public void An_included_profile_fills_what_is_missing_and_keeps_behind_what_is_there()
    {
        var (profile, faults) = Read(Good);
        Assert.Empty(faults);
        Assert.Equal("1.3.6.1.4.1.99999.1.0", profile.Points[0].Id.ToString());
        Assert.Contains(profile.Points, point => point.Signal.Id == "ups.battery.charge");
        Assert.DoesNotContain(profile.Points, point => point.IsEssential);
    }

    [Theory]
    [InlineData("\"ups.load\"", "\"ups.lode\"", "points[0].signal is \"ups.lode\", which is not in the signal catalogue.")]
    [InlineData("\"oid\": \"1.3.6.1.4.1.99999.1.0\"", "\"oid\": \".1.3.6\"", "points[0].oid must be an object identifier in digits, without a leading dot.")]
    [InlineData("\"oid\"", "\"column\"", "points[0].signal is \"ups.load\", which has no phases.")]
    [InlineData("\"ups.load\", \"oid\"", "\"ups.output.source\", \"words\": { \"1\": \"sideways\" }, \"oid\"", "points[0].words has \"sideways\"; ups.output.source can be unknown, other, none, normal, bypass, battery, booster, reducer, eco.")]
    [InlineData("\"ups.load\", \"oid\"", "\"ups.output.source\", \"oid\"", "points[0].words or bits must be there: ups.output.source is a state.")]
    [InlineData("\"ups.load\", \"oid\"", "\"ups.load\", \"sclae\": 3, \"oid\"", "points[0].sclae is not known here")]
    [InlineData("[\"ups-mib\"]", "[\"ups-bim\"]", "include names \"ups-bim\", which is no profile.")]
    [InlineData("\"kind\": \"ups\"", "\"kind\": \"toaster\"", "kind is \"toaster\"; it must be one of ups, generator, ats, env, pdu, ac.")]
    public void A_fault_is_named_with_its_place(string good, string bad, string message)
    {
        var (_, faults) = Read(Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.ToString().Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{phase}", "1.3.6.1.9.2", 2)]
    [InlineData("{phase}", "1.3.6.1.9.2.0", 2)]
    [InlineData("{phase}", "1.3.6.1.9.4", null)]
    [InlineData("{phase}", "1.3.6.1.9", null)]
    [InlineData("{phase}", "1.3.6.1.90.1", null)]
    [InlineData("1.1.{phase}", "1.3.6.1.9.1.1.3", 3)]
    [InlineData("1.1.{phase}", "1.3.6.1.9.2.1.3", null)]
    [InlineData("1.1.{phase}", "1.3.6.1.9.1.1", null)]
    [InlineData("*.*.{phase}", "1.3.6.1.9.7.4.2", 2)]
    public void Rows_give_their_phase(string text, string id, int? phase)
    {
        Assert.True(IndexPattern.TryParse(text, out var pattern));
        Assert.Equal(phase, pattern.Match(ObjectId.Parse("1.3.6.1.9"), ObjectId.Parse(id))?.Phase);
    }

    [Theory]
    [InlineData("{part}", "1.3.6.1.9.4", "4")]
    [InlineData("{part}", "1.3.6.1.9.0.0.3.1", "0-0-3-1")]
    [InlineData("{part}.{phase}", "1.3.6.1.9.2.3", "2")]
    [InlineData("1.{part}.4", "1.3.6.1.9.1.17.4", "17")]
    [InlineData("1.{part}.4", "1.3.6.1.9.1.17.5", null)]
    [InlineData("*.5.*", "1.3.6.1.9.15.5.2", "")]
    [InlineData("*.5.*", "1.3.6.1.9.15.6.2", null)]
    public void Rows_give_their_part(string text, string id, string? part)
    {
        Assert.True(IndexPattern.TryParse(text, out var pattern));
        Assert.Equal(part, pattern.Match(ObjectId.Parse("1.3.6.1.9"), ObjectId.Parse(id))?.Part);
    }

    [Fact]
    public void A_part_is_always_a_name_that_a_point_may_have_and_two_long_ones_differ()
    {
        var one = PartName.Join("temperature", "4294967295-4294967295-4294967295-1");
        var other = PartName.Join("temperature", "4294967295-4294967295-4294967295-2");
        Assert.NotEqual(one, other);
        Assert.All([one, other, PartName.Join("", "7"), PartName.Within("xats", "probe-1-2")], name => Assert.True(PointName.IsValid(name) && name.Length <= DeviceSignal.MaxPartLength, name));
        Assert.Equal("xats.probe-1-2", PartName.Within("xats", PartName.Join("probe", "1-2")));
    }

    [Theory]
    [InlineData("1.3.6.1.4.1.318.0.127", "ats.redundancy.lost = true")]
    [InlineData("1.3.6.1.4.1.318.127", "ats.redundancy.lost = true")]
    [InlineData("1.3.6.1.4.1.318.0.128", "ats.redundancy.lost = false")]
    [InlineData("1.3.6.1.4.1.318.0.126", "")]
    [InlineData("1.3.6.1.4.1.318.0.99999", null)]
    public void A_trap_and_the_one_that_takes_it_back_are_told_with_and_without_the_zero(string trap, string? reading)
    {
        var meaning = ProfileCatalog.Find("apc-ats")!.Explain(ObjectId.Parse(trap));
        Assert.Equal(reading, meaning is null ? null : meaning.Reading is { } told ? $"{told.Key} = {told.Reading}" : "");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("{phase}.1")]
    [InlineData("x.{phase}")]
    public void What_is_no_pattern_of_rows_is_refused(string text) => Assert.False(IndexPattern.TryParse(text, out _));

    [Theory]
    [InlineData("1.3.6.1.4.1.318.1.3.27", "", "apc-ups")]
    [InlineData("1.3.6.1.4.1.318.1.3.32", "", "apc-ats")]
    [InlineData("1.3.6.1.4.1.318.1.3.11", "", "apc-ats")]
    [InlineData("1.3.6.1.4.1.318.1.3.19", "", "apc-xats")]
    [InlineData("1.3.6.1.4.1.318.1.3.8.4", "", "apc-env")]
    [InlineData("1.3.6.1.4.1.318.1.3.4.6", "", "apc-pdu")]
    [InlineData("1.3.6.1.4.1.318.1.3.14.5", "", "apc-ac")]
    [InlineData("1.3.6.1.4.1.5528.100.20.10.2016", "", "netbotz")]
    [InlineData("1.3.6.1.4.1.534.10.2", "", "eaton-ats")]
    [InlineData("1.3.6.1.4.1.3854.3", "", "akcp")]
    [InlineData("1.3.6.1.4.1.21796.3.3", "", "hwg")]
    [InlineData("1.3.6.1.4.1.21239.5.1", "", "geist")]
    [InlineData("1.3.6.1.4.1.13742.8", "", "raritan")]
    [InlineData("1.3.6.1.4.1.99999.1", "", null)]
    [InlineData("1.3.6.1.2.1.33.1.9", "", "ups-mib")]
    [InlineData("1.3.6.1.2.1.330", "", null)]
    [InlineData("1.3.6.1.4.1.28634.14", "", "comap")]
    [InlineData("0.0", "HIMOINSA c2lan rev 3", "himoinsa")]
    public void The_system_group_tells_the_profile(string sysObjectId, string sysDescr, string? profile)
    {
        var id = ObjectId.Parse(sysObjectId);
        Assert.Equal(profile, ProfileCatalog.All.Where(candidate => candidate.Match.Fit(id, sysDescr) > 0).MaxBy(candidate => candidate.Match.Fit(id, sysDescr))?.Id);
    }

    private static (Profile Profile, IReadOnlyList<SettingsFault> Faults) Read(string json) =>
        ProfileCatalog.Read(SettingsFile.Parse(Encoding.UTF8.GetBytes(json), "x.json"));
}
