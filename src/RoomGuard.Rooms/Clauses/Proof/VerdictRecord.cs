using System.Text.Json;

namespace RoomGuard.Rooms.Clauses;

/// <summary>One change of a verdict as it is kept for ever: what it was reached on, by ids and hashes, and what it came to. Immutable.</summary>
/// <param name="Content">The canonical JSON: edition with its hash, room, item, terms, time, inputs, verdict, the hash of the record before.</param>
/// <param name="Hash">The SHA-256 of <paramref name="Content"/>, lower-case hexadecimal.</param>
/// <param name="Inputs">The evidence it was reached on, each in its canonical form.</param>
/// <param name="Edition">The edition's file, by its id and hash.</param>
public sealed record VerdictRecord(string Content, string Hash, IReadOnlyList<EvidenceText> Inputs, EvidenceText Edition)
{
    /// <summary>What a record is about, in a line; empty for what is no record.</summary>
    public static string Describe(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return $"{root.Text("item")} {root.Text("room")} {root.Text("state")} {root.Text("judgedAt")}";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>Since when a record says that state and reasons have been these, UTC to the tick; a database may keep less of it. Null for what is no record.</summary>
    public static DateTimeOffset? SinceOf(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.Time("since");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Makes the record of a judgement.</summary>
    /// <param name="place">Who was judged, by what.</param>
    /// <param name="judgement">What it came to.</param>
    /// <param name="evidence">What it was judged on, in any order.</param>
    /// <param name="time">When it was judged, and since when state and reasons have been these.</param>
    /// <param name="previous">The hash of the item's record before; empty for its first.</param>
    internal static VerdictRecord Make(VerdictPlace place, Judgement judgement, IEnumerable<Evidence> evidence, (DateTimeOffset JudgedAt, DateTimeOffset Since) time, string previous)
    {
        var inputs = evidence.OrderBy(one => one.Id, StringComparer.Ordinal).Select(EvidenceText.Of).ToList();
        var content = CanonicalJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("edition", place.Catalogue.Edition);
            json.WriteString("editionHash", place.Catalogue.Hash);
            json.Texts("evidence", judgement.Evidence);
            json.WriteStartArray("inputs");
            foreach (var input in inputs)
            {
                json.WriteStartObject();
                json.WriteString("hash", input.Hash);
                json.WriteString("id", input.Id);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("item", place.Item);
            json.WriteString("judgedAt", CanonicalJson.Time(time.JudgedAt));
            json.WriteString("previous", previous);
            json.Texts("reasons", judgement.Reasons.Select(reason => reason.ToWord()));
            json.WriteString("room", place.Room);
            json.WriteString("since", CanonicalJson.Time(time.Since));
            json.WriteString("state", judgement.State.ToWord());
            place.Terms.Write(json);
            json.WriteEndObject();
        });
        return new VerdictRecord(content, CanonicalJson.Hash(content), inputs, place.Catalogue.Text);
    }
}

/// <summary>Who is judged, by what. Immutable.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>; empty for the organisation.</param>
/// <param name="Item">The item.</param>
/// <param name="Catalogue">The edition.</param>
/// <param name="Terms">The operator's terms.</param>
internal sealed record VerdictPlace(string Room, string Item, Catalogue Catalogue, ClauseTerms Terms);

/// <summary>A piece of evidence in its canonical form. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hash">The SHA-256 of <paramref name="Content"/>.</param>
/// <param name="Content">Its canonical JSON.</param>
public sealed record EvidenceText(string Id, string Hash, string Content)
{
    /// <summary>The canonical form of a piece of evidence.</summary>
    public static EvidenceText Of(Evidence evidence) => Of(evidence.Id, EvidenceJson.Write(evidence));

    private static EvidenceText Of(string id, string content) => new(id, CanonicalJson.Hash(content), content);
}
