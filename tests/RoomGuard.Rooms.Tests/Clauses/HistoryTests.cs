using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Tests.Clauses;

/// <summary>What must hold in every history of a room.</summary>
public class HistoryTests
{
    private static readonly (string Path, object[] Values)[] Points =
    [
        ("fire-1/fire.fault", [true, false, AbsenceReason.Faulted]), ("fire-1/fire.ac_power", [true, false]), ("ias-1/ias.fault", [true, false]), ("ias-1/ias.armed", [true, false]),
        ("acs-1/acs.online", [true, false]), ("acs-1/acs.event", ["granted", "denied"]), ("door-1/door.open", [true, false]), ("ac-1/hvac.run", [true, false]),
        ("ac-1/hvac.fault", [true, false]), ("leak-1/leak.wet", [true, false]), ("fire-1/fire.supp_discharged", [true, false]), ("probe-1/env.temp", [22.5, 31, AbsenceReason.Corrupt]),
    ];

    private static readonly string[] Targets = [.. Catalogue.Current.ItemsOf(RoomType.Server).SelectMany(item => item.Parts.Select(part => part.Id).Append(item.Id)).Distinct()];

    private static readonly Gen<Act> Acts = Gen.OneOf<Act>(
        Gen.Select(Gen.Int[0, Points.Length - 1], Gen.Int[0, 2]).Select(pair => (Act)(script => script.Send(script.Second + 1, (Points[pair.Item1].Path, Points[pair.Item1].Values[pair.Item2 % Points[pair.Item1].Values.Length])))),
        Gen.Select(Gen.Int[0, Targets.Length - 1], Gen.Enum<AttestationStatement>(), Gen.Int[1, 400]).Select(pick => (Act)(script => Sign(script, Targets[pick.Item1], pick.Item2, pick.Item3))),
        Gen.Int[1, 40_000].Select(seconds => (Act)(script => script.Until(script.Second + seconds, seconds / 4.0))),
        Gen.Int[0, Catalogue.Current.Events.Count - 1].Select(index => (Act)(script => script.Take(RoomLogic.Happen(script.Room, script.State, new Happening($"h-{script.Effects.Count}", Catalogue.Current.Events[index].Id, "engineer", script.Now), script.Now)))));

    private delegate void Act(RoomScript script);

    [Fact]
    public void Every_change_of_a_thousand_random_histories_is_reached_again_byte_for_byte()
    {
        var (histories, changes) = (0, 0);
        Acts.Array[1, 25].Sample(acts =>
        {
            var script = Play(acts);
            var book = new RecordBook(script.Begun.Concat(script.Effects));
            foreach (var record in book.Records.Values)
            {
                var result = book.Replay(record);
                Assert.True(result.Outcome == ReplayOutcome.Same, $"{result.Detail}\nkept     {record}\nreplayed {result.Replayed}");
            }

            Assert.All(script.State.Verdicts.Values, verdict => Assert.Contains(verdict.Record, book.Records.Keys));
            Interlocked.Increment(ref histories);
            Interlocked.Add(ref changes, book.Records.Count);
        }, iter: 1000);
        Assert.True(histories >= 1000 && changes >= 16_000, $"{histories} histories with {changes} changes are too few.");
    }

    [Fact]
    public void Nothing_is_ever_compliant_without_evidence_for_every_required_slot() => Acts.Array[1, 40].Sample(acts =>
    {
        var script = Play(acts);
        foreach (var verdict in script.State.Verdicts.Values.Where(verdict => verdict.State == VerdictState.Compliant))
        {
            var item = Catalogue.Current.Find(verdict.Id)!;
            foreach (var part in item.Parts)
            {
                if (script.State.Attestations.TryGetValue(part.Id + "/exclusion", out var exclusion) && verdict.Evidence.Contains("attestation/" + exclusion.Id))
                {
                    continue;
                }

                foreach (var slot in part.Slots.Where(slot => slot.IsRequired && IsThere(script, slot)))
                {
                    Assert.True(Fills(script, part, slot, verdict), $"{verdict.Id} is compliant without {part.Id}/{slot.Id}: {string.Join(' ', verdict.Evidence)}");
                }
            }
        }
    }, iter: 300);

