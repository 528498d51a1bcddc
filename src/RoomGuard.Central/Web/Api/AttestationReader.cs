using System.Globalization;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api.Attesting;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Web.Api;

/// <summary>Makes an attestation of what a caller sent. What is not exactly right is refused: a signature must not come to stand under something else.</summary>
/// <param name="items">What can be attested there.</param>
/// <param name="asked">Where what is wrong is noted.</param>
/// <param name="signing">Who signs, and when.</param>
internal sealed class AttestationReader(AttestableItems items, Asked asked, Signing signing)
{
    private const int MaxNoteLength = 2_000;

    private const int MaxNameLength = 200;

    private const int MaxPhotos = 20;

    private static readonly TimeSpan LongestAgo = TimeSpan.FromDays(7);

    private static readonly TimeSpan FurthestAhead = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, AttestationStatement> Statements =
        Enum.GetValues<AttestationStatement>().ToDictionary(statement => statement.ToWord(), StringComparer.Ordinal);

    /// <summary>Whether a caller may call an attestation so.</summary>
    public static bool IsId(string id) => id.Length is >= 8 and <= 64 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    /// <summary>Reads <paramref name="request"/>.</summary>
    public Attestation Read(AttestationRequest request)
    {
        CheckItem(request);
        var statement = asked.Choice("statement", request.Statement ?? "", Statements, default);
        CheckTexts(request, statement, signing.Signer);
        CheckPhotos(request);
        var at = ReadTime(request, signing.Now);
        var until = request.ValidUntil is null ? (DateTimeOffset?)null : asked.Time("validUntil", request.ValidUntil, signing.Now);
        if (until < signing.Now)
        {
            asked.Refuse("validUntil", "must be in the future.");
        }

        var (document, end) = AttestedDocumentReader.Read(request.Document, asked, signing);
        return new Attestation
        {
            Id = request.Id ?? string.Create(CultureInfo.InvariantCulture, $"{signing.Now.UtcDateTime:yyyyMMddHHmmss}-{Guid.NewGuid():N}")[..31],
            Item = request.Item ?? "",
            Statement = statement,
            Signer = signing.Signer ?? "",
            Role = signing.Role,
            Place = string.IsNullOrWhiteSpace(request.Place) ? null : request.Place.Trim(),
            Document = document,
            At = at,
            ReceivedAt = signing.Now,
            ValidUntil = Bound(until, end, at + items.TermOf(request.Item ?? "", request.Slot, statement)),
            Slot = request.Slot,
            Answers = request.Answers,
            Note = request.Note,
            Attachments = request.Photos ?? [],
        };
    }

    // What rests on a paper holds no longer than the paper does.
    private static DateTimeOffset? Bound(DateTimeOffset? until, DateTimeOffset? end, DateTimeOffset usual) => end < (until ?? usual) ? end : until;

    private DateTimeOffset ReadTime(AttestationRequest request, DateTimeOffset now)
    {
        var at = asked.Time("at", request.At, now);
        if (at > now + FurthestAhead)
        {
            asked.Refuse("at", "must not be in the future: nobody signs what they will see. Set the clock of the device.");
        }
        else if (at < now - LongestAgo)
        {
            asked.Refuse("at", FormattableString.Invariant($"must be at most {LongestAgo.TotalDays} days ago: an attestation is not back-dated. Look again, and sign what is there now."));
        }

        return at;
    }

    private void CheckItem(AttestationRequest request)
    {
        var entries = items.Of(request.Item);
        if (entries.Count == 0)
        {
            asked.Refuse("item", $"must be one of {string.Join(", ", items.Ids)}, or the half of one, such as 163.10.a.");
            return;
        }

        var slots = entries.Select(entry => entry.Slot.Id).Distinct().ToArray();
        if (request.Slot is not null && !slots.Contains(request.Slot))
        {
            asked.Refuse("slot", $"must be one of {string.Join(", ", slots)} for {entries[0].Item}, or be left out.");
        }
    }

    private void CheckTexts(AttestationRequest request, AttestationStatement statement, string? signer)
    {
        if (request.Id is { } id && !IsId(id))
        {
            asked.Refuse("id", "must be 8 to 64 letters, digits or hyphens, such as a UUID.");
        }

        if (string.IsNullOrWhiteSpace(signer) || signer.Length > MaxNameLength)
        {
            asked.Refuse("signer", $"must name who signs, in at most {MaxNameLength} characters.");
        }

        if (request.Note?.Length > MaxNoteLength || (statement == AttestationStatement.NotApplicable && string.IsNullOrWhiteSpace(request.Note)))
        {
            asked.Refuse("note", $"must be at most {MaxNoteLength} characters, and give the reason when the statement is not_applicable.");
        }

        if (request.Place?.Length > MaxNameLength)
        {
            asked.Refuse("place", $"must say where in the room in at most {MaxNameLength} characters.");
        }

        if (request.Answers?.Length > MaxNameLength)
        {
            asked.Refuse("answers", "must be the evidence id of a finding.");
        }
    }

    private void CheckPhotos(AttestationRequest request)
    {
        if (request.Photos is not { } photos)
        {
            return;
        }

        var unknown = photos.Where(photo => signing.Store.Find(photo, Attachments.AttachmentForm.Photo) is null).Take(3).ToArray();
        if (photos.Count > MaxPhotos)
        {
            asked.Refuse("photos", $"must be at most {MaxPhotos} ids.");
        }
        else if (unknown.Length > 0)
        {
            asked.Refuse("photos", $"must be ids that POST /api/v1/photos gave; there is no photo {string.Join(", ", unknown.Select(Quote))}.");
        }
    }

    private static string Quote(string? photo) => photo is { Length: > 80 } ? $"\"{photo[..80]}…\"" : $"\"{photo}\"";
}
