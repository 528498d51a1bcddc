namespace RoomGuard.Snmp.Tests;

/// <summary>Datagrams between Net-SNMP 5.9.3's tools and its agent, copied from <c>snmpget -d</c> and <c>snmpbulkget -d</c>.</summary>
internal static class Packets
{
    /// <summary>GET of seven objects.</summary>
    public static readonly byte[] GetRequest = Hex("""
        30 81 8A 02 01 01 04 06 70 75 62 6C 69 63 A0 7D 02 04 64 37 A7 80 02 01 00 02 01 00 30 6F 30 0C
        06 08 2B 06 01 02 01 01 02 00 05 00 30 0C 06 08 2B 06 01 02 01 01 03 00 05 00 30 0D 06 09 2B 06
        01 02 01 01 09 09 09 05 00 30 0E 06 0A 2B 06 01 02 01 02 02 01 0A 01 05 00 30 0F 06 0B 2B 06 01
        02 01 1F 01 01 01 06 01 05 00 30 0E 06 0A 2B 06 01 02 01 02 02 01 05 01 05 00 30 11 06 0D 2B 06
        01 02 01 04 14 01 01 7F 00 00 01 05 00
        """);

    /// <summary>The answer to <see cref="GetRequest"/>.</summary>
    public static readonly byte[] GetResponse = Hex("""
        30 81 A6 02 01 01 04 06 70 75 62 6C 69 63 A2 81 98 02 04 64 37 A7 80 02 01 00 02 01 00 30 81 89
        30 16 06 08 2B 06 01 02 01 01 02 00 06 0A 2B 06 01 04 01 BF 08 03 02 0A 30 0E 06 08 2B 06 01 02
        01 01 03 00 43 02 00 95 30 0D 06 09 2B 06 01 02 01 01 09 09 09 80 00 30 11 06 0A 2B 06 01 02 01
        02 02 01 0A 01 41 03 06 D2 57 30 12 06 0B 2B 06 01 02 01 1F 01 01 01 06 01 46 03 06 D2 57 30 12
        06 0A 2B 06 01 02 01 02 02 01 05 01 42 04 00 98 96 80 30 15 06 0D 2B 06 01 02 01 04 14 01 01 7F
        00 00 01 40 04 7F 00 00 01
        """);

    /// <summary>GETBULK of one object, ten repetitions.</summary>
    public static readonly byte[] BulkRequest = Hex("""
        30 28 02 01 01 04 06 70 75 62 6C 69 63 A5 1B 02 04 6D 9A A2 54 02 01 00 02 01 0A 30 0D 30 0B 06
        07 2B 06 01 02 01 01 01 05 00
        """);

    /// <summary>Bytes of their two-digit form; white space between them is free.</summary>
    public static byte[] Hex(string text) => Convert.FromHexString(string.Concat(text.Where(char.IsAsciiHexDigit)));
}
