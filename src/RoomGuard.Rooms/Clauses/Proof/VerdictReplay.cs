using System.Text.Json;

namespace RoomGuard.Rooms.Clauses;

/// <summary>Reaches a kept verdict again from its inputs, and compares byte for byte. Safe for all threads; believes nothing that it can check.</summary>
public static class VerdictReplay
{
    /// <summary>Replays one record.</summary>
    /// <param name="content">The record as it was kept.</param>
    /// <param name="evidence">The canonical text of a piece of evidence by its hash; null when it is not there.</param>
    /// <param name="edition">An edition by the hash of its file; null when it is not there.</param>
    /// <param name="record">A record by its hash; null when it is not there.</param>
    public static ReplayResult Check(string content, Func<string, string?> evidence, Func<string, Catalogue?> edition, Func<string, string?> record)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return Check(content, document.RootElement, evidence, edition, record);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            return new ReplayResult(CanonicalJson.Hash(content), ReplayOutcome.Unreadable, "The record cannot be read: " + error.Message);
        }
    }

    private static ReplayResult Check(string content, JsonElement root, Func<string, string?> evidenceOf, Func<string, Catalogue?> editionOf, Func<string, string?> recordOf)
    {
        var hash = CanonicalJson.Hash(content);
        var editionHash = root.GetProperty("editionHash").GetString()!;
        if (editionOf(editionHash) is not { } catalogue)
        {
            return new ReplayResult(hash, ReplayOutcome.Missing, $"The edition {root.Text("edition")} with the hash {editionHash} is not there.");
        }

        if (catalogue.Find(root.GetProperty("item").GetString()!) is not { } item)
        {
            return new ReplayResult(hash, ReplayOutcome.Different, $"The edition {catalogue.Edition} has no item {root.Text("item")}.");
        }

        var inputs = new List<Evidence>();
        foreach (var input in root.GetProperty("inputs").EnumerateArray())
        {
            var (id, inputHash) = (input.GetProperty("id").GetString()!, input.GetProperty("hash").GetString()!);
            if (evidenceOf(inputHash) is not { } text)
            {
                return new ReplayResult(hash, ReplayOutcome.Missing, $"The evidence {id} with the hash {inputHash} is not there.");
            }

            if (CanonicalJson.Hash(text) != inputHash)
            {
                return new ReplayResult(hash, ReplayOutcome.Different, $"The evidence {id} is not what was judged: its hash is {CanonicalJson.Hash(text)}, not {inputHash}.");
            }

            inputs.Add(EvidenceJson.Read(text));
        }

        return Judge(content, hash, root, new ReplayInputs(catalogue, item, inputs), recordOf);
    }

    private static ReplayResult Judge(string content, string hash, JsonElement root, ReplayInputs inputs, Func<string, string?> recordOf)
    {
        var terms = ClauseTerms.Read(root.GetProperty("terms"));
        var now = root.Time("judgedAt") ?? throw new FormatException("judgedAt is missing.");
        foreach (var finding in inputs.Evidence.Where(one => one.Kind == EvidenceKind.Finding))
        {
            if (finding.Basis.Count > 0 && !IsFound(inputs.Item, finding, terms))
            {
                return new ReplayResult(hash, ReplayOutcome.Different, $"The finding {finding.Id} does not follow from the values it names.");
            }
        }

        var judgement = VerdictEngine.Judge(inputs.Item, inputs.Evidence, terms, now);
        var previous = root.Text("previous") ?? "";
        if (previous.Length > 0 && recordOf(previous) is null)
        {
            return new ReplayResult(hash, ReplayOutcome.Missing, $"The record before, {previous}, is not there: it was taken away, or changed so that its hash is another.");
        }

        if (SinceOf(judgement, previous, now, recordOf) is not { } since)
        {
            return new ReplayResult(hash, ReplayOutcome.Different, $"The record before, {previous}, is not what it was.");
        }

        var again = VerdictRecord.Make(new VerdictPlace(root.Text("room") ?? "", inputs.Item.Id, inputs.Catalogue, terms), judgement, inputs.Evidence, (now, since), previous);
        return again.Content == content
            ? new ReplayResult(hash, ReplayOutcome.Same, $"{inputs.Item.Id} {judgement.State.ToWord()}") { Replayed = again.Content }
            : new ReplayResult(hash, ReplayOutcome.Different, "The verdict reached again is another one.") { Replayed = again.Content };
    }

    // State and reasons that were these before have been these since then.
    private static DateTimeOffset? SinceOf(Judgement judgement, string previous, DateTimeOffset now, Func<string, string?> recordOf)
    {
        if (recordOf(previous) is not { } text)
        {
            return now;
        }

        if (CanonicalJson.Hash(text) != previous)
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        var before = document.RootElement;
        var isSame = before.Text("state") == judgement.State.ToWord()
            && before.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()).SequenceEqual(judgement.Reasons.Select(reason => reason.ToWord()));
        return isSame ? before.Time("since") : now;
    }

    private static bool IsFound(Requirement item, Evidence finding, ClauseTerms terms)
    {
        var view = new EvidenceView(finding.Basis, finding.ObservedAt);
        return item.Parts.Where(part => finding.IsOf(item, part)).SelectMany(part => part.ContradictedBy)
            .Any(rule => Contradictions.Judge(rule, view, terms, finding.ObservedAt) is { Opinion: Opinion.Bad } found && found.Reason == finding.Reason);
    }

    private sealed record ReplayInputs(Catalogue Catalogue, Requirement Item, List<Evidence> Evidence);
}

/// <summary>What a replay came to. Immutable.</summary>
/// <param name="Hash">The hash of the record as it was given.</param>
/// <param name="Outcome">How it compares.</param>
/// <param name="Detail">What is amiss, or the verdict.</param>
public sealed record ReplayResult(string Hash, ReplayOutcome Outcome, string Detail)
{
    /// <summary>The record reached again; null when it could not be.</summary>
    public string? Replayed { get; init; }
}

/// <summary>How a replayed verdict compares with the kept one.</summary>
public enum ReplayOutcome
{
    /// <summary>Byte for byte the same.</summary>
    Same,

    /// <summary>Something in it was changed.</summary>
    Different,

    /// <summary>Something it rests on is not there.</summary>
    Missing,

    /// <summary>It is no record.</summary>
    Unreadable,
}
