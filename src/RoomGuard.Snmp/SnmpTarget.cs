using System.Net;
using System.Text;

namespace RoomGuard.Snmp;

/// <summary>Whom to ask and how: one device's address, its credentials, and the patience and batch sizes it needs.</summary>
/// <param name="Address">Where the device's agent listens; port 161 by custom.</param>
/// <remarks>Immutable. Anything out of range is refused when it is set, with an <see cref="ArgumentException"/>.</remarks>
public sealed record SnmpTarget(IPEndPoint Address)
{
    /// <summary>Most varbinds one request may carry, whatever <see cref="MaxVarbinds"/> says.</summary>
    public const int VarbindCeiling = 1000;

    /// <summary>Most bytes a community may have.</summary>
    internal const int LongestCommunityBytes = 255;

    private const int LongestContextBytes = 32;

    /// <summary>Protocol version; v2c unless told.</summary>
    public SnmpVersion Version { get; init; } = SnmpVersion.V2c;

    /// <summary>The community, at most 255 bytes of UTF-8; <c>public</c> unless told. A secret: it is in no message and not in <see cref="ToString"/>.</summary>
    public string Community
    {
        get;
        init => field = Encoding.UTF8.GetByteCount(value) <= LongestCommunityBytes
            ? value
            : throw new ArgumentException($"A community has at most {LongestCommunityBytes} bytes.", nameof(value));
    } = "public";

    /// <summary>Who asks, in SNMPv3; null in v1 and v2c, which have a community instead.</summary>
    public SnmpUser? User { get; init; }

    /// <summary>The context of SNMPv3 (RFC 3411 section 3.3.1), at most 32 bytes of UTF-8; empty unless told, as on nearly every device.</summary>
    public string Context
    {
        get;
        init => field = Encoding.UTF8.GetByteCount(value) <= LongestContextBytes
            ? value
            : throw new ArgumentException($"A context has at most {LongestContextBytes} bytes.", nameof(value));
    } = "";

    /// <summary>How long to wait for the answer to one request; above zero, at most 5 minutes; 2 s unless told.</summary>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero && value <= TimeSpan.FromMinutes(5)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Timeout must be above zero and at most 5 minutes.");
    } = TimeSpan.FromSeconds(2);

    /// <summary>Requests sent again after silence, 0 to 10; 1 unless told. SET is never sent again.</summary>
    public int Retries
    {
        get;
        init => field = Within(value, 0, 10, nameof(Retries));
    } = 1;

    /// <summary>Most varbinds in one GET, 1 to 1000; 20 unless told. Some cards take no more than 10.</summary>
    public int MaxVarbinds
    {
        get;
        init => field = Within(value, 1, VarbindCeiling, nameof(MaxVarbinds));
    } = 20;

    /// <summary>Whether walks use GETBULK. Cards that answer it wrongly need false.</summary>
    public bool UseBulk { get; init; } = true;

    /// <summary>Rows asked for in one GETBULK of a walk, 1 to 1000; 20 unless told.</summary>
    public int MaxRepetitions
    {
        get;
        init => field = Within(value, 1, VarbindCeiling, nameof(MaxRepetitions));
    } = 20;

    /// <summary>Requests that may be on their way to the device at once, 1 to 16; 1 unless told, for most cards lose the second of two.</summary>
    public int MaxInFlight
    {
        get;
        init => field = Within(value, 1, 16, nameof(MaxInFlight));
    } = 1;

    /// <summary>
    /// The longest a device that stays silent is left alone; zero to 10 minutes, 30 s unless told. It rests for <see cref="Timeout"/> after
    /// the first silence and twice as long after each further one, is then asked once without retries, and as usual from its first answer on.
    /// </summary>
    public TimeSpan MaxBackOff
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromMinutes(10)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxBackOff must be from zero to 10 minutes.");
    } = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidOperationException">The version wants what this target lacks.</exception>
    internal void ThrowIfIncomplete()
    {
        if (Version == SnmpVersion.V3 && User is null)
        {
            throw new InvalidOperationException($"{Address} is to be asked by SNMPv3, which needs a User.");
        }
    }

    /// <summary>Address and version, without any credential.</summary>
    public override string ToString() => $"{Address} {Version}";

    private static int Within(int value, int least, int most, string name) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be from {least} to {most}.");
}
