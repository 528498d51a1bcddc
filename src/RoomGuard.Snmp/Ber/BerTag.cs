namespace RoomGuard.Snmp.Ber;

/// <summary>Identifier octets that SNMP uses: X.690 universal ones, and the application and context ones of RFC 2578 and RFC 3416.</summary>
internal static class BerTag
{
    public const byte Integer = 0x02;
    public const byte OctetString = 0x04;
    public const byte Null = 0x05;
    public const byte ObjectId = 0x06;
    public const byte Sequence = 0x30;
    public const byte IpAddress = 0x40;
    public const byte Counter32 = 0x41;
    public const byte Gauge32 = 0x42;
    public const byte TimeTicks = 0x43;
    public const byte Opaque = 0x44;
    public const byte Counter64 = 0x46;

    /// <summary>UInteger32 of RFC 1442: gone from the standard, not from the field.</summary>
    public const byte OldUnsigned32 = 0x47;

    public const byte NoSuchObject = 0x80;
    public const byte NoSuchInstance = 0x81;
    public const byte EndOfMibView = 0x82;

    /// <summary>[0] constructed, the first of the PDUs.</summary>
    public const byte FirstPdu = 0xA0;
}
