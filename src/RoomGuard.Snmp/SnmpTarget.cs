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

    private const int LongestCommunityBytes = 255;

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

    /// <summary>Address and version, without any credential.</summary>
    public override string ToString() => $"{Address} {Version}";

    private static int Within(int value, int least, int most, string name) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be from {least} to {most}.");
}
