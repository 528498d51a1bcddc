using System.Collections.Immutable;
using RoomGuard.Simulator.World.Generators;
using RoomGuard.Simulator.World.Rooms;
using RoomGuard.Simulator.World.Upses;

namespace RoomGuard.Simulator.World;

/// <summary>What each order changes in a site. Pure.</summary>
internal static class SiteOrders
{
    /// <summary>The site right after <paramref name="order"/>.</summary>
    public static SiteState Apply(SitePlan plan, SiteState state, SiteOrder order) => order switch
    {
        SiteOrder.SetMains set => state with { Mains = state.Mains with { IsPresent = set.IsPresent } },
        SiteOrder.TestUps test => state with { Upses = Change(state.Upses, Find(plan.Upses, ups => ups.Id == test.Ups), ups => Test(ups, state.At, test.WillFail)) },
        SiteOrder.ExerciseGenerator exercise => state with { Generator = Exercised(state.Generator, exercise) },
        SiteOrder.BreakGenerator => state with { Generator = state.Generator is { } broken ? broken with { WillNotFire = true } : null },
        SiteOrder.ResetGenerator => state with { Generator = Mended(state.Generator) },
        SiteOrder.SetContact set => state with { Contacts = Change(state.Contacts, Find(plan.Contacts, contact => contact.Path == set.Contact), contact => contact with { Forced = set.Value }) },
        SiteOrder.SetProbeDead die => WithProbe(plan, state, die.Probe, die.Elements, element => element with { IsDead = die.IsDead }),
        SiteOrder.SetProbeStuck stick => WithProbe(plan, state, stick.Probe, stick.Elements, element => element with { IsStuck = stick.IsStuck }),
        SiteOrder.DriftRoom drift => WithRoom(plan, state, drift.Room, room => Drifting(room, drift)),
        SiteOrder.SetOccupied occupied => WithRoom(plan, state, occupied.Room, room => room with { IsOccupied = occupied.IsOccupied }),
        SiteOrder.SetConditionerFailed failed => WithRoom(plan, state, failed.Room, room => room with { IsConditionerFailed = failed.IsFailed }),
        SiteOrder.SetSilent silent => state with { Silent = silent.IsSilent ? state.Silent.Add(silent.Device) : state.Silent.Remove(silent.Device) },
        _ => throw new ArgumentException($"SiteOrder has a case that sites do not know: {order.GetType().Name}.", nameof(order)),
    };

    private static UpsState Test(UpsState ups, TimeSpan at, bool willFail) =>
        ups.Source == OutputSource.Normal && !ups.Test.IsRunning ? ups with { Test = SelfTest.Begin(at, willFail) } : ups;

    private static GeneratorState? Exercised(GeneratorState? generator, SiteOrder.ExerciseGenerator order) =>
        generator is { Engine: EngineState.Ready, Exercise: null }
            ? generator with { Exercise = new Exercise(order.Duration, order.IsOnLoad), Mode = GeneratorMode.Test }
            : generator;

    private static GeneratorState? Mended(GeneratorState? generator) => generator switch
    {
        null => null,
        { Engine: EngineState.Shutdown } => generator with { WillNotFire = false, Engine = EngineState.Ready, InEngineState = TimeSpan.Zero },
        _ => generator with { WillNotFire = false },
    };

    private static RoomAir Drifting(RoomAir room, SiteOrder.DriftRoom order) => room with
    {
        DriftTargetCelsius = order.Celsius,
        DriftCelsiusPerSecond = Math.Abs(order.Celsius - room.DriftCelsius) / Math.Max(Site.StepLength.TotalSeconds, order.Over.TotalSeconds),
    };

    private static SiteState WithRoom(SitePlan plan, SiteState state, string id, Func<RoomAir, RoomAir> change) =>
        state with { Rooms = Change(state.Rooms, Find(plan.Rooms, room => room.Id == id), change) };

    private static SiteState WithProbe(SitePlan plan, SiteState state, string path, ProbeElements elements, Func<Element, Element> change) =>
        state with
        {
            Probes = Change(state.Probes, Find(plan.Sensors, sensor => sensor.Path == path), probe => probe with
            {
                Temperature = elements.HasFlag(ProbeElements.Temperature) ? change(probe.Temperature) : probe.Temperature,
                Humidity = elements.HasFlag(ProbeElements.Humidity) ? change(probe.Humidity) : probe.Humidity,
            }),
        };

    private static ImmutableArray<T> Change<T>(ImmutableArray<T> all, int index, Func<T, T> change) =>
        index < 0 ? all : all.SetItem(index, change(all[index]));

    private static int Find<T>(IReadOnlyList<T> plans, Predicate<T> isIt)
    {
        for (var i = 0; i < plans.Count; i++)
        {
            if (isIt(plans[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
