using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Starting;

/// <summary>Whether the quick self-test of a UPS may be started from far away. Pure: every reason against it is named, not only the first.</summary>
public static class TestPreconditions
{
    /// <summary>Least charge, in percent.</summary>
    public const double LeastCharge = 95;

    /// <summary>Code of the refusal for want of a value that can be relied on.</summary>
    internal const string Stale = "values_stale";

    private const string Source = "ups.output.source";
    private const string Charge = "ups.battery.charge";

    private static readonly string[] Inputs = ["ups.input.voltage", "ups.input.voltage.l1", "ups.input.voltage.l2", "ups.input.voltage.l3"];
    private static readonly string[] Standing = ["ready", "stopped"];

    /// <summary>Everything that speaks against a test of <paramref name="equipment"/> now; empty when it may be started.</summary>
    /// <param name="isPresent">Whether whoever asks says that a person is on site.</param>
    /// <param name="now">The centre's clock, UTC.</param>
    public static IReadOnlyList<TestRefusal> Check(RoomDefinition room, RoomState state, string equipment, bool isPresent, DateTimeOffset now)
    {
        var look = new Look(room, state, now);
        var found = new List<TestRefusal>();
        if (!room.Rules.Tests.RemoteStart)
        {
            found.Add(Refusal("disabled"));
        }

        if (!isPresent)
        {
            found.Add(Refusal("nobody_present"));
        }

        if (look.Find(equipment, Source) is null || look.Find(equipment, Charge) is null)
        {
            found.Add(Refusal("not_a_ups", ("equipment", room.FindEquipment(equipment).Name)));
            return found;
        }

        CheckOutput(look, equipment, found);
        CheckInput(look, equipment, found);
        CheckAlarms(state, equipment, found);
        foreach (var generator in GeneratorsOf(room, state))
        {
            CheckGenerator(look, generator, found);
        }

        return found;
    }

    /// <summary>Whether the room allows tests of this equipment from far away, and it is a UPS. What speaks against one now is another question.</summary>
    public static bool IsOffered(RoomDefinition room, RoomState state, string equipment) =>
        room.Rules.Tests.RemoteStart && room.FindEquipment(equipment).Kind != "generator"
        && state.Points.ContainsKey(TextPool.Join(equipment, Source)) && state.Points.ContainsKey(TextPool.Join(equipment, Charge));

    /// <summary>Whether the room has a generator, so that <see cref="TestCondition.Generators"/> is asked of it.</summary>
    public static bool HasGenerators(RoomDefinition room, RoomState state) => GeneratorsOf(room, state).Any();

    private static void CheckOutput(Look look, string equipment, List<TestRefusal> found)
    {
        switch (look.Fresh(equipment, Source, found))
        {
            case { Kind: ReadingKind.Text, Text: "battery" }:
                found.Add(Refusal("on_battery"));
                break;
            case { Kind: ReadingKind.Text, Text: not ("normal" or "eco") } source:
                found.Add(Refusal("output_not_normal", ("value", Amounts.Of(source, SignalCatalogue.Find(Source)))));
                break;
        }

        if (look.Fresh(equipment, Charge, found) is { Kind: ReadingKind.Number } charge && charge.Number < LeastCharge)
        {
            found.Add(Refusal("charge_low", ("value", Amounts.Of(charge.Number, "%")), ("limit", Amounts.Of(LeastCharge, "%"))));
        }

        if (look.Find(equipment, "ups.test.result") is { Last: { Kind: ReadingKind.Text, Text: "in_progress" } })
        {
            found.Add(Refusal("in_test"));
        }
    }

    private static void CheckInput(Look look, string equipment, List<TestRefusal> found)
    {
        var inputs = Inputs.Where(signal => look.Find(equipment, signal) is not null).ToList();
        if (inputs.Count == 0)
        {
            found.Add(Refusal("input_unknown"));
        }

        foreach (var signal in inputs)
        {
            if (look.Fresh(equipment, signal, found) is { Kind: ReadingKind.Number } volts && !look.Room.Rules.UpsTest.IsInputHealthy(volts.Number))
            {
                found.Add(Refusal("input_unhealthy", ("signal", SignalCatalogue.Find(signal)!.Name), ("value", Amounts.Of(volts.Number, "V"))));
            }
        }
    }

    /// <summary>Why nobody could be sent the order: no agent that announced this equipment is connected.</summary>
    public static TestRefusal NoAgent { get; } = Refusal("no_agent");

    /// <summary>Why two persons cannot be told apart: nobody has to say who they are.</summary>
    public static TestRefusal NobodyNamed { get; } = Refusal("nobody_named");

    /// <summary>The connected agent that announced the points of <paramref name="equipment"/>; null for none.</summary>
    public static string? AgentOf(RoomState state, string equipment) => state.Points.TryGetValue(TextPool.Join(equipment, Source), out var point)
        && point.Agent is { } agent && state.Agents.TryGetValue(agent, out var link) && link.IsOnline ? agent : null;

