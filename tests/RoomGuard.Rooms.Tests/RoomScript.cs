using RoomGuard.Contract.Files;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.Tests;

/// <summary>Plays a room in a test: samples and ticks at stated seconds, and everything that came of them.</summary>
internal sealed class RoomScript
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    internal RoomScript(string roomJson = """{"id":"srv-1","type":"server","equipment":[{"id":"gen-1","ratedKw":100,"inventory":"77"}]}""")
    {
        Room = ReadRoom(roomJson);
        State = RoomState.New(Room, Start);
        var first = RoomLogic.Tick(Room, State, Start);
        (State, Begun) = (first.State, first.Effects);
    }

    internal RoomDefinition Room { get; }

    internal RoomState State { get; set; }

    internal List<RoomEffect> Effects { get; } = [];

    /// <summary>What came of the room's first tick: its first verdicts.</summary>
    internal IReadOnlyList<RoomEffect> Begun { get; }

    internal List<Sample> Sent { get; } = [];

    internal DateTimeOffset Now { get; set; } = Start;

    internal double Second => (Now - Start).TotalSeconds;

    internal IEnumerable<Alarm> Raised => Effects.OfType<AlarmChanged>().Where(change => change.Previous is null).Select(change => change.Alarm);

    internal IReadOnlyList<JournalDraft> Drafts => [.. Effects.OfType<JournalDrafted>().Select(effect => effect.Draft)];

    internal static RoomDefinition ReadRoom(string json, CatalogueBook? editions = null)
    {
        var file = SettingsFile.Parse(System.Text.Encoding.UTF8.GetBytes(json), "room.json");
        var room = RoomDefinition.Read(file.Root, "hq", editions: editions);
        Assert.Empty(file.Close());
        return room;
    }

    internal static DateTimeOffset At(double second) => Start + TimeSpan.FromSeconds(second);

    internal static Sample Of(double second, string path, object value, TimeQuality quality = TimeQuality.Synced)
    {
        var parts = path.Split('/');
        Assert.NotNull(SignalCatalogue.Find(parts[1]));
        var reading = value switch
        {
            bool flag => Reading.Of(flag),
            string text => Reading.Of(text),
            AbsenceReason reason => Reading.Absent(reason),
            _ => Reading.Of(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        };
        return new Sample(new PointId("hq", "srv-1", parts[0], parts[1]), At(second), reading, quality);
    }

    /// <summary>Sends values taken at this second, one pack, a quarter of a second later.</summary>
    internal RoomScript Send(double second, params (string Path, object Value)[] values)
    {
        var samples = values.Select(value => Of(second, value.Path, value.Value)).ToList();
        return Send(samples, At(second + 0.25));
    }

    internal RoomScript Send(IReadOnlyList<Sample> samples, DateTimeOffset now)
    {
        Now = now > Now ? now : Now;
        Sent.AddRange(samples);
        return Take(RoomLogic.Observe(Room, State, samples, Now));
    }

    /// <summary>Lets time pass until this second, a tick each second.</summary>
    internal RoomScript Until(double second, double step = 1)
    {
        while (Now < At(second))
        {
            Now += TimeSpan.FromSeconds(step);
            Take(RoomLogic.Tick(Room, State, Now));
        }

        return this;
    }

    /// <summary>Sends the same values each period from one second to another, ticking between.</summary>
    internal RoomScript Hold(double from, double to, double period, params (string Path, object Value)[] values)
    {
        for (var second = from; second <= to; second += period)
        {
            Until(second, Math.Min(period, 10)).Send(second, values);
        }

        return this;
    }

    internal RoomScript Expect(string agent, double periodSeconds, params string[] paths)
    {
        var points = paths.Select(path => path.Split('/')).Select(parts => new BirthPoint(
            $"{parts[0]}/{parts[1]}", "srv-1", parts[0], parts[1], "", periodSeconds, "test")).ToList();
        return Take(RoomLogic.Expect(Room, State, agent, points, Now));
    }

    internal RoomScript Connection(string agent, bool online) => Take(RoomLogic.Connection(Room, State, agent, online, Now));

    internal RoomScript Attest(string item, AttestationStatement statement, string id = "a-1", DateTimeOffset? validUntil = null, string? answers = null) =>
        Take(RoomLogic.Attest(Room, State, new Attestation { Id = id, Item = item, Statement = statement, Signer = "B. Inspector", At = Now, ValidUntil = validUntil, Answers = answers }, Now));

    internal RoomScript Acknowledge(string alarmId) => Act(alarmId, AlarmActionKind.Acknowledge);

    internal RoomScript Act(string alarmId, AlarmActionKind kind, string? comment = null, double? until = null) =>
        Take(RoomLogic.Act(Room, State, alarmId, new AlarmAction(kind, "duty", Now, comment, until is { } second ? At(second) : null)));

    internal RoomScript Declare(WindowKind kind, double until, string? equipment = null, double? from = null) => Take(RoomLogic.Declare(
        Room,
        State,
        new ServiceWindow
        {
            Id = $"{kind}-{equipment}-{until}",
            Kind = kind,
            Equipment = equipment,
            From = from is { } second ? At(second) : Now,
            Until = At(until),
            By = "engineer",
            Comment = "yearly check",
            DeclaredAt = Now,
        },
        Now));

    internal Verdict Verdict(string item) => State.Verdicts[item];

    /// <summary>The room's only alarm, but for what waits for a signature.</summary>
    internal Alarm OnlyAlarm() => Assert.Single(State.Alarms.Values, alarm => alarm.Rule is not (AlarmRules.SignatureOverdue or AlarmRules.AttestationOverdue));

    /// <summary>The decisions by which people heard of something, in order.</summary>
    internal IReadOnlyList<Telling> Told() => [.. Effects.OfType<AlarmChanged>().Select(change => change.Telling).Where(telling => telling.IsTold())];

    internal RoomScript Take(RoomStep step)
    {
        State = step.State;
        Effects.AddRange(step.Effects);
        return this;
    }
}