    [Fact]
    public void Losing_any_evidence_that_supports_never_improves_a_verdict() => Gen.Select(Acts.Array[1, 25], Gen.Int[0, 100_000]).Sample((acts, pick) =>
    {
        var script = Play(acts);
        foreach (var changed in script.Begun.Concat(script.Effects).OfType<VerdictChanged>().GroupBy(changed => changed.Verdict.Id).Select(group => group.Last()))
        {
            var item = Catalogue.Current.Find(changed.Verdict.Id)!;
            var inputs = changed.Record.Inputs.Select(input => EvidenceJson.Read(input.Content)).ToList();
            var before = VerdictEngine.Judge(item, inputs, script.Room.Terms, script.Now);
            var lost = inputs.Where(one => one.Kind is EvidenceKind.Attestation && one.Supports == true).ToList();
            if (lost.Count > 0)
            {
                var one = lost[pick % lost.Count];
                Compare(before, VerdictEngine.Judge(item, [.. inputs.Where(kept => kept != one)], script.Room.Terms, script.Now), "losing " + one.Id);
            }

            // A sensor is lost by falling silent: that it is there is in the room's description.
            var silent = inputs.Select(kept => kept.Kind == EvidenceKind.Sensor ? kept with { StaleAt = kept.ObservedAt } : kept).ToList();
            Compare(before, VerdictEngine.Judge(item, silent, script.Room.Terms, script.Now), "silence", basis: inputs);
        }
    }, iter: 300);

    [Fact]
    public void The_order_of_evidence_says_nothing() => Gen.Select(Acts.Array[1, 25], Gen.Int[0, int.MaxValue]).Sample((acts, seed) =>
    {
        var script = Play(acts);
        foreach (var changed in script.Effects.OfType<VerdictChanged>())
        {
            var item = Catalogue.Current.Find(changed.Verdict.Id)!;
            var inputs = changed.Record.Inputs.Select(input => EvidenceJson.Read(input.Content)).ToArray();
            var expected = VerdictEngine.Judge(item, inputs, script.Room.Terms, script.Now);
            new Random(seed).Shuffle(inputs);
            var found = VerdictEngine.Judge(item, inputs, script.Room.Terms, script.Now);
            Assert.Equal(expected.Evidence, found.Evidence);
            Assert.Equal((expected.State, expected.NextAt), (found.State, found.NextAt));
            Assert.Equal(expected.Reasons, found.Reasons);
        }
    }, iter: 100);

    private static void Compare(Judgement before, Judgement after, string how, List<Evidence>? basis = null)
    {
        // What contradicts is latched as a finding by the room; the values of the moment alone may fall silent.
        var isLatched = basis?.TrueForAll(one => one.Kind != EvidenceKind.Finding) != true || before.Reasons.All(reason => reason is not ReasonCode.FaultPersistent and not ReasonCode.UnmatchedOpenings);
        Assert.True(after.State >= before.State || !isLatched, $"{before.State} ({string.Join(' ', before.Reasons)}) became {after.State} ({string.Join(' ', after.Reasons)}) by {how}.");
    }

    private static RoomScript Play(Act[] acts)
    {
        var script = new RoomScript("""{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"},{"id":"gen-1","kind":"generator"}],"rules":{"clause163":{"faultFor":"1 h","coolingAwayFor":"10 min","clearFor":"1 min","openings":2}}}""");
        foreach (var act in acts)
        {
            act(script);
        }

        return script.Until(script.Second + 61, 61);
    }

    private static void Sign(RoomScript script, string target, AttestationStatement statement, int days)
    {
        var standing = script.State.Verdicts.Values.SelectMany(verdict => verdict.Evidence).Where(id => id.StartsWith("finding/", StringComparison.Ordinal) || id.StartsWith("event/", StringComparison.Ordinal)).ToList();
        var slots = Catalogue.Current.Find(target)!.Parts.SelectMany(part => part.Slots).Where(slot => slot.Kind is not SlotKind.Sensor and not SlotKind.Setting).Select(slot => slot.Id).ToList();
        script.Take(RoomLogic.Attest(
            script.Room,
            script.State,
            new Attestation
            {
                Id = $"a-{script.Effects.Count}",
                Item = target,
                Statement = statement,
                Signer = "B. Inspector",
                At = script.Now,
                ValidUntil = days % 3 == 0 ? null : script.Now + TimeSpan.FromHours(days),
                Answers = days % 5 == 0 && standing.Count > 0 ? standing[days % standing.Count] : null,
                Slot = days % 2 == 0 ? slots[days % slots.Count] : null,
            },
            script.Now));
    }

    private static bool IsThere(RoomScript script, EvidenceSlot slot) =>
        slot.Kind != SlotKind.Sensor || script.State.Points.Values.Any(point => slot.Signals.Contains(point.Point.Signal));

    private static bool Fills(RoomScript script, RequirementPart part, EvidenceSlot slot, Verdict verdict) => slot.Kind switch
    {
        SlotKind.Sensor => verdict.Evidence.Any(id => id.StartsWith("point/", StringComparison.Ordinal) && slot.Signals.Any(signal => id.Contains("/" + signal + "@", StringComparison.Ordinal))),
        _ => verdict.Evidence.Any(id => id.StartsWith("event/", StringComparison.Ordinal)) || (script.State.Attestations.TryGetValue($"{part.Id}/{slot.Id}", out var attestation) && verdict.Evidence.Contains("attestation/" + attestation.Id)),
    };
}
