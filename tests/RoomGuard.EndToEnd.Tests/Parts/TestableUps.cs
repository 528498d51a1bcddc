using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>Net-SNMP's snmpd whose UPS-MIB a small script plays: it has a spin lock, can be told to test itself, and writes down everything that is set.</summary>
internal sealed class TestableUps : IAsyncDisposable
{
    public const string WriteCommunity = "s3cret-write";

    private const string Script = """
        import sys, time
        B = ".1.3.6.1.2.1.33.1."
        begun, lock = None, 17
        def table():
            running = begun is not None and time.time() - begun < 4
            done = begun is not None and not running
            return [(B + "2.1.0", "integer", 2), (B + "2.3.0", "integer", 40), (B + "2.4.0", "integer", 98), (B + "2.5.0", "integer", 540),
                    (B + "3.3.1.3.1", "integer", 231), (B + "4.1.0", "integer", 5 if running else 3),
                    (B + "7.1.0", "objectid", B + ("7.7.4" if begun else "7.7.1")), (B + "7.2.0", "integer", lock), (B + "7.3.0", "integer", 5 if running else 1 if done else 6)]
        key = lambda oid: [int(part) for part in oid.strip(".").split(".")]
        say = lambda *lines: (sys.stdout.write("".join(str(line) + "\n" for line in lines)), sys.stdout.flush())
        read = lambda: sys.stdin.readline().strip()
        while True:
            word = sys.stdin.readline()
            if not word:
                break
            word = word.strip()
            if word == "PING":
                say("PONG")
            elif word in ("get", "getnext"):
                oid = read()
                found = [row for row in table() if (key(row[0]) == key(oid) if word == "get" else key(row[0]) > key(oid))]
                say(*found[0]) if found else say("NONE")
            elif word == "set":
                oid, value = read(), read()
                open(sys.argv[1], "a").write(oid + " " + value.replace(chr(34), "") + "\n")
                if key(oid) == key(B + "7.2.0") and value == "integer %d" % lock:
                    lock += 1
                    say("DONE")
                elif key(oid) == key(B + "7.1.0"):
                    begun = time.time()
                    say("DONE")
                else:
                    say("inconsistent-value")
        """;

    private readonly Scratch _scratch = new();
    private RealProcess _snmpd = null!;

    public int Port { get; private set; }

    /// <summary>Everything that was set, a line each.</summary>
    public string[] Written => File.Exists(_scratch.Path("written")) ? File.ReadAllLines(_scratch.Path("written")) : [];

    public static async Task<TestableUps> StartAsync()
    {
        var ups = new TestableUps { Port = Ports.FreeUdp() };
        var script = ups._scratch.Write("ups.py", Script);
        var config = ups._scratch.Write("snmpd.conf", string.Create(CultureInfo.InvariantCulture, $"""
            agentaddress udp:127.0.0.1:{ups.Port}
            rocommunity public 127.0.0.1
            rwcommunity {WriteCommunity} 127.0.0.1
            pass_persist .1.3.6.1.2.1.33 {Needs.Program("python3", "python3")} -u {script} {ups._scratch.Path("written")}
            """));
        ups._snmpd = RealProcess.Start(Needs.Program("snmpd", "snmpd"), ["-f", "-Lo", "-C", "-c", config, $"--persistentDir={ups._scratch.Folder}"]);
        var get = Needs.Program("snmpget", "snmp");
        await ups._snmpd.UntilAsync(
            async () => (await RealProcess.RunAsync(get, ["-v2c", "-cpublic", "-r0", "-t1", "-On", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ups.Port}"), "1.3.6.1.2.1.33.1.2.4.0"], environment: NetSnmp.OfItsOwn)).Output.Contains("98", StringComparison.Ordinal),
            TimeSpan.FromSeconds(15),
            "the UPS answers");
        return ups;
    }

    public async ValueTask DisposeAsync()
    {
        await _snmpd.DisposeAsync();
        _scratch.Dispose();
    }
}
