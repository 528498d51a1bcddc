using System.Net;
using System.Net.Sockets;

namespace RoomGuard.Agent.Scanning;

/// <summary>The addresses a scan may ask: those of one network, and of no other.</summary>
internal static class ScanRange
{
    /// <summary>Most addresses one scan asks.</summary>
    public const int MostAddresses = 4096;

    private const int AddressBitsWithoutHosts = 2;

    /// <summary>The addresses of a network such as <c>10.1.2.0/24</c>; in IPv4 without the network's own and the broadcast address. What is wrong with the text, or null.</summary>
    public static string? TryRead(string text, out IReadOnlyList<IPAddress> addresses)
    {
        addresses = [];
        if (!IPNetwork.TryParse(text, out var network))
        {
            return $"--network is \"{text}\"; it must be a network and its prefix, such as 10.1.2.0/24.";
        }

        var bytes = network.BaseAddress.GetAddressBytes();
        var hostBits = (bytes.Length * 8) - network.PrefixLength;
        if (hostBits > 12)
        {
            return $"--network is \"{text}\", which is more than {MostAddresses} addresses: scan a smaller one.";
        }

        var hasEnds = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && hostBits >= AddressBitsWithoutHosts;
        var count = 1 << hostBits;
        addresses = [.. Enumerable.Range(hasEnds ? 1 : 0, hasEnds ? count - 2 : count).Select(host => Address(bytes, host))];
        return null;
    }

    private static IPAddress Address(byte[] network, int host)
    {
        var bytes = (byte[])network.Clone();
        bytes[^1] |= (byte)host;
        bytes[^2] |= (byte)(host >> 8);
        return new IPAddress(bytes);
    }
}
