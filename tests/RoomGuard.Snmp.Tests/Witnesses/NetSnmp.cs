using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>Net-SNMP's command line tools, asked to print numbers and nothing but numbers.</summary>
internal static partial class NetSnmp
{
    /// <summary>The MIB files are not installed with the tools, and looking for them fills the output.</summary>
    /// <remarks>
    /// What the tools keep from one run to the next, boots and engine id, they keep in one file for all: two that end at once leave the id there twice, and every
    /// later one says "buffer too small to read octet string (17 &lt; 17)". Here they keep nothing.
    /// </remarks>
    public static readonly IReadOnlyDictionary<string, string> NoMibs = new Dictionary<string, string> { ["MIBS"] = "", ["LC_ALL"] = "C", ["SNMP_PERSISTENT_DIR"] = "/dev/null" };

    /// <summary>Runs one tool against an agent over v2c and gives what it printed; fails the test when it fails.</summary>
    public static async Task<string> RunAsync(string tool, IPEndPoint agent, string community, params string[] arguments)
    {
        var (exitCode, output) = await TryAsync(tool, agent, community, arguments);
        Assert.True(exitCode == 0, $"{tool} ended with {exitCode}: {output}");
        return output;
    }

    /// <summary>Runs one tool as <see cref="RunAsync"/> does, and leaves its exit code to the test.</summary>
    public static Task<(int ExitCode, string Output)> TryAsync(string tool, IPEndPoint agent, string community, params string[] arguments)
    {
        var options = arguments.TakeWhile(argument => argument.StartsWith('-')).ToArray();
        return RealProcess.RunAsync(
            Needs.Program(tool, "snmp"),
            ["-v2c", "-c", community, "-On", "-Oe", "-OU", "-Ot", "-t", "5", "-r", "1", .. options, Name(agent), .. arguments.Skip(options.Length)],
            environment: NoMibs);
    }

    /// <summary>The lines of a walk, as identifier and everything after the equals sign.</summary>
    public static IReadOnlyList<(ObjectId Id, string Value)> Lines(string output) =>
        [.. Line().Matches(output).Select(match => (ObjectId.Parse(match.Groups[1].Value), match.Groups[2].Value.TrimEnd()))];

    /// <summary>One of our values as Net-SNMP prints it with these options.</summary>
    public static string Print(SnmpValue value) => value.Kind switch
    {
        SnmpKind.Integer => $"INTEGER: {value.AsText()}",
        SnmpKind.Counter32 => $"Counter32: {value.AsText()}",
        SnmpKind.Counter64 => $"Counter64: {value.AsText()}",
        SnmpKind.Gauge32 => $"Gauge32: {value.AsText()}",
        SnmpKind.TimeTicks => value.AsText(),
        SnmpKind.ObjectId => $"OID: .{value.AsText()}",
        SnmpKind.IpAddress => $"IpAddress: {value.AsText()}",
        SnmpKind.OctetString when value.Bytes.IsEmpty => "\"\"",
        SnmpKind.OctetString when value.AsText().StartsWith("0x", StringComparison.Ordinal) => $"Hex-STRING: {string.Join(' ', value.Bytes.ToArray().Select(octet => octet.ToString("X2", CultureInfo.InvariantCulture)))}",
        SnmpKind.OctetString => $"STRING: \"{value.AsText()}\"",
        _ => value.ToString(),
    };

    private static string Name(IPEndPoint agent) => agent.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"udp6:{agent}" : $"udp:{agent}";

    // A string value may go on over several lines: everything up to the next identifier belongs to it.
    [GeneratedRegex(@"^\.([\d.]+) = (.*?)(?=^\.[\d.]+ = |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Line();
}
