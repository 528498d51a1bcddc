using CsCheck;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.Tests.Alarms;

/// <summary>Whatever samples, ticks, people and windows come in whatever order: no alarm is lost, none is told twice, and all comes to rest.</summary>
public class LifeCyclePropertyTests
{
    // Contacts without delays, so that a test can say from the samples alone what must stand.
    private const string Bare = """
        {"id":"srv-1","type":"server","rules":{"alarms":[
          {"signal":"leak.wet","wrong":true,"priority":"critical"},
          {"signal":"*","rule":"chattering","off":true},{"signal":"*","rule":"flood","off":true}
        ]}}
        """;

    private const string Whole = """
        {"id":"srv-1","type":"server","equipment":[{"id":"leak-2","dependsOn":["breaker-1"]},{"id":"pdu-1","dependsOn":["breaker-1"]}],
         "rules":{"crowds":{"floodAlarms":3,"floodOverBelow":2}}}
        """;

    private static readonly string[] Places = ["leak-1", "leak-2", "leak-3"];

    private static readonly Gen<(int What, int Which, int Seconds)> Move = Gen.Select(Gen.Int[0, 13], Gen.Int[0, 2], Gen.Int[1, 900]);

    [Fact]
    public void No_alarm_is_lost_and_none_is_told_twice()
    {
        Move.Array[1, 60].Sample(moves =>
        {
            var play = new Play(new RoomScript(Bare));
            foreach (var (what, which, seconds) in moves)
            {
                play.Do(what, which, seconds);
                play.CheckEveryPlace();
            }

            Assert.Equal(play.Excursions, play.Script.Raised.Count(alarm => Places.Contains(alarm.Point.Equipment)));
            Assert.All(play.Script.Effects.OfType<AlarmChanged>().Where(change => change.Telling is Telling.Raised or Telling.Returned).GroupBy(change => (change.Alarm.Id, change.Telling)), group => Assert.Single(group));
        }, iter: 150);
    }

    [Fact]
    public void All_comes_to_rest_when_conditions_clear_what_people_did_is_undone_and_they_acknowledge()
    {
        Move.Array[1, 60].Sample(moves =>
        {
            var play = new Play(new RoomScript(Whole));
            foreach (var (what, which, seconds) in moves)
            {
                play.Do(what, which, seconds);
            }

            play.Rest();
            Assert.Empty(play.Script.State.Alarms);
            Assert.Empty(play.Script.State.Memory.Conditions);
            Assert.Empty(play.Script.State.Memory.Shelf);
            Assert.Empty(play.Script.State.Memory.Chatter);
            Assert.Null(play.Script.State.Memory.Flood);
            Assert.All(play.Script.State.Windows, window => Assert.True(window.IsOver));
        }, iter: 60);
    }

