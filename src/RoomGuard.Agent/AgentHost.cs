using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Commands;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Service;
using RoomGuard.Agent.Watching;
using RoomGuard.Devices.Contacts;
using RoomGuard.Snmp;

namespace RoomGuard.Agent;

/// <summary>A whole agent: its inputs, its publisher and its session with the broker.</summary>
public static partial class AgentHost
{
    /// <summary>Name and version of the program, as births carry it.</summary>
    public static string Software { get; } = $"roomguard-agent {typeof(AgentHost).Assembly.GetName().Version?.ToString(3)}";

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
        var inputs = MakeInputs(options, manager, feed, roster, (clock, logs));
        var centre = new CentreWatch(options.Centre, feed, clock, TimeProvider.System, logs.CreateLogger<CentreWatch>());
        roster.Put(centre.Name, [Roster.Point(options.Centre.Place, CentreWatch.Signal, CentreWatch.Period, "agent")]);
        var witness = options.Witness ? MakeWitness(options, feed, roster, (clock, logs)) : null;
        var commands = new CommandDesk([.. inputs.OfType<DeviceInput>()], self.Started, clock, logs.CreateLogger<CommandDesk>());
        Log.Starts(logs.CreateLogger("RoomGuard.Agent"), Software, options.Site, options.Agent, inputs.Count);

        using var leave = new CancellationTokenSource();
        var session = new BrokerSession(self, options, outbox, roster, new Listeners(centre, commands, witness), clock, logs.CreateLogger<BrokerSession>()).RunAsync(leave.Token);
        var packer = new Publisher(feed, outbox, options.Publishing.Batch, clock, logs.CreateLogger<Publisher>());
        var publisher = packer.RunAsync(stop);
        var polling = inputs.Append(centre).Concat(witness is null ? [] : [witness]).Select(input => new Supervisor(input, logs.CreateLogger<Supervisor>()).RunAsync(stop)).ToList();

        using var socket = NotifySocket.Open(Environment.GetEnvironmentVariable);

        // Loops turn by their own clock: one that is not the machine's says nothing of how long a turn takes.
        var report = clock == TimeProvider.System
            ? new ServiceReport(socket, [packer.Beat, .. inputs.SelectMany(input => input.Beats)], () => Status(inputs.Count, outbox), logs.CreateLogger<ServiceReport>()).RunAsync(stop)
            : Task.CompletedTask;

        // These two end only by a bug or the stop; either way everything else ends with them.
        await Task.WhenAny(session, publisher);
        await leave.CancelAsync();
        await Task.WhenAll([session, publisher]);
        await Task.WhenAll(polling);
        await report;
    }

    private static string Status(int inputs, Outbox outbox) => FormattableString.Invariant($"{inputs} inputs; the broker is {(outbox.IsOnline ? "there" : "away")}; {outbox.Count} packs are kept.");

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
        foreach (var sensor in options.Sensors)
        {
            var input = new SensorInput(sensor, options.Sysfs, feed, surroundings.Clock, surroundings.Logs);
            roster.Put(input.Name, [Roster.Point(sensor.Place, sensor.Channel.Signal.Id, sensor.Period, sensor.Driver.Name)]);
            inputs.Add(input);
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
