using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Follows the links of one chain of an export. For one thread.</summary>
/// <param name="chain">The chain's name.</param>
/// <param name="what">What one of its links is called.</param>
/// <param name="expected">What others know of it.</param>
/// <param name="note">Hears of each fault.</param>
internal sealed class LinkChain(string chain, string what, Expectations expected, Action<string> note)
{
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The number of the newest link.</summary>
    internal long Last { get; private set; }

    /// <summary>Its hash.</summary>
    internal string Head { get; private set; } = ChainLink.None;

    /// <summary>Links whose content is shown.</summary>
    internal long Shown { get; private set; }

    /// <summary>Links whose content is not.</summary>
    internal long Hidden { get; private set; }

    /// <summary>Volumes that an act erased, in their order.</summary>
    internal Queue<JournalMark> Erased { get; init; } = new();

    /// <summary>Follows the next link; its content as text, null when it is not shown or is none.</summary>
    internal string? Take(ReadOnlySpan<byte> line)
    {
        Pass(line);
        return LinkLine.TryRead(line, out var link) && !IsHidden(link.Content) ? Encoding.UTF8.GetString(link.Content) + "}" : null;
    }

    /// <summary>Follows the next link.</summary>
    internal void Pass(ReadOnlySpan<byte> line)
    {
        if (!LinkLine.TryRead(line, out var link))
        {
            note($"it is no {what}.");
            return;
        }

        Span<byte> hash = stackalloc byte[64];
        if (link.No == 0)
        {
            PassOld(link, hash);
            return;
        }

        SkipErased(link.No);
        CheckPlace(link.No, link.Previous);
        Span<byte> content = stackalloc byte[64];
        if (IsHidden(link.Content))
        {
            link.Content[^65..^1].CopyTo(content);
            Hidden++;
        }
        else
        {
            HashContent(link.Content, content);
            Shown++;
        }

        HashLink(content, link, hash);
        Settle(link.No, link.Hash, hash);
    }

    /// <summary>Nothing follows.</summary>
    internal void End()
    {
        SkipErased(long.MaxValue);
        foreach (var (no, who) in expected.Beyond(Last))
        {
            note($"{who} knows {what} {no}, but the export ends with {what} {Last}: its tail was cut off.");
        }
    }

    // The first form: number and the hash before stand in the content, and the content's hash is the entry's.
    private void PassOld(LinkLine link, Span<byte> hash)
    {
        HashContent(link.Content, hash);
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(link.Content) + "}");
            var no = document.RootElement.GetProperty("no").GetInt64();
            SkipErased(no);
            CheckPlace(no, Encoding.ASCII.GetBytes(document.RootElement.GetProperty("previousHash").GetString() ?? ""));
            Shown++;
            Settle(no, link.Hash, hash);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            note($"it is no {what}.");
        }
    }

    private void CheckPlace(long no, ReadOnlySpan<byte> previous)
    {
        if (no != Last + 1)
        {
            note($"{what} {no} follows {what} {Last}.");
        }

        if (!previous.SequenceEqual(Encoding.ASCII.GetBytes(Head)))
        {
            note($"{what} {no} was written after another one than {what} {Last}.");
        }
    }

    private void Settle(long no, ReadOnlySpan<byte> said, ReadOnlySpan<byte> hash)
    {
        if (!said.SequenceEqual(hash))
        {
            note($"{what} {no} does not have the hash that was written with it: it was changed.");
        }

        foreach (var who in expected.Against(no, said))
        {
            note($"{who} knows another {what} {no}.");
        }

        (Last, Head) = (no, Encoding.ASCII.GetString(said));
    }

    private void SkipErased(long next)
    {
        while (Erased.TryPeek(out var volume) && volume.First == Last + 1 && volume.Last < next)
        {
            (Last, Head) = (volume.Last!.Value, volume.Head!);
            Erased.Dequeue();
        }
    }

    private void HashContent(ReadOnlySpan<byte> content, Span<byte> hex)
    {
        _sha.AppendData(content);
        _sha.AppendData("}"u8);
        Finish(hex);
    }

    private void HashLink(ReadOnlySpan<byte> content, LinkLine link, Span<byte> hex)
    {
        Span<byte> text = stackalloc byte[320];
        System.Text.Unicode.Utf8.TryWrite(text, System.Globalization.CultureInfo.InvariantCulture, $"{{\"chain\":\"{chain}\",\"content\":\"", out var start);
        content.CopyTo(text[start..]);
        System.Text.Unicode.Utf8.TryWrite(text[(start + 64)..], System.Globalization.CultureInfo.InvariantCulture, $"\",\"no\":{link.No},\"previous\":\"", out var middle);
        link.Previous.CopyTo(text[(start + 64 + middle)..]);
        var end = start + 64 + middle + link.Previous.Length;
        "\"}"u8.CopyTo(text[end..]);
        _sha.AppendData(text[..(end + 2)]);
        Finish(hex);
    }

    private void Finish(Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _sha.GetHashAndReset(hash);
        Convert.TryToHexStringLower(hash, hex, out _);
    }

    private static bool IsHidden(ReadOnlySpan<byte> content) => content.Length == 81 && content.StartsWith("{\"contentHash\":\""u8);
}
