using System.Device.Gpio;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Cameras;
using RoomGuard.Agent.Commands;
using RoomGuard.Agent.Deriving;
using RoomGuard.Agent.Guarding;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Service;
using RoomGuard.Agent.Watching;
using RoomGuard.Devices.Contacts;
using RoomGuard.Rooms.Local;
using RoomGuard.Snmp;

namespace RoomGuard.Agent;

/// <summary>A whole agent: its inputs, its publisher and its session with the broker.</summary>
public static partial class AgentHost
{
    /// <summary>Name and version of the program, as births carry it.</summary>
    public static string Software { get; } = $"roomguard-agent {typeof(AgentHost).Assembly.GetName().Version?.ToString(3)}";

    private static readonly TimeSpan UntilTidied = TimeSpan.FromSeconds(15);

    /// <summary>Runs an agent until told to stop, and then ends it in order: the last samples, the state "offline", no will.</summary>
    /// <param name="clock">Periods, debouncing, batches and time stamps. The network waits on real time whatever this clock is.</param>
    /// <returns>Normally, when told to stop.</returns>
    public static async Task RunAsync(AgentOptions options, TimeProvider clock, ILoggerFactory logs, CancellationToken stop)
    {
        var roster = new Roster();
        var feed = new SampleFeed(new ClockTrust(clock), logs.CreateLogger<SampleFeed>());
        var self = new AgentSelf(options.Site, options.Agent, Software, BootName.New(), clock.GetUtcNow());
        using var outbox = new Outbox(self.Boot, options.Publishing.KeepPacks);

        // Devices are decoded where their answers are read: nothing there ever blocks, and a board has few cores to wake.
        await using var manager = new SnmpManager(TimeProvider.System, SnmpCompletion.OnReceiver);
        feed.Taps = [new DerivedPoints(options.Derived, feed).Note];
        var inputs = MakeInputs(options, manager, feed, roster, (clock, logs));
        var centre = new CentreWatch(options.Centre, feed, clock, TimeProvider.System, logs.CreateLogger<CentreWatch>());
        roster.Put(centre.Name, [Roster.Point(options.Centre.Place, CentreWatch.Signal, CentreWatch.Period, "agent")]);
        var witness = options.Witness ? MakeWitness(options, feed, roster, (clock, logs)) : null;
        using var outputs = new OutputDesk(options.Local?.Outputs ?? [], OutputController(options, clock), feed, clock, logs.CreateLogger<OutputDesk>());
        var guard = options.Local is { } local ? MakeGuard(options, local, (centre, feed, roster), outputs, (clock, logs)) : null;
        if (guard is not null)
        {
            feed.Taps = [.. feed.Taps, guard.Note];
        }

        var commands = new CommandDesk([.. inputs.OfType<DeviceInput>()], self.Started, clock, logs.CreateLogger<CommandDesk>());
        Log.Starts(logs.CreateLogger("RoomGuard.Agent"), Software, options.Site, options.Agent, inputs.Count);

        using var leave = new CancellationTokenSource();
        var session = new BrokerSession(self, options, outbox, roster, new Listeners(centre, commands, witness), clock, logs.CreateLogger<BrokerSession>()).RunAsync(leave.Token);
        var packer = new Publisher(feed, outbox, options.Publishing.Batch, clock, logs.CreateLogger<Publisher>()) { Beside = guard is null ? static () => [] : guard.Beside };
        var publisher = packer.RunAsync(stop);
        var polling = inputs.Append(centre).Concat(new IInput?[] { witness, guard }.OfType<IInput>()).Select(input => new Supervisor(input, logs.CreateLogger<Supervisor>()).RunAsync(stop)).ToList();

        using var socket = NotifySocket.Open(Environment.GetEnvironmentVariable);

        // Loops turn by their own clock: one that is not the machine's says nothing of how long a turn takes.
        var report = clock == TimeProvider.System
            ? new ServiceReport(socket, [packer.Beat, .. inputs.SelectMany(input => input.Beats)], () => Status(inputs.Count, outbox), logs.CreateLogger<ServiceReport>()).RunAsync(stop)
            : Task.CompletedTask;

        var tidying = TidyAsync(stop);

        // These two end only by a bug or the stop; either way everything else ends with them.
        await Task.WhenAny(session, publisher);
        await leave.CancelAsync();
        await Task.WhenAll([session, publisher]);
        await Task.WhenAll(polling);
        await report;
        await tidying;
    }

