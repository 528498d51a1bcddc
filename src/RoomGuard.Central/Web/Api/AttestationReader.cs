using System.Globalization;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Web.Api;

/// <summary>Makes an attestation of what a caller sent. What is not exactly right is refused: a signature must not come to stand under something else.</summary>
internal static class AttestationReader
{
    private const int MaxNoteLength = 2_000;

    private const int MaxNameLength = 200;

    private const int MaxPhotos = 20;

    private static readonly Dictionary<string, AttestationStatement> Statements =
        Enum.GetValues<AttestationStatement>().ToDictionary(statement => statement.ToWord(), StringComparer.Ordinal);

    /// <summary>Reads <paramref name="request"/>; what is wrong with it is noted in <paramref name="asked"/>.</summary>
    /// <param name="now">The centre's clock: when it is signed.</param>
    /// <param name="signer">Who signs; null when nobody knows.</param>
    public static Attestation Read(AttestationRequest request, Asked asked, DateTimeOffset now, string? signer)
    {
        CheckItem(request, asked);
        var statement = asked.Choice("statement", request.Statement ?? "", Statements, default);
        CheckTexts(request, asked, statement, signer);
        var until = request.ValidUntil is null ? (DateTimeOffset?)null : asked.Time("validUntil", request.ValidUntil, now);
        if (until < now)
        {
            asked.Refuse("validUntil", "must be in the future.");
        }

        return new Attestation
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMddHHmmss}-{Guid.NewGuid():N}")[..31],
            Item = request.Item ?? "",
            Statement = statement,
            Signer = signer ?? "",
            At = now,
            ValidUntil = until,
            Slot = request.Slot,
            Answers = request.Answers,
            Note = request.Note,
            Attachments = request.Photos ?? [],
        };
    }

    private static void CheckItem(AttestationRequest request, Asked asked)
    {
        if (Catalogue.Current.Find(request.Item ?? "") is not { } item)
        {
            asked.Refuse("item", $"must be one of {string.Join(", ", Catalogue.Current.Items.Select(item => item.Id))}, or the half of one, such as 163.10.a.");
            return;
        }

        var slots = item.Parts.SelectMany(part => part.Slots).Where(slot => slot.Kind != SlotKind.Sensor).Select(slot => slot.Id).Distinct().ToArray();
        if (request.Slot is not null && !slots.Contains(request.Slot))
        {
            asked.Refuse("slot", $"must be one of {string.Join(", ", slots)} for {item.Id}, or be left out.");
        }
    }

    private static void CheckTexts(AttestationRequest request, Asked asked, AttestationStatement statement, string? signer)
    {
        if (string.IsNullOrWhiteSpace(signer) || signer.Length > MaxNameLength)
        {
            asked.Refuse("signer", $"must name who signs, in at most {MaxNameLength} characters.");
        }

        if (request.Note?.Length > MaxNoteLength || (statement == AttestationStatement.NotApplicable && string.IsNullOrWhiteSpace(request.Note)))
        {
            asked.Refuse("note", $"must be at most {MaxNoteLength} characters, and give the reason when the statement is not_applicable.");
        }

        if (request.Answers?.Length > MaxNameLength)
        {
            asked.Refuse("answers", "must be the evidence id of a finding.");
        }

        if (request.Photos is { } photos && (photos.Count > MaxPhotos || photos.Any(photo => photo is not { Length: > 0 and <= MaxNameLength })))
        {
            asked.Refuse("photos", $"must be at most {MaxPhotos} ids.");
        }
    }
}
