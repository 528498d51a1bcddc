using System.Net;
using RoomGuard.Snmp;

namespace RoomGuard.Bench.Poller;

/// <summary>The simulated UPS units as <c>bench/snmp/devices.h</c> lays them out: 127.0.1.1:1161 and upwards, forty objects of UPS-MIB each.</summary>
internal static class Units
{
    private const string Root = "1.3.6.1.2.1.33.1";
    private const int Port = 1161;

    /// <summary>The forty objects.</summary>
    public static ObjectId[] Objects { get; } =
    [
        .. Enumerable.Range(1, 7).Select(static row => ObjectId.Parse($"{Root}.2.{row}.0")),
        ObjectId.Parse(Root + ".3.1.0"), ObjectId.Parse(Root + ".3.2.0"), .. Columns("3.3.1"),
        ObjectId.Parse(Root + ".4.1.0"), ObjectId.Parse(Root + ".4.2.0"), ObjectId.Parse(Root + ".4.3.0"), .. Columns("4.4.1"),
        ObjectId.Parse(Root + ".5.1.0"), ObjectId.Parse(Root + ".5.2.0"), ObjectId.Parse(Root + ".6.1.0"), ObjectId.Parse(Root + ".9.1.0"),
    ];

    /// <summary>Who asks by SNMPv3, authenticated and encrypted.</summary>
    public static SnmpUser User { get; } = new("bench")
    {
        Authentication = SnmpAuthentication.Sha256,
        AuthenticationPassword = "kitten-likes-milk",
        Privacy = SnmpPrivacy.Aes128,
        PrivacyPassword = "under the big table",
    };

    /// <summary>Where a unit is: 254 to a network.</summary>
    public static IPEndPoint Address(int unit)
    {
        var number = 0x7F000101u + (uint)unit + (uint)(unit / 254 * 2);
        return new IPEndPoint(new IPAddress([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]), Port);
    }

    /// <summary>Serves units by our own agent until the process is killed.</summary>
    public static async Task ServeAsync(int units)
    {
        var tree = new MibTree();
        for (var i = 0; i < Objects.Length; i++)
        {
            tree.Add(Objects[i], SnmpValue.Integer(200 + i));
        }

        var agents = Enumerable.Range(0, units).Select(unit => new SnmpAgent(Address(unit), "public", tree) { Users = [User] }).ToList();
        foreach (var agent in agents)
        {
            agent.Start();
        }

        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite);
        GC.KeepAlive(agents);
    }

    private static IEnumerable<ObjectId> Columns(string table) =>
        from column in Enumerable.Range(2, 4)
        from line in Enumerable.Range(1, 3)
        select ObjectId.Parse($"{Root}.{table}.{column}.{line}");
}