    // What a start needs once, profiles as texts and settings, is given back to the board: the collector by itself would keep its room for a heap that never grows again.
    private static async Task TidyAsync(CancellationToken stop)
    {
        await Task.Delay(UntilTidied, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stop.IsCancellationRequested)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private static string Status(int inputs, Outbox outbox) => FormattableString.Invariant($"{inputs} inputs; the broker is {(outbox.IsOnline ? "there" : "away")}; {outbox.Count} packs are kept.");

    /// <summary>Puts every output into its safe state and lets it go: for what comes after a crash.</summary>
    /// <exception cref="IOException">A line cannot be used.</exception>
    public static void MakeSafe(AgentOptions options)
    {
        if (options.Local is { Outputs: { Count: > 0 } outputs })
        {
            new OutputBoard(OutputController(options, TimeProvider.System), outputs).Dispose();
        }
    }

    private static Func<GpioController> OutputController(AgentOptions options, TimeProvider clock) =>
        options.Contacts.UsesTree ? () => ContactBoard.OpenTree(options.Sysfs) : () => ContactBoard.OpenKernel(options.Contacts.Chip, [], clock);

    private static LocalGuard MakeGuard(AgentOptions options, LocalOptions local, (CentreWatch Centre, SampleFeed Feed, Roster Roster) around, OutputDesk outputs, (TimeProvider Clock, ILoggerFactory Logs) surroundings)
    {
        var pagers = new List<IPager>();
        if (local.Mail is { } mail)
        {
            pagers.Add(new MailPager(mail, surroundings.Clock));
        }

        if (local.Informs is { } informs)
        {
            pagers.Add(new InformPager(informs, surroundings.Clock));
        }

        foreach (var room in local.Rooms.Where(_ => pagers.Count > 0))
        {
            var place = new InputPlace(options.Site, room.Id, options.Agent);
            around.Roster.Put($"local {room.Id}", [Roster.Point(place, ToldAlarms.Signal, TimeSpan.Zero, "local")]);
        }

        around.Roster.Put("outputs", [.. local.Outputs.Select(output => Roster.Point(output.Place, "agent.output", OutputDesk.Period, "gpio"))]);
        var told = new ToldFile(Path.Combine(options.DataFolder, "local", "told.txt"));
        return new LocalGuard(local, options.Agent, new GuardParts(around.Centre, around.Feed, around.Roster, pagers, outputs, told), surroundings.Clock, surroundings.Logs.CreateLogger<LocalGuard>());
    }

    private static Witness MakeWitness(AgentOptions options, SampleFeed feed, Roster roster, (TimeProvider Clock, ILoggerFactory Logs) surroundings) => new(
        options.Centre.Place,
        new WitnessFile(Path.Combine(options.DataFolder, "witness", "journal-heads.jsonl")),
        (feed, roster),
        surroundings.Clock,
        TimeProvider.System,
        surroundings.Logs.CreateLogger<Witness>());

    private static List<IInput> MakeInputs(AgentOptions options, SnmpManager manager, SampleFeed feed, Roster roster, (TimeProvider Clock, ILoggerFactory Logs) surroundings)
    {
        var inputs = new List<IInput>();
        foreach (var round in options.Sensors.GroupBy(sensor => (sensor.Period, Alone: sensor.Driver.IsSlow ? sensor : null)))
        {
            var sensors = round.Select(sensor => new SensorInput(sensor, options.Sysfs, feed, surroundings.Clock, surroundings.Logs)).ToList();
            foreach (var (sensor, input) in round.Zip(sensors))
            {
                roster.Put(input.Name, [Roster.Point(sensor.Place, sensor.Channel.Signal.Id, sensor.Period, sensor.Driver.Name)]);
            }

            inputs.Add(sensors is [var only] ? only : new SensorRound(round.Key.Period, sensors, surroundings.Clock, surroundings.Logs.CreateLogger<Supervisor>()));
        }

        foreach (var derived in options.Derived)
        {
            string[] signals = [.. derived.IsDewPointTold ? ["env.dewpoint"] : Array.Empty<string>(), .. derived.Surfaces.Count > 0 ? ["env.dew_margin"] : Array.Empty<string>()];
            roster.Put($"derived {derived.Place.Room}/{derived.Place.Equipment}", [.. signals.Select(signal => Roster.Point(derived.Place, signal, derived.Period, "derived"))]);
        }

        inputs.AddRange(MakeContacts(options, feed, roster, surroundings));
        if (options.Meters.Meters.Count > 0)
        {
            roster.Put("meters", MeterInput.Points(options.Meters));
            inputs.Add(new MeterInput(
                options.Meters,
                new MeterFile(Path.Combine(options.DataFolder, "meters.json")),
                line => options.Meters.UsesTree ? ContactBoard.OpenTree(options.Sysfs) : line.OpenKernel(options.Meters.Chip, surroundings.Clock),
                feed,
                surroundings));
        }

        var devices = options.Snmp.Select(device => new DeviceInput(device, manager, feed, roster, surroundings)).ToList();
        inputs.AddRange(devices);
        foreach (var camera in options.Cameras)
        {
            var input = new CameraInput(camera, feed, surroundings.Clock, surroundings.Logs);
            roster.Put($"camera {input.Name}", [.. camera.Settings.Signals.Select(signal => Roster.Point(camera.Place, signal, camera.Period, "camera"))]);
            inputs.Add(input);
        }

        if (options.Traps is { } traps)
        {
            // The time windows of SNMPv3 are real time, whatever the clock of the samples.
            inputs.Add(new TrapInput(traps, devices, TimeProvider.System, surroundings.Logs.CreateLogger<TrapInput>()));
        }

        return inputs;
    }

    private static IEnumerable<IInput> MakeContacts(AgentOptions options, SampleFeed feed, Roster roster, (TimeProvider Clock, ILoggerFactory Logs) surroundings)
    {
        var contacts = options.Contacts;
        if (contacts.Lines.Count > 0)
        {
            roster.Put("contacts", [.. contacts.Lines.Select(contact => Roster.Point(contact.Place, contact.Signal.Id, contact.Period, "gpio"))]);
            yield return new ContactInput(
                "contacts",
                contacts.Lines,
                contacts.UsesTree ? () => ContactBoard.OpenTree(options.Sysfs) : () => ContactBoard.OpenKernel(contacts.Chip, contacts.Lines.Select(contact => contact.Line), surroundings.Clock),
                feed,
                surroundings);
        }

        var logger = surroundings.Logs.CreateLogger<ContactInput>();
        foreach (var (chip, lines) in contacts.Expanders)
        {
            var name = $"expander {chip.Device}";
            roster.Put(name, [.. lines.Select(contact => Roster.Point(contact.Place, contact.Signal.Id, contact.Period, "mcp23017"))]);
            yield return new ContactInput(name, lines, () => chip.Open(surroundings.Clock, fault => Log.NoInterrupt(logger, name, chip.Poll, fault)), feed, surroundings);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Information, "{Software} of {Site}/{Agent} starts with {Inputs} inputs.")]
        internal static partial void Starts(ILogger logger, string software, string site, string agent, int inputs);

        [LoggerMessage(3308, LogLevel.Warning, "The interrupt of {Input} cannot be had: {Fault} It is looked at each {Poll} only. Said once.")]
        internal static partial void NoInterrupt(ILogger logger, string input, TimeSpan poll, string fault);
    }
}
