using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

/// <summary>What UPS and generators of several vendors have in common with their neighbours, and what their traps mean.</summary>
public sealed class PowerFamiliesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // Cards of one vendor in the UPS of another answer the standard tree only.
    [InlineData("1.3.6.1.4.1.3808.1.1.1", "Power Management Card", "1.3.6.1.2.1.33.1.4.1.0|2|3", "ups-mib")]
    [InlineData("1.3.6.1.4.1.3808.1.1.1", "UPS SNMP Card", "1.3.6.1.4.1.3808.1.1.1.4.1.1.0|2|2", "cyberpower")]
    [InlineData("1.3.6.1.4.1.2254.2.5", "Mini-SNMP", "1.3.6.1.2.1.33.1.4.1.0|2|3", "delta-ups")]
    // net-snmp's own identifier tells nothing: what answers decides.
    [InlineData("1.3.6.1.4.1.8072.3.2.10", "Linux", "1.3.6.1.2.1.33.1.1.1.0|4|HUAWEI", "huawei-ups")]
    [InlineData("1.3.6.1.4.1.8072.3.2.10", "Linux", "1.3.6.1.2.1.33.1.1.1.0|4|Net Vision", "ups-mib")]
    [InlineData("1.3.6.1.4.1.8072.3.2.10", "Linux", "1.3.6.1.4.1.53973.1.1.1.1.1.1.0|4|ABB", "abb-ups")]
    [InlineData("1.3.6.1.4.1.8072.3.2.10", "Linux", "1.3.6.1.4.1.935.1.1.1.4.1.1.0|2|2", "xppc")]
    [InlineData("1.3.6.1.4.1.935.10.1", "NMC", "1.3.6.1.4.1.935.10.1.1.2.1.0|2|4", "eppc")]
    [InlineData("1.3.6.1.2.1.33", "CS121 v 4.26", "1.3.6.1.2.1.33.1.4.1.0|2|3", "generex")]
    [InlineData("1.3.6.1.2.1.33", "Adapter", "1.3.6.1.2.1.33.1.4.1.0|2|3", "ups-mib")]
    [InlineData("1.3.6.1.4.1.40614", "iSTARS", "1.3.6.1.2.1.33.1.4.1.0|2|3", "ups-mib")]
    [InlineData("1.3.6.1.4.1.705.1", "Eaton 5PX 3000", "1.3.6.1.4.1.705.1.7.3.0|2|2", "mge")]
    [InlineData("1.3.6.1.4.1.705.1.2", "Galaxy", "1.3.6.1.4.1.705.1.7.3.0|2|2", "mge")]
    [InlineData("1.3.6.1.4.1.534.2.12", "Gateway", "1.3.6.1.4.1.534.1.4.5.0|2|3", "eaton-xups")]
    [InlineData("1.3.6.1.4.1.4555.1.1.1", "Net Vision", "1.3.6.1.4.1.4555.1.1.1.1.4.1.0|2|3", "netvision")]
    [InlineData("1.3.6.1.4.1.41385.1.5.2", "DSE", "1.3.6.1.4.1.41385.1.5.1.2.1.2.3|2|500", "dse86xx")]
    [InlineData("1.3.6.1.4.1.41385.1.1", "DSE", "1.3.6.1.4.1.41385.1.3.1.1.6.0|2|1500", "dse892")]
    [InlineData("0.0", "", "1.3.6.1.4.1.41809.1.46.0|2|6", "himoinsa")]
    public async Task A_device_is_known_by_its_identifier_or_by_what_it_answers(string sysObjectId, string sysDescr, string answer, string profile)
    {
        using var text = new StringReader($"1.3.6.1.2.1.1.1.0|4|{sysDescr}\n1.3.6.1.2.1.1.2.0|6|{sysObjectId}\n{answer}\n");
        var report = await DeviceReport.OfRecordingAsync(DeviceRecording.Read(text), null, At, TestContext.Current.CancellationToken);
        Assert.Equal(profile, report.Identity.Profile?.Id);
    }

    [Theory]
    [InlineData("ups-mib", "1.3.6.1.2.1.33.2.1", "ups.on_battery", "ups.output.source", "battery")]
    [InlineData("ups-mib", "1.3.6.1.2.1.33.2.0.1", "ups.on_battery", "ups.output.source", "battery")]
    [InlineData("riello", "1.3.6.1.2.1.33.2.1", "ups.on_battery", "ups.output.source", "battery")]
    [InlineData("mge", "1.3.6.1.4.1.705.1.11.0.11", "ups.on_battery", "ups.output.source", "battery")]
    [InlineData("mge", "1.3.6.1.4.1.705.1.11.0.12", "ups.on_battery", "ups.output.source", "normal")]
    [InlineData("mge", "1.3.6.1.4.1.705.1.11.0.47", "ups.test.failed", "ups.test.result", "passed")]
    [InlineData("mge", "1.3.6.1.4.1.705.1.11.0.48", "ups.test.failed", "ups.test.result", "failed")]
    [InlineData("eaton-xups", "1.3.6.1.4.1.534.1.11.4.1.0.5", "ups.on_battery", "ups.output.source", "normal")]
    [InlineData("eaton-xups", "1.3.6.1.4.1.534.1.11.4.1.0.39", "ups.on_generator", "ups.input.source", "generator")]
    [InlineData("cyberpower", "1.3.6.1.4.1.3808.0.9", "ups.on_battery", "ups.output.source", "normal")]
    [InlineData("xppc", "1.3.6.1.4.1.935.0.21", "env.leak", "leak.wet", "true")]
    [InlineData("xppc", "1.3.6.1.4.1.935.24", "env.leak", "leak.wet", "false")]
    [InlineData("delta-ups", "1.3.6.1.4.1.2254.2.4.20.0.49", "ups.emergency_off", "ups.alarm.emergency_off", "false")]
    [InlineData("socomec-ups", "1.3.6.1.4.1.4555.1.1.7.2.0.16", "ups.test.failed", "ups.test.result", "failed")]
    [InlineData("dse86xx", "1.3.6.1.4.1.41385.1.0.12591", "genset.engine", "gen.running", "true")]
    [InlineData("dse86xx", "1.3.6.1.4.1.41385.1.0.12299", "genset.engine", "gen.running", "false")]
    [InlineData("asco", "1.3.6.1.4.1.7777.1.6.0.5", "ats.transfer", "ats.selected_source", "source1")]
    public void A_trap_says_at_once_what_the_poll_will_confirm(string profile, string trap, string what, string signal, string value)
    {
        var meaning = ProfileCatalog.Find(profile)!.Explain(ObjectId.Parse(trap));
        Assert.Equal(what, meaning?.Trap.Event);
        Assert.Equal((signal, value), (meaning?.Reading?.Signal, $"{meaning?.Reading?.Reading}".ToLowerInvariant()));
    }

    // A UPS of this family tells its source by one yes or no after another; on battery when it was found, it must still be seen going to bypass.
    [Fact]
    public void Whichever_object_tells_a_state_the_others_are_asked_as_well()
    {
        var profile = ProfileCatalog.Find("mge")!;
        var first = profile.Decode(Answer(battery: 1, bypass: 2), At, DeviceMemory.Empty);
        Assert.Contains(first.Readings, reading => reading is { Signal: "ups.output.source", Reading.Text: "battery" });

        var asked = Answer(battery: 2, bypass: 1).Where(varBind => first.Sources.Contains(varBind.Id)).ToList();
        var second = profile.Decode(asked, At, first.Memory);
        Assert.Contains(second.Readings, reading => reading is { Signal: "ups.output.source", Reading.Text: "bypass" });
    }

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(1, 2, true)]
    [InlineData(2, 2, false)]
    public void One_of_the_objects_that_tell_an_alarm_is_enough(int low, int lowCondition, bool alarm)
    {
        List<VarBind> answer =
        [
            new(ObjectId.Parse("1.3.6.1.4.1.705.1.5.14.0"), SnmpValue.Integer(low)),
            new(ObjectId.Parse("1.3.6.1.4.1.705.1.5.16.0"), SnmpValue.Integer(lowCondition)),
        ];
        var decoding = ProfileCatalog.Find("mge")!.Decode(answer, At, DeviceMemory.Empty);
        Assert.Equal(alarm, decoding.Readings.Single(reading => reading.Signal == "ups.alarm.battery_low").Reading.Flag);
        Assert.Equal(1, decoding.Alternates.Count(reading => reading.Signal == "ups.alarm.battery_low"));
        Assert.Equal(2, decoding.Sources.Distinct().Count());
    }

    // What shares its object with a wanted point but belongs to a row that is not in use stays away at the second poll too.
    [Fact]
    public void A_condition_that_kept_a_reading_away_is_asked_again()
    {
        var profile = ProfileCatalog.Find("eaton-xups")!;
        List<VarBind> answer =
        [
            new(ObjectId.Parse("1.3.6.1.4.1.534.1.6.8.1.2.1"), SnmpValue.Integer(4)),
            new(ObjectId.Parse("1.3.6.1.4.1.534.1.6.8.1.3.1"), SnmpValue.Integer(1)),
        ];
        var first = profile.Decode(answer, At, DeviceMemory.Empty);
        var second = profile.Decode([.. answer.Where(varBind => first.Sources.Contains(varBind.Id))], At, first.Memory);
        Assert.Equal(["contact.closed"], second.Readings.Select(reading => reading.Signal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_trap_says_can_be_polled_or_is_taken_back(string id)
    {
        var profile = ProfileCatalog.Find(id)!;
        var polled = profile.Points.Select(point => point.Signal.Id).Concat(profile.Derivations.Select(derivation => derivation.Signal)).ToHashSet();
        Assert.Empty(profile.Traps.Where(trap => trap is { Raised: { } raised, Cleared: null } && !polled.Contains(raised.Signal)).Select(trap => $"{trap.Id} {trap.Raised?.Signal}"));
    }

    /// <summary>All profiles.</summary>
    public static TheoryData<string> Ids => [.. ProfileCatalog.All.Select(profile => profile.Id)];

    private static List<VarBind> Answer(int battery, int bypass) =>
    [
        new(ObjectId.Parse("1.3.6.1.4.1.705.1.7.3.0"), SnmpValue.Integer(battery)),
        new(ObjectId.Parse("1.3.6.1.4.1.705.1.7.4.0"), SnmpValue.Integer(bypass)),
    ];
}