    [Fact]
    public void A_room_that_is_stored_and_read_between_any_two_steps_goes_on_the_same()
    {
        Move.Array[1, 40].Sample(moves =>
        {
            var (kept, stored) = (new Play(new RoomScript(Whole)), new Play(new RoomScript(Whole)));
            foreach (var (what, which, seconds) in moves)
            {
                kept.Do(what, which, seconds);
                stored.Do(what, which, seconds);
                Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(stored.Script.State), out var read));
                stored.Script.State = read;
            }

            Assert.Equal(Lines(kept), Lines(stored));
        }, iter: 25);
    }

    [Fact]
    public void Whoever_is_not_told_is_not_told_for_a_reason_and_whatever_is_held_has_somebody_told_at_its_root()
    {
        Move.Array[1, 60].Sample(moves =>
        {
            var play = new Play(new RoomScript(Whole));
            foreach (var (what, which, seconds) in moves)
            {
                play.Do(what, which, seconds);
                foreach (var alarm in play.Script.State.Alarms.Values.Where(alarm => alarm.IsStanding))
                {
                    Assert.Equal(alarm.State is AlarmCondition.Shelved or AlarmCondition.SuppressedByDesign or AlarmCondition.OutOfService, alarm.Hold is not null);
                    Assert.True(alarm.ToldAt is not null || alarm.Test || alarm.Hold is not null || alarm.Telling == Telling.Flood || alarm.AcknowledgedAt is not null, $"{alarm}");
                    Assert.True(RootOf(play.Script.State, alarm).Hold?.Kind != HoldKind.Cause);
                }
            }
        }, iter: 60);
    }

    private static Alarm RootOf(RoomState state, Alarm alarm)
    {
        for (var steps = 0; steps < 20 && alarm.Hold is { Kind: HoldKind.Cause, Cause: { } cause }; steps++)
        {
            alarm = state.Alarms[cause];
        }

        return alarm;
    }

    private static List<string> Lines(Play play) =>
        [.. play.Script.Effects.OfType<AlarmChanged>().Select(change => $"{change.Alarm.Id} {change.Alarm.State} {change.Telling} {change.Alarm.Test} {change.Alarm.Cascade} {change.Alarm.FirstOut}")];

    /// <summary>One room played by moves, and what a bystander knows of it.</summary>
    private sealed class Play(RoomScript script)
    {
        private readonly Dictionary<string, bool> _wet = [];
        private readonly Dictionary<string, (DateTimeOffset? Until, AlarmCondition State)> _shelf = [];
        private readonly Dictionary<string, DateTimeOffset> _began = [];

        public RoomScript Script { get; } = script;

        public int Excursions { get; private set; }

        public void Do(int what, int which, int seconds)
        {
            var place = Places[which];
            var alarm = Script.State.Alarms.Values.OrderBy(alarm => alarm.Id, StringComparer.Ordinal).ElementAtOrDefault(which);
            switch (what)
            {
                case <= 2:
                    Send(place, true);
                    break;
                case <= 4:
                    Send(place, false);
                    break;
                case 5:
                    Script.Until(Script.Second + seconds, 7);
                    break;
                case 6:
                    Script.Send(Script.Second + 1, ("breaker-1/breaker.closed", which > 0), ("pdu-1/pdu.fault", seconds > 450), ("pdu-1/pdu.load.status", seconds > 700 ? "critical" : seconds > 500 ? "warning" : "normal"));
                    break;
                case 7:
                    Script.Declare(seconds > 450 ? WindowKind.Maintenance : WindowKind.Test, Script.Second + seconds, which == 2 ? null : place, Script.Second + (seconds / 2));
                    break;
                case 8 when Script.State.Windows.FindLast(window => !window.IsOver) is { } window:
                    Script.Take(RoomLogic.EndWindow(Script.Room, Script.State, window.Id, "engineer", Script.Now));
                    break;
                case 9 when alarm is not null:
                    Script.Act(alarm.Id, AlarmActionKind.Acknowledge);
                    break;
                case 10 when alarm is not null:
                    Act(alarm, AlarmActionKind.Shelve, Script.Second + 60 + seconds);
                    break;
                case 11 when alarm is not null:
                    Act(alarm, seconds > 450 ? AlarmActionKind.Unshelve : AlarmActionKind.ReturnToService);
                    break;
                case 12 when alarm is not null && seconds > 450:
                    Act(alarm, AlarmActionKind.OutOfService);
                    break;
                case 13 when alarm is not null:
                    Script.Act(alarm.Id, AlarmActionKind.Comment, "a word");
                    break;
            }
        }

        /// <summary>What must stand, by the samples, the windows and what people did; and nothing else.</summary>
        public void CheckEveryPlace()
        {
            Script.Until(Script.Second + 1);
            foreach (var place in Places.Where(place => _wet.GetValueOrDefault(place)))
            {
                var alarm = Assert.Single(Script.State.Alarms.Values, alarm => alarm.IsStanding && alarm.Point.Equipment == place && alarm.Rule == AlarmRules.Contact);
                var covering = Script.State.Windows.Where(window => window.IsOpen(Script.Now) && (window.Equipment is null || window.Equipment == place)).ToList();
                if (_shelf.TryGetValue(place, out var shelf) && !(shelf.Until <= Script.Now))
                {
                    Assert.Equal(shelf.State, alarm.State);
                }
                else if (covering.Exists(window => window.Kind == WindowKind.Maintenance))
                {
                    Assert.Equal(AlarmCondition.SuppressedByDesign, alarm.State);
                }
                else
                {
                    Assert.True(alarm.IsActive, $"{alarm}");
                    Assert.Equal(covering.Exists(window => window.Kind == WindowKind.Test && window.From <= _began[place]), alarm.Test);
                    Assert.True(alarm.Test || alarm.ToldAt is not null, $"{alarm}");
                }
            }

            Assert.DoesNotContain(Script.State.Alarms.Values, alarm => alarm.IsStanding && alarm.Rule == AlarmRules.Contact && Places.Contains(alarm.Point.Equipment) && !_wet.GetValueOrDefault(alarm.Point.Equipment));
        }

        /// <summary>Clears, undoes, waits and acknowledges everything.</summary>
        public void Rest()
        {
            foreach (var place in Places)
            {
                Send(place, false);
            }

            Script.Send(Script.Second + 1, ("breaker-1/breaker.closed", true), ("pdu-1/pdu.fault", false), ("pdu-1/pdu.load.status", "normal"));
            Script.Until(Script.Second + 2400, 20);
            foreach (var alarm in Script.State.Alarms.Values)
            {
                Script.Act(alarm.Id, AlarmActionKind.ReturnToService);
            }

            Script.Until(Script.Second + 7200, 60);
            foreach (var alarm in Script.State.Alarms.Values)
            {
                Script.Acknowledge(alarm.Id);
            }
        }

        private void Send(string place, bool isWet)
        {
            if (isWet && !_wet.GetValueOrDefault(place))
            {
                Excursions++;
                _began[place] = RoomScript.At(Script.Second + 1);
            }

            _wet[place] = isWet;
            Script.Send(Script.Second + 1, ($"{place}/leak.wet", isWet));
        }

        private void Act(Alarm alarm, AlarmActionKind kind, double? until = null)
        {
            var state = Script.Act(alarm.Id, kind, "why", until).State.Alarms.GetValueOrDefault(alarm.Id)?.State;
            if (state is AlarmCondition.Shelved or AlarmCondition.OutOfService)
            {
                _shelf[alarm.Point.Equipment] = (state == AlarmCondition.Shelved ? Script.State.Alarms[alarm.Id].Hold!.Until : null, state.Value);
            }
            else if (kind is AlarmActionKind.Unshelve or AlarmActionKind.ReturnToService)
            {
                _shelf.Remove(alarm.Point.Equipment);
            }
        }
    }
}
