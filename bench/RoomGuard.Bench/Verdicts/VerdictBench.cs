using System.Diagnostics;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Bench.Verdicts;

/// <summary>How long it takes to reach all verdicts of many rooms again, with and without records, and to replay records.</summary>
internal static class VerdictBench
{
    private const int Rooms = 1_000;

    // Records that came before those that are measured, by their hashes.
    private static readonly Dictionary<string, string> Before = new(StringComparer.Ordinal);

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private static readonly (string Equipment, string Signal, Reading Value)[] Points =
    [
        ("fire-1", "fire.fault", Reading.Of(false)), ("fire-1", "fire.ac_power", Reading.Of(true)), ("ias-1", "ias.fault", Reading.Of(false)), ("ias-1", "ias.armed", Reading.Of(true)),
        ("acs-1", "acs.online", Reading.Of(true)), ("ac-1", "hvac.run", Reading.Of(true)), ("ac-1", "hvac.fault", Reading.Of(false)), ("ac-2", "hvac.run", Reading.Of(false)),
        ("probe-1", "env.temp", Reading.Of(22.5)), ("probe-1", "env.rh", Reading.Of(47.0)), ("leak-1", "leak.wet", Reading.Of(false)), ("feed-1", "feed.present", Reading.Of(true)),
        ("ups-1", "ups.battery.charge", Reading.Of(100.0)), ("gen-1", "gen.fuel.level", Reading.Of(81.0)), ("door-1", "door.open", Reading.Of(false)), ("smoke-1", "smoke.alarm", Reading.Of(false)),
    ];

    public static Task<IReadOnlyList<Measure>> RunAsync()
    {
        var rooms = Enumerable.Range(0, Rooms).Select(Make).ToList();
        var now = Start.AddSeconds(30);

        // A minute without news has every verdict reached again; three times, the last counts: what is compiled is not what is measured.
        var recompute = TimeSpan.Zero;
        for (var round = 0; round < 3; round++)
        {
            now = now.AddSeconds(61);
            var clock = Stopwatch.StartNew();
            foreach (var (definition, state) in rooms)
            {
                _ = RoomLogic.Tick(definition, state, now);
            }

            recompute = clock.Elapsed;
        }

        var effects = new List<VerdictChanged>();
        var changing = Stopwatch.StartNew();
        foreach (var (definition, state) in rooms)
        {
            effects.AddRange(RoomLogic.Happen(definition, state, new Happening("h-1", "brought_in", "engineer", now), now).Effects.OfType<VerdictChanged>());
        }

        changing.Stop();
        var replay = Replay(effects, Before);
        var verdicts = rooms.Sum(room => room.State.Verdicts.Count);
        Note.Line($"{Rooms} rooms, {Points.Length} points each, {verdicts} verdicts; {effects.Count} changes with records in {changing.Elapsed.TotalMilliseconds:0} ms; {effects.Count / replay.TotalSeconds:0} records replayed a second");
        return Task.FromResult<IReadOnlyList<Measure>>(
        [
            new Measure("recompute_1000_rooms", recompute.TotalSeconds, "s", "bar", 2) { MostRatio = 1 },
            new Measure("change_with_record", changing.Elapsed.TotalMilliseconds * 1000 / effects.Count, "µs", "none", 1),
            new Measure("replay", effects.Count / replay.TotalSeconds, "records/s", "none", 1),
        ]);
    }

    private static TimeSpan Replay(List<VerdictChanged> effects, Dictionary<string, string> before)
    {
        var texts = effects.SelectMany(changed => changed.Record.Inputs).DistinctBy(input => input.Hash).ToDictionary(input => input.Hash, input => input.Content, StringComparer.Ordinal);
        var clock = Stopwatch.StartNew();
        var same = effects.Count(changed => VerdictReplay.Check(changed.Record.Content, texts.GetValueOrDefault, hash => hash == Catalogue.Current.Hash ? Catalogue.Current : null, before.GetValueOrDefault).Outcome == ReplayOutcome.Same);
        return same == effects.Count ? clock.Elapsed : throw new InvalidOperationException($"{effects.Count - same} of {effects.Count} records did not replay.");
    }

    private static (RoomDefinition Definition, RoomState State) Make(int number)
    {
        var file = SettingsFile.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"r{{number}}","type":"combined","equipment":[{"id":"ups-1","kind":"ups"},{"id":"gen-1","kind":"generator"}]}"""), "room.json");
        var room = RoomDefinition.Read(file.Root, "bench");
        var state = RoomState.New(room, Start);
        foreach (var item in room.Requirements)
        {
            foreach (var slot in item.Parts.SelectMany(part => part.Slots).Where(slot => slot.Kind is SlotKind.Attestation or SlotKind.Document or SlotKind.Event).DistinctBy(slot => slot.Id))
            {
                state = Keep(RoomLogic.Attest(room, state, new Attestation { Id = $"{number}-{item.Id}-{slot.Id}", Item = item.Id, Slot = slot.Id, Statement = AttestationStatement.Met, Signer = "B. Inspector", At = Start }, Start));
            }
        }

        var samples = Points.Select(point => new Sample(new PointId("bench", room.Id, point.Equipment, point.Signal), Start, point.Value, TimeQuality.Synced)).ToList();
        return (room, Keep(RoomLogic.Observe(room, state, samples, Start)));
    }

    private static RoomState Keep(RoomStep step)
    {
        foreach (var changed in step.Effects.OfType<VerdictChanged>())
        {
            Before[changed.Record.Hash] = changed.Record.Content;
        }

        return step.State;
    }
}