    // That its test is due or overdue is why one is started.
    private static void CheckAlarms(RoomState state, string equipment, List<TestRefusal> found)
    {
        foreach (var alarm in state.Alarms.Values.Where(alarm => alarm.IsStanding && IsOf(alarm.Point.Equipment, equipment)).OrderBy(alarm => alarm.Id, StringComparer.Ordinal))
        {
            if (alarm.Rule is not (AlarmRules.TestOverdue or AlarmRules.TestDue or AlarmRules.SignatureOverdue))
            {
                found.Add(Refusal("alarm_standing", ("alarm", alarm.Text)));
            }
        }

        foreach (var point in state.Points.Values.Where(point => IsOf(point.Point.Equipment, equipment)).OrderBy(point => point.Point.Signal, StringComparer.Ordinal))
        {
            if (point.Point.Signal.StartsWith("ups.alarm.", StringComparison.Ordinal) && point.Last is { Kind: ReadingKind.Flag, Flag: true })
            {
                found.Add(Refusal("alarm_standing", ("alarm", SignalCatalogue.Find(point.Point.Signal)?.Name ?? LocalText.Same(point.Point.Signal))));
            }
        }
    }

    private static IEnumerable<string> GeneratorsOf(RoomDefinition room, RoomState state) => room.Equipment.Where(entry => entry.Kind == "generator").Select(entry => entry.Id)
        .Concat(state.Points.Values.Where(point => point.Point.Signal is "gen.engine.state" or "gen.mode").Select(point => point.Point.Equipment))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static void CheckGenerator(Look look, string generator, List<TestRefusal> found)
    {
        var name = look.Room.FindEquipment(generator).Name;
        if (look.Fresh(generator, "gen.mode", found) is { } mode && !(mode is { Kind: ReadingKind.Text, Text: "auto" }))
        {
            found.Add(Refusal("generator_not_auto", ("equipment", name)));
        }

        if (look.Fresh(generator, "gen.engine.state", found) is { } engine && !(engine.Kind == ReadingKind.Text && Standing.Contains(engine.Text)))
        {
            found.Add(Refusal("generator_not_ready", ("equipment", name), ("value", Amounts.Of(engine, SignalCatalogue.Find("gen.engine.state")))));
        }
    }

    private static bool IsOf(string part, string whole) => part.StartsWith(whole, StringComparison.Ordinal) && (part.Length == whole.Length || part[whole.Length] == '.');

    private static TestRefusal Refusal(string code, params ReadOnlySpan<(string, LocalText)> values) => Refusal(code, ConditionOf(code), values);

    private static TestRefusal Refusal(string code, TestCondition condition, params ReadOnlySpan<(string, LocalText)> values) => new(code, condition, RoomTexts.Fill(RoomTexts.Get("start." + code), values));

    private static TestCondition ConditionOf(string code) => code switch
    {
        "disabled" => TestCondition.Allowed,
        "nobody_named" => TestCondition.Named,
        "no_agent" => TestCondition.Linked,
        "nobody_present" => TestCondition.Present,
        "not_a_ups" => TestCondition.Readings,
        "on_battery" or "output_not_normal" => TestCondition.Output,
        "charge_low" => TestCondition.Charge,
        "in_test" => TestCondition.Idle,
        "input_unknown" or "input_unhealthy" => TestCondition.Input,
        "alarm_standing" => TestCondition.Quiet,
        "generator_not_auto" or "generator_not_ready" => TestCondition.Generators,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a reason against a test."),
    };

    private static TestCondition RestingOn(string signal) => signal switch
    {
        Source => TestCondition.Output,
        Charge => TestCondition.Charge,
        _ when Inputs.Contains(signal) => TestCondition.Input,
        _ => TestCondition.Generators,
    };

    private readonly record struct Look(RoomDefinition Room, RoomState State, DateTimeOffset Now)
    {
        public PointState? Find(string equipment, string signal) => State.Points.GetValueOrDefault(TextPool.Join(equipment, signal));

        /// <summary>A value that can be relied on; null, with a reason, when there is none.</summary>
        public Reading? Fresh(string equipment, string signal, List<TestRefusal> found)
        {
            var point = Find(equipment, signal);
            var longest = point is not null && 3 * point.Pace > Room.Rules.StaleFloor ? 3 * point.Pace : Room.Rules.StaleFloor;
            var isAway = point?.Agent is { } agent && State.Agents.TryGetValue(agent, out var link) && !link.IsOnline;
            if (point is { IsStale: false, Last.IsPresent: true } && !isAway && Now - point.At <= longest)
            {
                return point.Last;
            }

            found.Add(Refusal(Stale, RestingOn(signal), ("signal", SignalCatalogue.Find(signal)!.Name), ("equipment", Room.FindEquipment(equipment).Name)));
            return null;
        }
    }
}
