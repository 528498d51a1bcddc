using System.Collections.Immutable;
using RoomGuard.Simulator.World.Generators;
using RoomGuard.Simulator.World.Power;
using RoomGuard.Simulator.World.Rooms;
using RoomGuard.Simulator.World.Upses;

namespace RoomGuard.Simulator.World;

/// <summary>A site as a machine of small equal steps: the same plan, seed and orders at the same steps always give the same states.</summary>
/// <remarks>Immutable and pure: it holds the plan, never the state.</remarks>
internal sealed class Site
{
    /// <summary>Length of one step, in scenario time.</summary>
    public static readonly TimeSpan StepLength = TimeSpan.FromMilliseconds(250);

    private readonly int _seed;
    private readonly Noise _mains;
    private readonly Noise _generator;
    private readonly Noise[] _upses;
    private readonly Noise[] _rooms;
    private readonly Noise[] _probes;
    private readonly int[] _roomOfProbe;
    private readonly int[] _roomOfContact;

    /// <summary>The site of <paramref name="plan"/> under one seed.</summary>
    public Site(SitePlan plan, int seed)
    {
        Plan = plan;
        _seed = seed;
        _mains = Source("mains");
        _generator = Source("generator");
        _upses = [.. plan.Upses.Select(ups => Source(ups.Id))];
        _rooms = [.. plan.Rooms.Select(room => Source(room.Id))];
        _probes = [.. plan.Sensors.Select(sensor => Source(sensor.Path))];
        _roomOfProbe = [.. plan.Sensors.Select(sensor => IndexOfRoom(sensor.Room))];
        _roomOfContact = [.. plan.Contacts.Select(contact => IndexOfRoom(contact.Room))];
    }

    /// <summary>What the site consists of.</summary>
    public SitePlan Plan { get; }

    /// <summary>The site as the scenario begins: a day without trouble, going on for long.</summary>
    public SiteState Begin()
    {
        var mains = Mains.At(TimeSpan.Zero, true, _mains);
        var start = new SiteState
        {
            Steps = -1,
            Mains = mains,
            Bus = mains.Supply,
            Generator = Plan.Generator is { } plan ? GeneratorState.AtRest(plan) : null,
            Upses = [.. Plan.Upses.Select(UpsState.AtRest)],
            Rooms = [.. Plan.Rooms.Select(_ => new RoomAir())],
            Probes = [.. Plan.Sensors.Select(_ => new ProbeState())],
            Contacts = [.. Plan.Contacts.Select(contact => new ContactState(contact.IsInitiallyOn, null))],
        };
        return Step(start);
    }

    /// <summary>The site one <see cref="StepLength"/> later.</summary>
    public SiteState Step(SiteState state)
    {
        var next = state with { Steps = state.Steps + 1 };
        var mains = Mains.At(next.At, state.Mains.IsPresent, _mains);
        var generator = StepGenerator(state, mains, next.At);
        var bus = Feed(mains, generator);
        var rooms = StepRooms(state, bus.IsGood, next.At);
        return next with
        {
            Mains = mains,
            Generator = generator,
            Bus = bus,
            Upses = StepUpses(state, bus, next.At),
            Rooms = rooms,
            Probes = StepProbes(state, rooms, next.At),
            Contacts = StepContacts(state, rooms, bus.IsGood),
        };
    }

    /// <summary>The site right after <paramref name="order"/>. What the order names and the site has not changes nothing.</summary>
    public SiteState Apply(SiteState state, SiteOrder order) => SiteOrders.Apply(Plan, state, order);

    private GeneratorState? StepGenerator(SiteState state, Mains mains, TimeSpan at)
    {
        if (state.Generator is not { } generator)
        {
            return null;
        }

        var moment = new Moment(at, StepLength, _generator);
        return Engine.Step(Plan.Generator!, GeneratorController.Step(generator, mains.Supply, moment), moment);
    }

    private static Supply Feed(Mains mains, GeneratorState? generator)
    {
        if (mains.IsPresent && generator is not { IsMainsBreakerClosed: false })
        {
            return mains.Supply;
        }

        return generator is { IsGeneratorBreakerClosed: true } ? generator.Output : Supply.Dead;
    }

    private ImmutableArray<UpsState> StepUpses(SiteState state, Supply bus, TimeSpan at)
    {
        var upses = ImmutableArray.CreateBuilder<UpsState>(state.Upses.Length);
        for (var i = 0; i < state.Upses.Length; i++)
        {
            upses.Add(Ups.Step(Plan.Upses[i], state.Upses[i], bus, new Moment(at, StepLength, _upses[i])));
        }

        return upses.MoveToImmutable();
    }

    private ImmutableArray<RoomAir> StepRooms(SiteState state, bool isPowered, TimeSpan at)
    {
        var rooms = ImmutableArray.CreateBuilder<RoomAir>(state.Rooms.Length);
        for (var i = 0; i < state.Rooms.Length; i++)
        {
            rooms.Add(RoomAir.Step(Plan.Rooms[i], state.Rooms[i], isPowered, new Moment(at, StepLength, _rooms[i])));
        }

        return rooms.MoveToImmutable();
    }

    private ImmutableArray<ProbeState> StepProbes(SiteState state, ImmutableArray<RoomAir> rooms, TimeSpan at)
    {
        var probes = ImmutableArray.CreateBuilder<ProbeState>(state.Probes.Length);
        for (var i = 0; i < state.Probes.Length; i++)
        {
            probes.Add(ProbeState.Step(Plan.Sensors[i], state.Probes[i], rooms[_roomOfProbe[i]], new Moment(at, StepLength, _probes[i])));
        }

        return probes.MoveToImmutable();
    }

    private ImmutableArray<ContactState> StepContacts(SiteState state, ImmutableArray<RoomAir> rooms, bool isPowered)
    {
        var contacts = ImmutableArray.CreateBuilder<ContactState>(state.Contacts.Length);
        for (var i = 0; i < state.Contacts.Length; i++)
        {
            var before = state.Contacts[i];
            contacts.Add(before with { IsOn = before.Forced ?? Natural(Plan.Contacts[i], rooms[_roomOfContact[i]], isPowered) });
        }

        return contacts.MoveToImmutable();
    }

    // What a contact shows while nobody forces it.
    private static bool Natural(ContactPlan contact, RoomAir room, bool isPowered) => contact.Signal switch
    {
        "hvac.run" => room.IsCooling,
        "hvac.fault" => room.IsConditionerFailed,
        "motion.active" => room.IsOccupied,
        "ias.armed" => contact.IsInitiallyOn && !room.IsOccupied,
        "feed.present" or "fire.ac_power" => isPowered,
        _ => contact.IsInitiallyOn,
    };

    private Noise Source(string name) => new(_seed, name);

    private int IndexOfRoom(string id)
    {
        for (var i = 0; i < Plan.Rooms.Count; i++)
        {
            if (Plan.Rooms[i].Id == id)
            {
                return i;
            }
        }

        throw new ArgumentException($"The site has no room {id}.", nameof(id));
    }
}
