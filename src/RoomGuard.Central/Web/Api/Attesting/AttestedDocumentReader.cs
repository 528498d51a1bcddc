using System.Globalization;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Web.Api.Attesting;

/// <summary>Reads the paper that an attestation rests on.</summary>
internal static class AttestedDocumentReader
{
    private const int MaxNumberLength = 200;

    private const string DateForm = "yyyy-MM-dd";

    private static readonly Dictionary<string, string> Kinds = new[] { "plan", "act", "certificate", "protocol" }.ToDictionary(kind => kind, StringComparer.Ordinal);

    /// <summary>The document, and when it ceases to hold; nulls for what there is not. What is wrong is noted in <paramref name="asked"/>.</summary>
    public static (AttestedDocument? Document, DateTimeOffset? End) Read(AttestedDocumentRequest? request, Asked asked, Signing signing)
    {
        if (request is null)
        {
            return (null, null);
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(signing.Now, signing.Zone).DateTime);
        var kind = asked.Choice("document.kind", request.Kind ?? "", Kinds, "");
        if (request.Number is not { Length: <= MaxNumberLength } || string.IsNullOrWhiteSpace(request.Number))
        {
            asked.Refuse("document.number", $"must be its number or title, in at most {MaxNumberLength} characters.");
        }

        var issued = Day("document.issued", request.Issued, asked);
        if (issued > today)
        {
            asked.Refuse("document.issued", "must not be in the future.");
        }

        var expires = request.Expires is null ? (DateOnly?)null : Day("document.expires", request.Expires, asked);
        if (expires < today)
        {
            asked.Refuse("document.expires", $"is past: an expired {(kind.Length > 0 ? kind : "document")} proves nothing. Attest with one that is in force.");
        }
        else if (expires < issued)
        {
            asked.Refuse("document.expires", "must not be before document.issued.");
        }

        if (signing.Store.FindDocument(request.Id) is null)
        {
            asked.Refuse("document.id", "must be the id that POST /api/v1/documents gave; there is no such document.");
        }

        return (new AttestedDocument(kind, request.Number?.Trim() ?? "", issued ?? today, request.Id ?? ""), EndOf(expires, signing.Zone));
    }

    private static DateOnly? Day(string name, string? text, Asked asked)
    {
        if (DateOnly.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 2100)
        {
            return day;
        }

        asked.Refuse(name, "must be a day from 1970 to 2099, such as 2026-11-22.");
        return null;
    }

    // It holds on its last day to the end.
    private static DateTimeOffset? EndOf(DateOnly? expires, TimeZoneInfo zone)
    {
        if (expires is not { } last)
        {
            return null;
        }

        var midnight = last.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
