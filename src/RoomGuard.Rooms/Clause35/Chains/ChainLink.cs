using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RoomGuard.Rooms.Clause35;

/// <summary>One link of a journal's chain: it names its content by SHA-256 and the link before it, so that a link proves the order of contents that it does not show. Immutable.</summary>
/// <param name="Chain">The journal, for example <c>35.7</c>, or its marks, <c>35.7/marks</c>.</param>
/// <param name="No">Its number in the chain, from 1 without gaps.</param>
/// <param name="Content">SHA-256 of the content's canonical form (RFC 8785), 64 lower-case hex digits.</param>
/// <param name="Previous">The hash of the link before; <see cref="None"/> for the first.</param>
public sealed record ChainLink(string Chain, long No, string Content, string Previous)
{
    /// <summary>What the first link has for the one before it.</summary>
    public static readonly string None = new('0', 64);

    /// <summary>The canonical form of the link itself (RFC 8785).</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $$"""{"chain":"{{Chain}}","content":"{{Content}}","no":{{No}},"previous":"{{Previous}}"}""");

    /// <summary>SHA-256 of <see cref="Text"/>, 64 lower-case hex digits: what the next link names.</summary>
    public string Hash => HashOf(Text);

    /// <summary>The chain of a journal's marks.</summary>
    public static string MarksOf(string journal) => journal + "/marks";

    /// <summary>SHA-256 of a text's UTF-8, 64 lower-case hex digits.</summary>
    public static string HashOf(string text) => HashOf(Encoding.UTF8.GetBytes(text));

    /// <summary>SHA-256 of some bytes, 64 lower-case hex digits.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }
}
