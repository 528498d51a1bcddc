using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

public sealed class ConversionTests
{
    private static readonly Signal Charge = SignalCatalogue.Find("ups.battery.charge")!;
    private static readonly Signal Source = SignalCatalogue.Find("ups.output.source")!;
    private static readonly Signal Replace = SignalCatalogue.Find("ups.battery.replace")!;
    private static readonly Signal Engine = SignalCatalogue.Find("gen.engine.state")!;

    public static TheoryData<SnmpValue, string> Numbers => new()
    {
        { SnmpValue.Gauge32(964), "96.4" },
        { SnmpValue.Integer(0), "0" },
        { SnmpValue.Text("964"), "96.4" },
        { SnmpValue.Text("  964 %"), "96.4" },
        { SnmpValue.Text("964.0 Pct\0"), "96.4" },
        { SnmpValue.Counter64(500), "50" },
        { SnmpValue.Integer(1001), "out_of_range" },
        { SnmpValue.Integer(-2), "out_of_range" },
        { SnmpValue.Text("none"), "corrupt" },
        { SnmpValue.Text("--5"), "corrupt" },
        { SnmpValue.Oid(ObjectId.Parse("1.3.6.1")), "corrupt" },
    };

    public static TheoryData<SnmpValue> Nothings =>
    [
        SnmpValue.Null, SnmpValue.Text(""), SnmpValue.Text("   \0"), SnmpValue.NoSuchObject, SnmpValue.NoSuchInstance, SnmpValue.EndOfMibView,
        SnmpValue.Integer(-1), SnmpValue.Text("-1"), SnmpValue.Gauge32(uint.MaxValue),
    ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_come_as_numbers_and_as_text(SnmpValue value, string expected)
    {
        var reading = new Conversion().Convert(value, Charge, 0.1)!.Reading;
        Assert.Equal(expected, reading.IsPresent ? reading.ToString() : reading.Absence.ToWord());
    }

    [Theory]
    [MemberData(nameof(Nothings))]
    public void What_means_no_value_is_no_reading_and_never_zero(SnmpValue value) =>
        Assert.Null(new Conversion { Invalid = [-1] }.Convert(value, Charge, 1));

    [Fact]
    public void A_code_becomes_the_word_of_the_catalogue()
    {
        var conversion = new Conversion { Words = new Dictionary<string, string> { ["3"] = "battery" } };
        Assert.Equal(new SignalReading(Source.Id, Reading.Of("battery")), conversion.Convert(SnmpValue.Integer(3), Source, 1));
    }

    [Fact]
    public void A_code_that_no_profile_lists_is_unknown_and_remarked()
    {
        var conversion = new Conversion { Words = new Dictionary<string, string> { ["3"] = "battery" } };
        var reading = conversion.Convert(SnmpValue.Integer(99), Source, 1)!;
        Assert.Equal(Reading.Of("unknown"), reading.Reading);
        Assert.Equal("the device says \"99\", which its profile does not list", reading.Remark);
    }

    [Fact]
    public void A_flag_with_an_unlisted_code_is_absent_and_neither_true_nor_false()
    {
        var conversion = new Conversion { Words = new Dictionary<string, string> { ["1"] = "false", ["2"] = "true" } };
        Assert.Equal(Reading.Of(true), conversion.Convert(SnmpValue.Integer(2), Replace, 1)!.Reading);
        Assert.Equal(Reading.Of(false), conversion.Convert(SnmpValue.Integer(1), Replace, 1)!.Reading);
        Assert.Equal(AbsenceReason.Faulted, conversion.Convert(SnmpValue.Integer(3), Replace, 1)!.Reading.Absence);
    }

    [Theory]
    [InlineData(1, "running")]
    [InlineData(2, "stopped")]
    [InlineData(34, "shutdown")]
    [InlineData(4, "unknown")]
    [InlineData(-5, "unknown")]
    public void The_first_bit_that_is_set_names_the_state(int status, string state)
    {
        var conversion = new Conversion { Bits = [(5, "shutdown"), (0, "running"), (1, "stopped")] };
        Assert.Equal(state, conversion.Convert(SnmpValue.Integer(status), Engine, 1)!.Reading.Text);
    }

    [Theory]
    [InlineData("03/15/2024", DateForm.MonthFirst, "2024-03-15")]
    [InlineData("3/5/24", DateForm.MonthFirst, "2024-03-05")]
    [InlineData("03-15-2024", DateForm.MonthFirst, "2024-03-15")]
    [InlineData("2024-03-15", DateForm.MonthFirst, "2024-03-15")]
    [InlineData("15/03/2024", DateForm.DayFirst, "2024-03-15")]
    [InlineData("15.03.2024", DateForm.DayFirst, "2024-03-15")]
    [InlineData("15/03/2024", DateForm.MonthFirst, null)]
    [InlineData("Unknown", DateForm.MonthFirst, null)]
    [InlineData("none", DateForm.DayFirst, null)]
    public void Days_come_out_in_one_form(string text, DateForm form, string? day) => Assert.Equal(day, DateText.OfDay(text, form));

    [Fact]
    public void An_uptime_becomes_an_instant_unless_it_was_never_or_is_of_another_start()
    {
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal("2026-11-22T11:59:50Z", DateText.OfUptime(9_000, 10_000, now));
        Assert.Null(DateText.OfUptime(0, 10_000, now));
        Assert.Null(DateText.OfUptime(10_001, 10_000, now));
    }

    [Fact]
    public void The_scale_is_learnt_from_a_healthy_supply_and_kept_through_an_outage()
    {
        var profile = ProfileCatalog.Find("ups-mib")!;
        var memory = DeviceMemory.Empty;
        Assert.Equal(45, InputVoltage(45));
        Assert.Equal(231.4, InputVoltage(2314));
        Assert.Equal(45, InputVoltage(450));
        Assert.Equal(0, InputVoltage(0));

        double InputVoltage(int raw)
        {
            var decoding = profile.Decode([new VarBind(ObjectId.Parse("1.3.6.1.2.1.33.1.3.3.1.3.1"), SnmpValue.Integer(raw))], DateTimeOffset.UnixEpoch, memory);
            memory = decoding.Memory;
            return decoding.Readings.Single(reading => reading.Signal == "ups.input.voltage.l1").Reading.Number;
        }
    }

    [Fact]
    public void The_date_of_a_test_stays_the_same_while_its_uptime_does()
    {
        var profile = ProfileCatalog.Find("ups-mib")!;
        var first = profile.Decode(Answer(10_000), Noon, DeviceMemory.Empty);
        var later = profile.Decode(Answer(10_149), Noon.AddSeconds(1), first.Memory);
        Assert.Equal("2026-11-22T11:59:50Z", TestDate(first));
        Assert.Equal("2026-11-22T11:59:50Z", TestDate(later));

        static string TestDate(Decoding decoding) => decoding.Readings.Single(reading => reading.Signal == "ups.test.date").Reading.Text;
    }

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static List<VarBind> Answer(uint upTime) =>
        [new(Profile.SysUpTime, SnmpValue.TimeTicks(upTime)), new(ObjectId.Parse("1.3.6.1.2.1.33.1.7.5.0"), SnmpValue.TimeTicks(9_000))];
}
