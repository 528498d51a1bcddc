using System.Globalization;
using System.Net;
using System.Text;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>Recordings served by snmpsimd are read whole; what is expected comes from the lines of the files.</summary>
public sealed class RecordingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Own => Repository.Path("tests", "RoomGuard.Snmp.Tests", "Witnesses", "Recordings", "ups-three-phase.snmprec");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_recording_is_walked_line_for_line(bool useBulk)
    {
        string[] recordings = [Own, .. Needs.Recordings() is { } folder ? Directory.GetFiles(folder, "*.snmprec").Order().ToArray() : []];
        await using var simulator = await SnmpSim.StartAsync([.. recordings]);
        await using var manager = new SnmpManager(TimeProvider.System);
        foreach (var recording in recordings)
        {
            var target = new SnmpTarget(simulator.Address) { Community = Path.GetFileNameWithoutExtension(recording), UseBulk = useBulk, Timeout = TimeSpan.FromSeconds(20) };
            var expected = Lines(recording);
            var walked = new List<VarBind>();
            await foreach (var varBind in manager.WalkAsync(target, ObjectId.Parse("1"), 10_000, Stop))
            {
                walked.Add(varBind);
            }

            Assert.True(expected.Count > 20, recording);
            Assert.Equal(expected, walked);
        }
    }

    [Fact]
    public async Task A_poll_of_scalars_gives_the_values_of_the_recording_and_says_what_is_missing()
    {
        await using var simulator = await SnmpSim.StartAsync(Own);
        await using var manager = new SnmpManager(TimeProvider.System);
        var target = new SnmpTarget(simulator.Address) { Community = "ups-three-phase", Timeout = TimeSpan.FromSeconds(20) };
        var ups = ObjectId.Parse("1.3.6.1.2.1.33.1");

        var values = await manager.GetAsync(target, [ups.Append(2, 4, 0), ups.Append(2, 6, 0), ups.Append(3, 3, 1, 3, 2), ups.Append(1, 2, 0), ups.Append(7, 3, 0)], Stop);

        Assert.Equal(["97", "-12", "noSuchInstance", "UPS 20000", "noSuchInstance"], values.Select(varBind => varBind.Value.AsText()));
    }

    private static List<VarBind> Lines(string recording) =>
        [.. File.ReadAllLines(recording, Encoding.Latin1)
            .Select(line => line.Split('|', 3))
            .Where(parts => parts.Length == 3)
            .Select(parts => new VarBind(ObjectId.Parse(parts[0]), Value(parts[1], parts[2])))];

    private static SnmpValue Value(string tag, string text) => tag switch
    {
        "2" => SnmpValue.Integer(int.Parse(text, CultureInfo.InvariantCulture)),
        // snmpsim takes the blanks at the end of a line for part of the file, not of the value.
        "4" => SnmpValue.Octets(Encoding.Latin1.GetBytes(text.TrimEnd())),
        "4x" => SnmpValue.Octets(Convert.FromHexString(text)),
        "5" => SnmpValue.Null,
        "6" => SnmpValue.Oid(ObjectId.Parse(text)),
        "64" => SnmpValue.IpAddress(IPAddress.Parse(text)),
        "64x" => SnmpValue.IpAddress(new IPAddress(Convert.FromHexString(text))),
        "65" => SnmpValue.Counter32(uint.Parse(text, CultureInfo.InvariantCulture)),
        "66" => SnmpValue.Gauge32(uint.Parse(text, CultureInfo.InvariantCulture)),
        "67" => SnmpValue.TimeTicks(uint.Parse(text, CultureInfo.InvariantCulture)),
        "70" => SnmpValue.Counter64(ulong.Parse(text, CultureInfo.InvariantCulture)),
        _ => throw new InvalidDataException($"A recording has tag {tag}."),
    };
}
