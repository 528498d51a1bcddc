using System.Globalization;
using System.Text;
using System.Text.Json;
using RoomGuard.Contract.Json;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clause35;

/// <summary>What happens to a journal besides entries: somebody reviewed or signed an entry, a volume was opened, closed or erased. Marks are chained as entries are. Immutable.</summary>
public sealed record JournalMark
{
    /// <summary>Somebody read an entry and found it in order.</summary>
    public const string WasReviewed = "reviewed";

    /// <summary>Somebody signed an entry.</summary>
    public const string WasSigned = "signed";

    /// <summary>A volume begins.</summary>
    public const string VolumeOpened = "volume_opened";

    /// <summary>A volume is complete: its entries are not signed any more.</summary>
    public const string VolumeClosed = "volume_closed";

    /// <summary>The entries of a volume were erased by a signed act after their term.</summary>
    public const string VolumeErased = "volume_erased";

    /// <summary>The journal, for example <c>35.7</c>.</summary>
    public required string Journal { get; init; }

    /// <summary>One of the words above.</summary>
    public required string Kind { get; init; }

    /// <summary>When, RFC 3339 UTC.</summary>
    public required string At { get; init; }

    /// <summary>Who; null for the centre itself.</summary>
    public JournalPerson? By { get; init; }

    /// <summary>The entry's number; null for a mark of a volume.</summary>
    public long? Entry { get; init; }

    /// <summary>The entry's hash: what was signed.</summary>
    public string? EntryHash { get; init; }

    /// <summary>How it was signed: <c>account</c>, <c>eds</c> (detached CMS) or <c>paper</c> (a scan).</summary>
    public string? Method { get; init; }

    /// <summary>What proves it: SHA-256 of the CMS, the scan or the act, as it is kept among the attachments.</summary>
    public string? Attachment { get; init; }

    /// <summary>What was found of a CMS; null for another method.</summary>
    public CmsFacts? Cms { get; init; }

    /// <summary>What was said with it.</summary>
    public string? Note { get; init; }

    /// <summary>The volume, from 1; null for a mark of an entry.</summary>
    public int? Volume { get; init; }

    /// <summary>The first entry of the volume.</summary>
    public long? First { get; init; }

    /// <summary>The last entry of the volume, once it is closed.</summary>
    public long? Last { get; init; }

    /// <summary>The hash of the last entry.</summary>
    public string? Head { get; init; }

    /// <summary>What stands on the cover.</summary>
    public JournalCover? Cover { get; init; }

    /// <summary>The mark's canonical form (RFC 8785), which is hashed.</summary>
    public string Write() => Encoding.UTF8.GetString(Jcs.Write(JsonSerializer.SerializeToElement(this, ChainJson.Default.JournalMark)));

    /// <summary>The mark of a content; null when it is none.</summary>
    public static JournalMark? Read(string content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, ChainJson.Default.JournalMark) is { } mark && mark.IsWhole() ? mark : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>An instant as marks and entries write it.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    // What JSON may leave out or say is null, though a mark has it.
    private bool IsWhole() => (Journal, Kind, At) is (not null, not null, not null)
        && By is null or { Name: not null, As: not null }
        && Cms is null or { Subject: not null, Issuer: not null, Serial: not null, Trust: not null }
        && (Cover is null || (IsSaid(Cover.Title) && (Cover.Organisation is null || IsSaid(Cover.Organisation))));

    private static bool IsSaid(LocalText? text) => text is { Kk: not null, Ru: not null, En: not null };

    /// <summary>When, UTC; the beginning of time when it cannot be read.</summary>
    public DateTimeOffset When() => DateTimeOffset.TryParse(At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : default;
}

/// <summary>Somebody who signs.</summary>
/// <param name="Name">As the access list, or the certificate, names them.</param>
/// <param name="As">As what: <c>performer</c>, <c>room_responsible</c>, <c>is_officer</c> or <c>contractor</c>.</param>
/// <param name="Position">Their position; null when it is not known.</param>
public sealed record JournalPerson(string Name, string As, string? Position = null);

/// <summary>What stands on the cover of a volume.</summary>
/// <param name="Title">The title of the document.</param>
/// <param name="Organisation">Whose it is; null when nobody said.</param>
/// <param name="Act">Number and date of the act that approved the form; null when nobody said.</param>
/// <param name="Responsible">Who keeps it; null when nobody said.</param>
/// <param name="RetentionDays">How long it is kept after its last entry, in days.</param>
public sealed record JournalCover(LocalText Title, LocalText? Organisation, string? Act, string? Responsible, int RetentionDays);

/// <summary>What a detached CMS signature (RFC 5652) says and how far it holds.</summary>
/// <param name="Subject">The certificate's subject.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Serial">Its serial number, hexadecimal.</param>
/// <param name="SignedAt">The signing time of the signature, RFC 3339 UTC; null when it has none.</param>
/// <param name="Trust">How far it holds: <c>trusted</c>, or why it could only be kept.</param>
public sealed record CmsFacts(string Subject, string Issuer, string Serial, string? SignedAt, string Trust);

/// <summary>As what people sign.</summary>
public static class SigningRoles
{
    /// <summary>Every role: who made the test, who answers for the room, the information-security unit, a contractor.</summary>
    public static IReadOnlyList<string> All { get; } = ["performer", "room_responsible", "is_officer", "contractor"];
}
