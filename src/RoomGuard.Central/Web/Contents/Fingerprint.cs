using System.Security.Cryptography;
using System.Text.Json;

namespace RoomGuard.Central.Web.Contents;

/// <summary>A short sign of what a part of a page says, so that a browser can be told which parts are no longer as it has them.</summary>
internal static class Fingerprint
{
    /// <summary>Length of every sign, in characters.</summary>
    public const int Length = 6;

    /// <summary>The sign of <paramref name="view"/>. Equal views have equal signs; different ones nearly always (1 in 16 million) different signs.</summary>
    public static string Of<TView>(TView view) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(view)).AsSpan(0, Length / 2));
}
