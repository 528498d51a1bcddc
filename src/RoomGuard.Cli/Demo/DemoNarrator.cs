using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Simulator;
using RoomGuard.Simulator.Scenarios;

namespace RoomGuard.Cli.Demo;

/// <summary>Tells on the terminal what the demo does, what happens on the site, and what RoomGuard makes of it.</summary>
internal sealed class DemoNarrator(DemoSettings settings, TimeProvider clock)
{
    // One scenario minute: the first values are there, nothing has happened yet.
    private static readonly TimeSpan InspectionAt = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    private DateTimeOffset _started = clock.GetUtcNow();
    private readonly Lock _line = new();
    private readonly HashSet<string> _standing = [];
    private long _lastEntry;

    private Uri Page => new($"http://127.0.0.1:{settings.Port}/");

    /// <summary>Prints what is about to be played and where to look.</summary>
    public void Open(Scenario scenario)
    {
        Console.WriteLine($"RoomGuard demo: {scenario.Name.En} ({scenario.Id}), {settings.Speed.ToString(CultureInfo.InvariantCulture)} times faster than life.");
        Console.WriteLine($"Look at {Page} (add ?lang=kk, ?lang=ru or ?lang=en). Ctrl-C ends it; nothing stays on this machine.");
        Console.WriteLine();
    }

    /// <summary>Prints what happens on the simulated site.</summary>
    public void Follow(SiteSimulation simulation)
    {
        Say("devices", $"kernel files below {simulation.SysfsRoot}; {string.Join(", ", simulation.Devices.Select(device => $"{device.Equipment} by SNMP on {device.Endpoint}"))}");
        simulation.Happened += happening => Say("site", $"{happening.Source}: {happening.Text}");
    }

    /// <summary>Prints a line with the site's clock.</summary>
    public void Say(string who, string what)
    {
        lock (_line)
        {
            Console.WriteLine($"{(clock.GetUtcNow() - _started).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture)}  {who,-9} {what}");
        }
    }

    /// <summary>Inspects the server rooms, then prints alarms and journal entries as they come, until <paramref name="stop"/>.</summary>
    public async Task WatchAsync(IServiceProvider centre, SiteSimulation simulation, CancellationToken stop)
    {
        try
        {
            var board = centre.GetRequiredService<RoomBoard>();
            await HearAllDevicesAsync(board, simulation, stop);
            simulation.Play();
            _started = clock.GetUtcNow();
            Say("demo", "the agent has read every device; the day begins");
            var inspecting = InspectAsync(simulation.Scenario, stop);
            await foreach (var snapshot in board.WatchAsync(null, stop))
            {
                TellAlarms(snapshot);
                await TellJournalsAsync(centre.GetRequiredService<JournalLedger>(), stop);
            }

            await inspecting;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The demo is over.
        }
    }

    /// <summary>Prints the end.</summary>
    public void Close() => Say("demo", "over; its folder is removed.");

    // The day begins when everything has been heard once, whatever the speed of the machine: its first test is only seconds away.
    private async Task HearAllDevicesAsync(RoomBoard board, SiteSimulation simulation, CancellationToken stop)
    {
        var unheard = simulation.Devices.Select(device => $"{device.Equipment}/").ToHashSet();
        await foreach (var snapshot in board.WatchAsync(null, stop))
        {
            unheard.RemoveWhere(device => snapshot.State.Points.Any(point => point.Key.StartsWith(device, StringComparison.Ordinal) && point.Value.Last.IsPresent));
            if (unheard.Count == 0 || clock.GetUtcNow() - _started > LongestHold)
            {
                return;
            }
        }
    }

    private async Task InspectAsync(Scenario scenario, CancellationToken stop)
    {
        await Task.Delay(InspectionAt, clock, stop);
        using var http = new HttpClient { BaseAddress = Page };
        foreach (var room in scenario.Site.Rooms.Where(room => room.Type == "server"))
        {
            var taken = await new DemoInspection(http, clock).InspectAsync(scenario.Site.Id, room.Id, stop);
            Say("inspector", $"signed {taken} statements on clauses 163 and 35 for {scenario.Site.Id}/{room.Id}; what nobody checked stays Unknown");
        }

        Say("inspector", $"signed {await new DemoInspection(http, clock).InspectOrganisationAsync(stop)} statements on clause 31 for the organisation");
    }

    private void TellAlarms(RoomSnapshot snapshot)
    {
        foreach (var alarm in snapshot.State.Alarms.Values.Where(alarm => alarm.State != AlarmCondition.Normal && _standing.Add(alarm.Id)))
        {
            Say("alarm", $"{alarm.Text.En} [{alarm.Priority}{(alarm.Test ? ", test: nobody is paged" : "")}] {alarm.Point}");
        }
    }

    private async Task TellJournalsAsync(JournalLedger ledger, CancellationToken stop)
    {
        var newest = await ledger.ReadAsync(new JournalQuery { Limit = 20, NewestFirst = true }, stop);
        foreach (var entry in newest.Items.Where(entry => entry.RecordedAt.Ticks > _lastEntry).Reverse())
        {
            Say("journal", $"{entry.Journal} no. {entry.No}{(entry.Completes is { } first ? $" (completes no. {first})" : "")}: {entry.Kind} of {entry.Equipment}, {entry.Result}");
        }

        _lastEntry = Math.Max(_lastEntry, newest.Items.Select(entry => entry.RecordedAt.Ticks).DefaultIfEmpty().Max());
    }
}
