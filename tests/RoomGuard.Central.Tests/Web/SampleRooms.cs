using System.Collections.Immutable;
using RoomGuard.Central.Options;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Trends;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Tests.Web;

/// <summary>Two rooms made by hand: one with everything a page can show, one that nobody has heard of.</summary>
internal static class SampleRooms
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);

    public static readonly RoomDefinition Server = new("hq", "srv-1", RoomType.Server, new LocalText("1-серверлік", "Серверная 1", "Server room 1"))
    {
        Equipment =
        [
            new EquipmentDefinition("probe-1", new LocalText("Суық дәліз", "Холодный коридор", "Cold aisle")),
            new EquipmentDefinition("ups-1", new LocalText("ҮҚК 1", "ИБП 1", "UPS 1"), "INV-0042"),
            new EquipmentDefinition("gen-1", new LocalText("ДГҚ", "ДГУ", "Generator"), "INV-0077", 100),
            new EquipmentDefinition("leak-1", new LocalText("Су ағу датчигі", "Датчик протечки", "Leak sensor")),
        ],
    };

    public static readonly RoomDefinition CrossConnect = new("hq", "xc-1", RoomType.CrossConnect, new LocalText("2-қабаттың кростығы", "Кроссовая 2-го этажа", "Cross-connect, floor 2"));

    public static readonly SiteDefinition Site = new(
        "hq", new LocalText("Бас кеңсе", "Главный офис", "Head office"), TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty"), [Server, CrossConnect]);

    /// <summary>The cold aisle on its way to its limit.</summary>
    public static readonly TrendEstimate Warming = new(Point("probe-1", "env.temp"), "trend-high")
    {
        Limit = 28,
        At = Now.AddSeconds(-4),
        Value = 26,
        PerHour = 3,
        Reached = Now.AddMinutes(40),
        Earliest = Now.AddMinutes(25),
        Latest = Now.AddMinutes(70),
    };

    public static RoomState ServerState()
    {
        var points = new[]
        {
            Heard("probe-1", "env.temp", Reading.Of(29.04), 4),
            Heard("probe-1", "env.rh", Reading.Of(47.5), 4),
            Heard("leak-1", "leak.wet", Reading.Of(true), 35),
            Heard("ups-1", "ups.output.source", Reading.Of("battery"), 8),
            Heard("ups-1", "ups.output.load", Reading.Of(34.0), 8),
            Heard("ups-1", "ups.battery.runtime", Reading.Of(3_720.0), 8),
            Heard("gen-1", "gen.engine.state", Reading.Of("ready"), 8) with { Quality = TimeQuality.Unsynced },
            Heard("gen-1", "gen.fuel.level", Reading.Absent(AbsenceReason.OutOfRange), 8) with { Known = Reading.Of(81.0), KnownAt = Now.AddMinutes(-14) },
            Heard("door-1", "door.open", Reading.Of(false), 900) with { IsStale = true },
            new PointState(Point("smoke-1", "smoke.alarm"), default, Now.AddHours(-1), TimeQuality.Synced, true),
        };
        var state = RoomLogic.Tick(Server, RoomState.New(Server, Now.AddHours(-30)), Now.AddHours(-30)).State;
        return state with
        {
            Points = points.ToImmutableDictionary(point => RoomState.KeyOf(point.Point), StringComparer.Ordinal),
            Alarms = Alarms().ToImmutableDictionary(alarm => alarm.Id, StringComparer.Ordinal),
            Verdicts = state.Verdicts
                .SetItem("163.6", new Verdict("163.6", VerdictState.AttestationExpired, [ReasonCode.AttestRevoked], Now.AddMinutes(-3), ["finding/leak", "attestation/a1"]))
                .SetItem("163.8", new Verdict("163.8", VerdictState.Compliant, [ReasonCode.ExpiringSoon], Now.AddDays(-20), ["attestation/a2"]))
                .SetItem("163.7", new Verdict("163.7", VerdictState.NonCompliant, [ReasonCode.FaultPersistent, ReasonCode.AttestExpired], Now.AddHours(-2), ["finding/fire"])),
        };
    }

    public static IReadOnlyList<Alarm> Alarms() =>
    [
        new Alarm
        {
            Id = "00000000000000a1", Point = Point("leak-1", "leak.wet"), Rule = AlarmRules.Contact, Priority = AlarmPriority.Critical,
            State = AlarmCondition.Unacknowledged, Since = Now.AddMinutes(-3), RaisedAt = Now.AddMinutes(-3), Value = Reading.Of(true),
            Text = new LocalText("Судың ағуы анықталды", "Обнаружена протечка воды", "Water leak detected"),
        },
        new Alarm
        {
            Id = "00000000000000a2", Point = Point("probe-1", "env.temp"), Rule = "limit-high", Priority = AlarmPriority.Warning,
            State = AlarmCondition.Acknowledged, Since = Now.AddMinutes(-9), RaisedAt = Now.AddMinutes(-4), Value = Reading.Of(28.4),
            Text = new LocalText("Температура шектен жоғары", "Температура выше предела", "Temperature above the limit"),
        },
        new Alarm
        {
            Id = "00000000000000a3", Point = Point("ups-1", "ups.output.source"), Rule = AlarmRules.OnBattery, Priority = AlarmPriority.Critical,
            State = AlarmCondition.Unacknowledged, Since = Now.AddSeconds(-8), RaisedAt = Now.AddSeconds(-8), Value = Reading.Of("battery"), Test = true,
            Text = new LocalText("ҮҚК батареядан жұмыс істеп тұр", "ИБП работает от батареи", "UPS runs on battery"),
        },
        new Alarm
        {
            Id = "00000000000000a4", Point = Point("door-1", "door.open"), Rule = AlarmRules.HeldOpen, Priority = AlarmPriority.Warning,
            State = AlarmCondition.ReturnedUnacknowledged, Since = Now.AddDays(-2), RaisedAt = Now.AddDays(-2), Value = Reading.Of(true),
            Text = new LocalText("Есік ашық қалды", "Дверь удерживается открытой", "Door held open"), ReturnedAt = Now.AddDays(-2).AddMinutes(4),
        },
    ];

    /// <summary>The room with a UPS in maintenance, one alarm on the shelf, one that came first and was spoken of.</summary>
    public static RoomState Held(RoomState state)
    {
        var (leak, warm) = (state.Alarms["00000000000000a1"], state.Alarms["00000000000000a2"]);
        return state with
        {
            Windows =
            [
                new ServiceWindow { Id = "00000000000000b1", Kind = WindowKind.Maintenance, Equipment = "ups-1", From = Now.AddMinutes(-30), Until = Now.AddHours(2), By = "A. Omarov", Comment = "battery", DeclaredAt = Now.AddMinutes(-30) },
            ],
            Alarms = state.Alarms
                .SetItem(leak.Id, leak with
                {
                    FirstOut = true,
                    Cascade = leak.Id,
                    Actions = [new AlarmAction(AlarmActionKind.Comment, "Aigerim", Now.AddMinutes(-1), "the plumber is on his way <b>")],
                })
                .SetItem(warm.Id, warm with { State = AlarmCondition.Shelved, Hold = new AlarmHold(HoldKind.Shelf, Now, Now.AddHours(1), "Aigerim", "a door is open") }),
        };
    }

    public static JournalDraft UpsTest(DateTimeOffset start) => new()
    {
        Key = $"ups-1|ups_test|{start:O}",
        Journal = "35.7",
        Kind = "ups_test",
        Section = "U",
        Equipment = "ups-1",
        StartedAt = start,
        EndedAt = start.AddSeconds(12),
        Result = "pass",
        Fields = new Dictionary<string, JournalValue>
        {
            ["equipment"] = new JournalValue.Plain("ups-1, INV-0042"),
            ["test_kind"] = new JournalValue.Choice("self_test", new LocalText("Өзін-өзі тестілеу", "Самотестирование", "Self-test")),
            ["started_at"] = new JournalValue.Time(start),
            ["duration_s"] = new JournalValue.Number(12, "s"),
            ["charge"] = new JournalValue.Numbers([new NamedNumber("before", 100), new NamedNumber("after", 99.5)], "%"),
            ["batt_v"] = new JournalValue.Numbers([new NamedNumber("start", 54.6), new NamedNumber("min", 51.2)], "V"),
            ["conclusion"] = new JournalValue.Choice("pass", new LocalText("Өтті", "Выдержал", "Passed")),
        },
    };

    public static JournalDraft Leak(DateTimeOffset start) => new()
    {
        Key = $"leak-1|leak|{start:O}",
        Journal = "35.1",
        Kind = "leak",
        Equipment = "leak-1",
        StartedAt = start,
        Result = "open",
        Fields = new Dictionary<string, JournalValue>
        {
            ["detected_at"] = new JournalValue.Time(start),
            ["description"] = new JournalValue.Local(new LocalText("Су ағу датчигі суды анықтады", "Датчик протечки обнаружил воду", "The leak sensor found water")),
            ["severity"] = new JournalValue.Choice("critical", new LocalText("Сыни", "Критический", "Critical")),
        },
    };

    public static PointId Point(string equipment, string signal) => new("hq", "srv-1", equipment, signal);

    public static PointState Heard(string equipment, string signal, Reading reading, double secondsAgo)
    {
        var at = Now.AddSeconds(-secondsAgo);
        return new PointState(Point(equipment, signal), reading, at, TimeQuality.Synced, false)
        {
            IsHeard = true,
            Agent = "node-1",
            Period = TimeSpan.FromSeconds(10),
            Known = reading,
            KnownAt = at,
            KnownSince = at,
        };
    }
}
