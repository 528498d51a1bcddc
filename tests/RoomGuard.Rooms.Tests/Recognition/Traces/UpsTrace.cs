using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Rooms.Tests.Recognition.Traces;

internal enum UpsKind
{
    Test,
    Outage,
    OutageInTest,
}

/// <summary>One happening of a UPS as it really was. Seconds of the day.</summary>
internal sealed record UpsTruth(UpsKind Kind, double From, double Until, double? MainsLost);

/// <summary>One seed's day of a UPS: one self-test, one outage, or an outage that begins inside a test.</summary>
internal sealed class UpsTrace
{
    private readonly List<UpsMoment> _moments = [new UpsMoment(0)];
    private readonly List<(double At, bool IsHeard)> _polls = [];
    private readonly Random _random;

    internal UpsTrace(int seed, UpsKind kind)
    {
        _random = new Random(seed);
        Words = UpsWords.All[seed % UpsWords.All.Count];
        Period = 5 + _random.Next(kind == UpsKind.Outage ? 26 : 10);
        Truth = Make(kind);
        Name = $"seed {seed}, {Words.Name}, {kind}, every {Period} s";
        Script = Play();
    }

    internal string Name { get; }

    internal UpsWords Words { get; }

    internal double Period { get; }

    internal UpsTruth Truth { get; }

    internal RoomScript Script { get; }

    internal Troubles Troubles { get; private set; } = null!;

    internal IEnumerable<JournalDraft> Tests => Script.Drafts.Where(draft => draft.Kind == "ups_test");

    internal IEnumerable<JournalDraft> Outages => Script.Drafts.Where(draft => draft is { Kind: "real_outage", Section: "U" });

    internal int Incidents => Script.Drafts.Count(draft => draft is { Kind: "mains_outage", Completes: null });

    internal int Completed => Script.Drafts.Count(draft => draft is { Kind: "mains_outage", Completes: not null });

    internal IReadOnlyList<Alarm> Pages => [.. Script.Effects.OfType<AlarmChanged>()
        .Where(change => change.Telling.IsTold() && !change.Alarm.Test && change.Alarm.Rule == AlarmRules.OnBattery).Select(change => change.Alarm)];

    /// <summary>Whether a poll of that time was heard, sooner or later.</summary>
    internal bool IsSeen(double from, double until) => _polls.Exists(poll => poll.IsHeard && poll.At >= from && poll.At < until);

    /// <summary>How many polls of that time were heard as they were made.</summary>
    internal int HeardLive(double from, double until) => _polls.Count(poll => poll.IsHeard && !Troubles.IsHeld(poll.At) && poll.At >= from && poll.At < until);

    /// <summary>Whether a poll met the UPS on battery.</summary>
    internal bool IsSeenOnBattery => _polls.Exists(poll => poll.IsHeard && _moments.FindLast(moment => moment.From <= poll.At)!.IsOnBattery);

    /// <summary>The first poll that shows the test, or the loss of the mains.</summary>
    internal double? FirstShown(bool isOutage)
    {
        foreach (var (at, isHeard) in _polls)
        {
            var now = _moments.FindLast(moment => moment.From <= at)!;
            var isShown = isOutage ? now is { IsMains: false, IsOnBattery: true } : now.IsOnBattery || (Words.HasProgress && now.IsTesting) || IsToldAfter(now);
            if (isHeard && isShown)
            {
                return at;
            }
        }

        return null;
    }

    private bool IsToldAfter(UpsMoment now) => (Words.HasDate && now.TestDay != 1) || (!Words.IsSilentOfTests && now.Result != "passed");

    /// <summary>Whether the result of the test differs from the one before.</summary>
    internal bool IsResultNew => !Words.IsSilentOfTests && _moments[^1].Result != "passed";

    internal string Story() => $"    truth {Truth}\n{string.Join('\n', Script.Drafts.Select(draft => $"    draft {draft.Kind} {(draft.StartedAt - RoomScript.Start).TotalSeconds:0} to {(draft.EndedAt - RoomScript.Start)?.TotalSeconds:0} {draft.Result}"))}\n    {Troubles}";

    private double Between(double from, double to) => from + (_random.NextDouble() * (to - from));

    private UpsTruth Make(UpsKind kind)
    {
        var from = Between(120, 400);
        if (kind == UpsKind.Outage)
        {
            var until = from + Between(10, 700);
            Add(now => now with { From = from, IsMains = false, IsOnBattery = true, OnBatteryFrom = from, Cause = "blackout" });
            Add(now => now with { From = until, IsMains = true, IsOnBattery = false });
            return new UpsTruth(kind, from, until, from);
        }

        var onBattery = from + Between(1, 3);
        Add(now => now with { From = from, IsTesting = true });
        Add(now => now with { From = onBattery, IsOnBattery = true, OnBatteryFrom = onBattery, Cause = "self_test" });
        if (kind == UpsKind.Test)
        {
            var back = onBattery + Between(8, 12);
            var done = back + Between(2, 8);
            var result = _random.Next(8) == 0 ? "failed" : "passed";
            Add(now => now with { From = back, IsOnBattery = false });
            Add(now => now with { From = done, IsTesting = false, Result = result, TestDay = 2 });
            return new UpsTruth(kind, from, done, null);
        }

        var lost = onBattery + Between(3, 9);
        var aborted = lost + Between(1, 5);
        var returned = lost + Between(60, 700);
        Add(now => now with { From = lost, IsMains = false });
        Add(now => now with { From = aborted, IsTesting = false, Result = Words.HasProgress ? "aborted" : now.Result, TestDay = 2, Cause = "blackout" });
        Add(now => now with { From = returned, IsMains = true, IsOnBattery = false });
        return new UpsTruth(kind, from, returned, lost);
    }

    private void Add(Func<UpsMoment, UpsMoment> change) => _moments.Add(change(_moments[^1]));

    private RoomScript Play()
    {
        var end = Truth.Until + Between(300, 500);
        Troubles = new Troubles(_random, end);
        var polls = new List<(double, IReadOnlyList<Sample>)>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var second = _random.NextDouble() * Period; second < end; second += Period * (0.97 + (_random.NextDouble() * 0.06)))
        {
            var isLost = Troubles.IsLost(second, _random);
            _polls.Add((second, !isLost));
            var now = _moments.FindLast(moment => moment.From <= second)!;
            polls.Add((second, GeneratorTrace.Read(Words.Poll(now, second, _random), second, isLost, paths)));
        }

        var script = new RoomScript("""{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"}]}""");
        TracePlayer.Play(script, Troubles.Deliver(polls, _random), [.. paths], Period, end + 300);
        return script;
    }
}
