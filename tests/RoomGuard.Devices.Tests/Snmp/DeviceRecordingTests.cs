using CsCheck;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

public sealed class DeviceRecordingTests
{
    [Theory]
    [InlineData("1.3.6.1.2.1.1.5.0|4|ups one", "OctetString ups one")]
    [InlineData(".1.3.6.1.2.1.1.5.0|4|a|b", "OctetString a|b")]
    [InlineData("1.3.6.1.2.1.1.5.0|4x|7570732d31", "OctetString ups-1")]
    [InlineData("1.3.6.1.2.1.1.5.0|2|-5", "Integer -5")]
    [InlineData("1.3.6.1.2.1.1.5.0|2|4294967295", "Integer -1")]
    [InlineData("1.3.6.1.2.1.1.5.0|66|4294967295", "Gauge32 4294967295")]
    [InlineData("1.3.6.1.2.1.1.5.0|67|100", "TimeTicks 100")]
    [InlineData("1.3.6.1.2.1.1.5.0|6|.1.3.6.1.4.1.318", "ObjectId 1.3.6.1.4.1.318")]
    [InlineData("1.3.6.1.2.1.1.5.0|64|192.0.2.7", "IpAddress 192.0.2.7")]
    [InlineData("1.3.6.1.2.1.1.5.0|5|", "Null")]
    [InlineData(".1.3.6.1.2.1.1.5.0 = STRING: \"ups one\"", "OctetString ups one")]
    [InlineData(".1.3.6.1.2.1.1.5.0 = INTEGER: online(2)", "Integer 2")]
    [InlineData(".1.3.6.1.2.1.1.5.0 = INTEGER: 5 minutes", "Integer 5")]
    [InlineData(".1.3.6.1.2.1.1.5.0 = Timeticks: (12345) 0:02:03.45", "TimeTicks 12345")]
    [InlineData(".1.3.6.1.2.1.1.5.0 = OID: .1.3.6.1.4.1.318", "ObjectId 1.3.6.1.4.1.318")]
    [InlineData(".1.3.6.1.2.1.1.5.0 = Hex-STRING: 75 70 73 ", "OctetString ups")]
    [InlineData(".1.3.6.1.2.1.1.5.0 = 1234", "Integer 1234")]
    public void Both_forms_of_a_line_give_the_value(string line, string value)
    {
        var recording = DeviceRecording.Read(new StringReader(line));
        Assert.Empty(recording.Faults);
        Assert.Equal($"1.3.6.1.2.1.1.5.0 = {value}", recording.VarBinds.Single().ToString());
    }

    [Fact]
    public void A_text_of_several_lines_is_one_value()
    {
        var recording = DeviceRecording.Read(new StringReader(".1.3.6.1.2.1.1.1.0 = STRING: \"one\ntwo\"\n.1.3.6.1.2.1.1.5.0 = INTEGER: 1"));
        Assert.Equal(["one\ntwo", "1"], recording.VarBinds.Select(varBind => varBind.Value.AsText()));
    }

    [Fact]
    public void A_line_that_makes_no_sense_is_named_by_its_number_and_ends_nothing()
    {
        var recording = DeviceRecording.Read(new StringReader("# a comment\n\n1.3.x|4|a\n1.3.6.1|2|one\n1.3.6.1|4x|abc\nwhat is this\n1.3.6.1.2|2|7\n1.3.6.1.3|99|7"));
        Assert.Equal("1.3.6.1.2 = Integer 7", recording.VarBinds.Single().ToString());
        Assert.Equal(
            [
                "line 3 begins with \"1.3.x\", which is no object identifier.",
                "line 4 has \"one\" as a value of tag \"2\", which cannot be.",
                "line 5 has \"abc\" as a value of tag \"4x\", which cannot be.",
                "line 6 is neither OID|TAG|VALUE nor a line of snmpwalk -On.",
                "line 8 has \"7\" as a value of tag \"99\", which cannot be.",
            ],
            recording.Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void No_file_throws_and_its_faults_are_bounded() =>
        Gen.String[Gen.Char["0123456789.|x =:\"\n-abcSTRINGHexOID()\u00B0"], 0, 400].Sample(
            text =>
            {
                var recording = DeviceRecording.Read(new StringReader(text));
                Assert.InRange(recording.Faults.Count, 0, 101);
            },
            iter: 5000);

    [Fact]
    public async Task A_recording_of_no_known_device_says_who_it_is_and_reads_nothing()
    {
        var recording = new DeviceRecording([new VarBind(ObjectId.Parse("1.3.6.1.2.1.1.1.0"), SnmpValue.Text("a kettle"))], []);
        var report = await DeviceReport.OfRecordingAsync(recording, null, DateTimeOffset.UnixEpoch, CancellationToken.None);
        Assert.Null(report.Identity.Profile);
        Assert.Equal("a kettle", report.Identity.SysDescr);
        Assert.Empty(report.Readings);
    }
}
