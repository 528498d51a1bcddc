using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Terms;

namespace RoomGuard.Rooms.Clauses;

/// <summary>Keeps the verdicts of a room: takes in what bears on them, and judges again at once when it did, when a term ends, and once a minute besides.</summary>
internal static class VerdictBook
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AccessWithin = TimeSpan.FromSeconds(10);

    // A line that no item asks for says at most that the month was not a quiet one.
    private static readonly TimeSpan LineTerm = TimeSpan.FromDays(31);

    private const int MostOpenings = 64;

    private const int MostRecalled = 500;

    /// <summary>Has the room judged at the end of this step.</summary>
    internal static void Touch(RoomTurn turn) => turn.AssessAt = default;

    /// <summary>Has the room judged at the end of this step when the signal bears on a verdict.</summary>
    internal static void Touch(RoomTurn turn, string signal)
    {
        if (turn.Catalogue.Signals.Contains(signal))
        {
            Touch(turn);
        }
    }

    /// <summary>The room's description may be another: it may be judged by other items.</summary>
    internal static void Describe(RoomTurn turn)
    {
        turn.TermsDue = default;
        if (turn.Verdicts.Count != turn.Room.Requirements.Count || turn.Room.Requirements.Any(item => !turn.Verdicts.ContainsKey(item.Id)))
        {
            Touch(turn);
        }
    }

    /// <summary>A sample from the future was refused: a clock is wrong.</summary>
    internal static void NoteSkew(RoomTurn turn)
    {
        if (!(turn.Now - turn.SkewedAt < VerdictEngine.SkewStands))
        {
            Touch(turn);
        }

        turn.SkewedAt = turn.Now;
    }

    /// <summary>Takes in an attestation.</summary>
    internal static void Attest(RoomTurn turn, Attestation attestation)
    {
        if (AttestationBook.Put(turn.Attestations, turn.Catalogue, attestation, turn.Now))
        {
            Touch(turn);
        }
    }

    /// <summary>Somebody declares an event that takes the force of what was attested before it. One that the edition does not have changes nothing.</summary>
    internal static void Declare(RoomTurn turn, Happening happening)
    {
        if (happening.At > turn.Now + VerdictEngine.FutureTolerance)
        {
            return;
        }

        Revoke(turn, happening.Event, new Evidence
        {
            Id = "event/" + happening.Id,
            Kind = EvidenceKind.Revocation,
            Source = happening.By,
            ObservedAt = happening.At,
            ReceivedAt = turn.Now,
            Value = happening.Event,
            Note = happening.Note,
        });
    }

    /// <summary>Takes in a sample that was news.</summary>
    internal static void Observe(RoomTurn turn, PointChange change)
    {
        var signal = change.Next.Point.Signal;
        if (signal is "door.open" or "acs.event")
        {
            ObserveDoor(turn, change);
        }

        if (turn.Catalogue.RevokingSignals.TryGetValue(signal, out var happening) && IsRise(change))
        {
            Revoke(turn, happening.Id, new Evidence
            {
                Id = EvidenceGatherer.IdOf(change.Next),
                Kind = EvidenceKind.Revocation,
                Source = change.Next.Point.Equipment,
                Signal = signal,
                ObservedAt = change.Next.At,
                ReceivedAt = turn.Now,
                Value = happening.Id,
            });
        }

        if (HintBook.Observe(turn, change))
        {
            Touch(turn);
        }

        if (turn.AssessAt != default && turn.Catalogue.Signals.Contains(signal) && IsNews(turn, change))
        {
            Touch(turn);
        }
    }

    /// <summary>Takes in a journal draft: the newest of each kind and equipment is evidence.</summary>
    internal static void Observe(RoomTurn turn, JournalDraft draft)
    {
        if (draft.Completes is not null)
        {
            return;
        }

        var (signal, source) = SubjectOf(draft);
        var at = EndOf(draft);
        var key = $"{signal}/{source}";
        var id = EvidenceGatherer.Stamped($"event/{draft.Equipment}/{draft.Kind}", draft.StartedAt);
        var known = turn.Happened.GetValueOrDefault(key);
        var isPutRight = draft.Corrects is not null && known?.Id == id;

        // What was broken off is no test: the one before it still counts, unless it is that very one.
        if (draft.Result == EventJudge.NotCompleted)
        {
            if (isPutRight)
            {
                turn.Happened.Remove(key);
                Touch(turn);
                turn.TermsDue = default;
            }

            return;
        }

        if (known?.ObservedAt >= at && !isPutRight)
        {
            return;
        }

        turn.Happened[key] = new Evidence
        {
            Id = id,
            Kind = EvidenceKind.Event,
            Source = draft.Equipment,
            Signal = signal,
            ObservedAt = at,
            ReceivedAt = turn.Now,
            Value = draft.Result,
        };
        Touch(turn);

        // The next tick looks at the terms of tests again.
        turn.TermsDue = default;
    }

    /// <summary>Takes in a journal draft of the past, unless what it is evidence of is over, or it is of equipment that the room does not have.</summary>
    internal static void Recall(RoomTurn turn, JournalDraft draft)
    {
        var (signal, source) = SubjectOf(draft);
        var isKnown = signal is not (TestTerm.Ups or TestTerm.Generator) || turn.Watched.ContainsKey($"{signal}/{source}") || (IsDescribed(turn, source) && turn.Happened.Count < MostRecalled);
        if (isKnown && EndOf(draft) + TermOf(turn, signal) > turn.Now)
        {
            Observe(turn, draft);
        }
    }

    /// <summary>Judges every item of the room's edition, unless nothing has changed and no term has ended.</summary>
    internal static void Assess(RoomTurn turn)
    {
        if (turn.Now < turn.AssessAt && turn.Now >= turn.AssessAt - Between)
        {
            return;
        }

        Watch(turn);
        var gatherer = new EvidenceGatherer(turn, turn.Catalogue);
        var terms = turn.Room.Terms;
        var next = turn.Now + Between;
        foreach (var item in turn.Room.Requirements)
        {
            FindingBook.Update(turn, item, gatherer, terms);
            var evidence = gatherer.For(item);
            var judgement = VerdictEngine.Judge(item, evidence, terms, turn.Now);
            next = judgement.NextAt < next ? judgement.NextAt.Value : next;
            Settle(turn, item, judgement, evidence, terms);
        }

        foreach (var gone in turn.Verdicts.Keys.Where(id => turn.Room.Requirements.All(item => item.Id != id)).ToList())
        {
            turn.Verdicts.Remove(gone);
        }

        turn.Hints = HintBook.Find(turn);
        turn.AssessAt = next;
    }

    /// <summary>Whether the operator's description has a place for this equipment.</summary>
    internal static bool IsDescribed(RoomTurn turn, string equipment) => turn.Room.Names(equipment, "") || turn.Room.Points.Any(point => point.Equipment == equipment);

    private static (string Signal, string Source) SubjectOf(JournalDraft draft) => draft switch
    {
        { Journal: "35.7", Kind: "ups_test" } => (TestTerm.Ups, draft.Equipment),
        { Journal: "35.7", Kind: "generator_test" } => (TestTerm.Generator, draft.Equipment),
        _ => (draft.Journal, ""),
    };

    private static DateTimeOffset EndOf(JournalDraft draft) => draft.EndedAt ?? draft.StartedAt;

    // How long an entry is evidence: to the next test, or to the next line of a journal that the edition asks for.
    private static TimeSpan TermOf(RoomTurn turn, string signal) => signal switch
    {
        TestTerm.Ups => turn.Rules.UpsTest.Interval,
        TestTerm.Generator => turn.Rules.GeneratorTest.Interval,
        _ => turn.Room.Requirements.SelectMany(item => item.Parts).SelectMany(part => part.Slots)
            .Where(slot => slot.Kind == SlotKind.Event && slot.Journal == signal)
            .Min(slot => slot.Interval) ?? LineTerm,
    };

    private static void Revoke(RoomTurn turn, string happening, Evidence evidence)
    {
        foreach (var part in turn.Catalogue.Items.SelectMany(item => item.Parts))
        {
            if (part.RevokedBy.Contains(happening) && !(turn.Revocations.TryGetValue(part.Id, out var known) && known.ObservedAt >= evidence.ObservedAt))
            {
                turn.Revocations[part.Id] = evidence;
                Touch(turn);
            }
        }
    }

    // Granted access covers openings of the ten seconds after it, in whichever order the two come.
    private static void ObserveDoor(RoomTurn turn, PointChange change)
    {
        if (change.Next.Point.Signal == "acs.event")
        {
            if (change.Next.Last is { Kind: ReadingKind.Text } last && last.Text.StartsWith("granted", StringComparison.OrdinalIgnoreCase))
            {
                var at = change.Next.At;
                turn.GrantedAt = at;
                turn.Openings = turn.Openings.RemoveAll(opening => opening >= at && opening - at <= AccessWithin);
                Touch(turn);
            }
        }
        else if (IsRise(change) && turn.Rules.Clause163.Openings > 0 && !(change.Next.At - turn.GrantedAt <= AccessWithin) && IsAccessWired(turn))
        {
            var recent = turn.Openings.RemoveAll(opening => change.Next.At - opening >= TimeSpan.FromDays(1));
            turn.Openings = recent.Count < MostOpenings ? recent.Add(change.Next.At) : recent;
            Touch(turn);
        }
    }

    private static bool IsAccessWired(RoomTurn turn)
    {
        foreach (var (_, point) in turn.Points)
        {
            if (point.Point.Signal == "acs.event")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRise(PointChange change) =>
        change.Next.Last is { Kind: ReadingKind.Flag, Flag: true } && change.Previous is not { Known: { Kind: ReadingKind.Flag, Flag: true } };

    private static bool IsNews(RoomTurn turn, PointChange change)
    {
        if (change.Previous is not { } previous || previous.Last.IsPresent != change.Next.Last.IsPresent || previous.IsStale != change.Next.IsStale || previous.Quality != change.Next.Quality)
        {
            return true;
        }

        var next = change.Next.Known;
        return next.Kind == ReadingKind.Number
            ? turn.Room.Terms.MaxCelsius is { } max && (next.Number > max) != (previous.Known.Kind == ReadingKind.Number && previous.Known.Number > max)
            : next != previous.Known || turn.Findings.Count > 0 || (next.Kind == ReadingKind.Flag && turn.Catalogue.IsContradicting(change.Next.Point.Signal, next.Flag));
    }

    // Equipment that must be tested: what sensors show, and what its operator named. What the operator took out of the description needs no test any more; silence takes nothing out.
    private static void Watch(RoomTurn turn)
    {
        foreach (var (equipment, pair) in turn.Tracks.Pairs)
        {
            if (IsDescribed(turn, equipment))
            {
                Watch(turn, pair.Live.Ups is null ? null : "ups", equipment);
                Watch(turn, pair.Live.Generator is null ? null : "generator", equipment);
            }
        }

        foreach (var equipment in turn.Room.Equipment)
        {
            Watch(turn, equipment.Kind is "ups" or "generator" ? equipment.Kind : null, equipment.Id);
        }

        foreach (var gone in turn.Watched.Keys.Where(key => !IsDescribed(turn, key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..])).ToList())
        {
            turn.Watched.Remove(gone);
        }
    }

    private static void Watch(RoomTurn turn, string? kind, string equipment)
    {
        if (kind is not null && !turn.Watched.ContainsKey($"{kind}/{equipment}"))
        {
            turn.Watched[$"{kind}/{equipment}"] = turn.Now;
        }
    }

    private static void Settle(RoomTurn turn, Requirement item, Judgement found, List<Evidence> evidence, ClauseTerms terms)
    {
        if (VerdictChange.Of(turn.Verdicts.GetValueOrDefault(item.Id), new VerdictPlace(turn.Room.Path, item.Id, turn.Catalogue, terms), found, evidence, turn.Now) is { } changed)
        {
            turn.Verdicts[item.Id] = changed.Verdict;
            turn.Add(changed);
        }
    }
}
