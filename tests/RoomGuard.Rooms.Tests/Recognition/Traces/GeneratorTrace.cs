using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Rooms.Tests.Recognition.Traces;

/// <summary>One seed's day of a set behind one kind of controller: what was, what was heard of it, what the room made of it.</summary>
internal sealed class GeneratorTrace
{
    private static readonly RunKind[] Kinds = Enum.GetValues<RunKind>();
    private readonly List<(double At, bool IsHeard)> _polls = [];

    internal GeneratorTrace(int seed)
    {
        var random = new Random(seed);
        Profile = ControllerProfile.All[seed % ControllerProfile.All.Count];
        var first = Kinds[seed / ControllerProfile.All.Count % Kinds.Length];
        RunKind[] kinds = random.Next(3) == 0 ? [first, Kinds[random.Next(Kinds.Length)]] : [first];

        // Where a switch stands between, the set carries the building only by a transfer.
        Day = new TrueDay(random, [.. kinds.Select(kind => Profile.HasAts && kind == RunKind.OnLoad ? RunKind.Transfer : kind)]);
        Period = Math.Round(5 + (25 * Math.Sqrt(random.NextDouble())));
        Name = $"seed {seed}, {Profile.Name}, {string.Join("+", Day.Runs.Select(run => run.Kind))}, every {Period} s";
        Script = Play(random);
    }

    internal string Name { get; }

    internal ControllerProfile Profile { get; }

    internal TrueDay Day { get; }

    internal double Period { get; }

    internal RoomScript Script { get; }

    internal Troubles Troubles { get; private set; } = null!;

    internal IEnumerable<JournalDraft> Runs => Script.Drafts.Where(draft => draft is { Journal: "35.7", Section: "G" });

    internal IEnumerable<Alarm> Told => Script.Effects.OfType<AlarmChanged>().Where(change => change.Telling == Telling.Raised).Select(change => change.Alarm);

    internal int Incidents(string kind) => Script.Drafts.Count(draft => draft.Journal == "35.1" && draft.Kind == kind && draft.Completes is null);

    /// <summary>The first poll at or after a second that was heard, sooner or later.</summary>
    internal double HeardAfter(double second) => _polls.Find(poll => poll.IsHeard && poll.At >= second).At;

    /// <summary>Everything that one needs to know to look into a fault.</summary>
    internal string Story() => string.Join('\n', Day.Runs.Select(run => $"    truth {run}")
        .Concat(Runs.Select(draft => $"    draft {draft.Kind} {(draft.StartedAt - RoomScript.Start).TotalSeconds:0} to {(draft.EndedAt - RoomScript.Start)?.TotalSeconds:0} {draft.Result}"))
        .Append($"    {Troubles}"));

    private RoomScript Play(Random random)
    {
        var troubles = Troubles = new Troubles(random, Day.End);
        var polls = new List<(double, IReadOnlyList<Sample>)>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var lag = random.NextDouble() * Period;
        for (var second = random.NextDouble() * Period; second < Day.End; second += Period * (0.97 + (random.NextDouble() * 0.06)))
        {
            var isLost = troubles.IsLost(second, random);
            _polls.Add((second, !isLost));
            polls.Add((second, Read(Profile.Poll(Day.At(second), random), second, isLost, paths)));
            if (Profile.HasAts || Profile.HasUps)
            {
                polls.Add((second + lag, Read(Profile.PollOthers(Day.At(second + lag), random), second + lag, troubles.IsLost(second + lag, random), paths)));
            }
        }

        _polls.Add((Day.End + 10_000, true));
        var script = new RoomScript("""{"id":"srv-1","type":"server","equipment":[{"id":"gen-1","kind":"generator","ratedKw":100},{"id":"ats-1","kind":"ats","dependsOn":["gen-1"]},{"id":"ups-1","kind":"ups"}]}""");
        TracePlayer.Play(script, troubles.Deliver(polls, random), [.. paths], Period, Day.End + 400);
        return script;
    }

    internal static List<Sample> Read(IEnumerable<(string Path, object Value)> values, double second, bool isLost, HashSet<string> paths)
    {
        var samples = new List<Sample>();
        foreach (var (path, value) in values)
        {
            paths.Add(path);
            samples.Add(RoomScript.Of(second, path, isLost ? AbsenceReason.Silent : value));
        }

        return samples;
    }
}
