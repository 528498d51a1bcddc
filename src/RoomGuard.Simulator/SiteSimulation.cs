using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using RoomGuard.Simulator.Kernel;
using RoomGuard.Simulator.Scenarios;
using RoomGuard.Simulator.Snmp;
using RoomGuard.Simulator.World;
using RoomGuard.Snmp;

namespace RoomGuard.Simulator;

/// <summary>A site that is being played: a fake <c>/sys</c> on disk and SNMP agents on UDP ports, both following one scenario on one clock.</summary>
/// <remarks>All members may be used from any thread.</remarks>
public sealed partial class SiteSimulation : IAsyncDisposable
{
    /// <summary>How often probes measure anew, in scenario time.</summary>
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(5);

    // Waking up is what a fast play costs most: a hundred times in a real second are enough for whoever looks.
    private static readonly TimeSpan ShortestRealBeat = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _started;
    private long _startedStamp;
    private readonly ScenarioPlay _play;
    private readonly KernelLayout _layout;
    private readonly KernelTree _tree;
    private readonly List<(string Device, SnmpAgent Agent)> _agents = [];
    private readonly ConcurrentQueue<SiteOrder> _orders = new();
    private readonly CancellationTokenSource _stop;
    private readonly List<SimulatedDevice> _devices = [];
    private TimeSpan _probesShown = TimeSpan.MinValue;
    private bool _isTreeLost;
    private Task _playing = Task.CompletedTask;
    private bool _isDisposed;

    private SiteSimulation(Scenario scenario, SimulationPlace place, TimeProvider clock, ILoggerFactory logs, CancellationToken stop)
    {
        Scenario = scenario;
        SysfsRoot = Path.Combine(Path.GetFullPath(place.Folder), "sys");
        _clock = clock;
        _log = logs.CreateLogger<SiteSimulation>();
        _play = new ScenarioPlay(scenario, place.Seed ?? scenario.Seed);
        _layout = new KernelLayout(scenario.Site);
        _tree = new KernelTree(SysfsRoot);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Sensors = _layout.Sensors();
        Contacts = [.. scenario.Site.Contacts.Select(contact => new SimulatedContact(contact.Line, contact.Room, contact.Equipment, contact.Signal, contact.IsActiveLow))];
    }

    /// <summary>Raised on the player's own thread for everything a person standing there would notice. A handler must be quick and must not throw.</summary>
    public event Action<SimulationEvent>? Happened;

    /// <summary>What is being played.</summary>
    public Scenario Scenario { get; }

    /// <summary>The folder that stands in for <c>/sys</c>.</summary>
    public string SysfsRoot { get; }

    /// <summary>The SNMP devices, ready to be asked.</summary>
    public IReadOnlyList<SimulatedDevice> Devices => _devices;

    /// <summary>The channels of the probes in the tree.</summary>
    public IReadOnlyList<SimulatedSensor> Sensors { get; }

    /// <summary>The contacts in the tree.</summary>
    public IReadOnlyList<SimulatedContact> Contacts { get; }

    /// <summary>Scenario time now.</summary>
    public TimeSpan Elapsed => _play.State.At;

    /// <summary>Ends when the play does; fails when a handler of <see cref="Happened"/> threw, and the site stands still from then on.</summary>
    public Task Completion => _playing;

    /// <summary>Lets a site that was started as <see cref="SimulationPlace.IsHeld"/> begin: scenario time counts from here. Calling it again changes nothing.</summary>
    public void Play()
    {
        if (!_begun.Task.IsCompleted)
        {
            (_started, _startedStamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
            _begun.TrySetResult();
        }
    }

    /// <summary>The site as it is now.</summary>
    internal SiteState State => _play.State;

    /// <summary>How often a file of the tree was written or taken away.</summary>
    internal long TreeChanges => _tree.Changes;

    /// <summary>Builds the tree, opens the ports and begins to play. When the task ends, everything can be read.</summary>
    /// <param name="clock">The clock of the scenario; <see cref="CompressedTime"/> plays it faster.</param>
    /// <param name="stop">Ends the play, as disposing does.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="SocketException">A port that the scenario fixes is taken.</exception>
    public static async Task<SiteSimulation> StartAsync(Scenario scenario, SimulationPlace place, TimeProvider clock, ILoggerFactory logs, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(clock);
        stop.ThrowIfCancellationRequested();
        var simulation = new SiteSimulation(scenario, place, clock, logs, stop);
        try
        {
            simulation.Begin(place);
            return simulation;
        }
        catch (Exception error) when (error is IOException or SocketException or UnauthorizedAccessException)
        {
            await simulation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does something to the site at its next step, besides what the scenario does.</summary>
    public void Give(SiteOrder order) => _orders.Enqueue(order);

    /// <summary>Ends the play and closes the ports. The tree stays on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _stop.CancelAsync();
        try
        {
            await _playing;
        }
        finally
        {
            foreach (var (_, agent) in _agents)
            {
                await agent.DisposeAsync();
            }

            _stop.Dispose();
        }
    }

    private void Begin(SimulationPlace place)
    {
        foreach (var (path, target) in _layout.Links)
        {
            _tree.Link(path, target);
        }

        _layout.ShowLines(_tree.Show);
        ShowTree(_play.State);
        OpenPorts(place);
        Log.Started(_log, Scenario.Id, SysfsRoot, _devices.Count);
        _playing = PlayAsync(_stop.Token);
        if (!place.IsHeld)
        {
            Play();
        }
    }

    private void OpenPorts(SimulationPlace place)
    {
        var trees = new DeviceTrees(Scenario.Site, _clock.GetUtcNow(), () => _play.State);
        for (var i = 0; i < Scenario.Site.Upses.Count; i++)
        {
            var ups = Scenario.Site.Upses[i];
            var profile = ups.Mib == World.Upses.UpsMibKind.PowerNet ? DeviceProfiles.PowerNet : DeviceProfiles.Rfc1628;
            _devices.Add(new SimulatedDevice(ups.Id, ups.Room, ups.Name, profile, Listen(ups.Id, trees.OfUps(i), place)) { Kind = "ups", Community = place.Community });
        }

        if (Scenario.Site.Generator is { } generator)
        {
            var endpoint = Listen(generator.Id, trees.OfGenerator(generator), place);
            _devices.Add(new SimulatedDevice(generator.Id, generator.Room, generator.Name, DeviceProfiles.ComAp, endpoint)
            {
                Kind = "generator",
                Community = place.Community,
                RatedKilowatts = generator.RatedKilowatts,
            });
        }
    }

    private IPEndPoint Listen(string device, IMibTree tree, SimulationPlace place)
    {
        var agent = new SnmpAgent(new IPEndPoint(place.Address, Scenario.Ports.GetValueOrDefault(device)), place.Community, tree);
        _agents.Add((device, agent));
        agent.Start();
        return agent.Endpoint;
    }

    private async Task PlayAsync(CancellationToken stop)
    {
        using var beats = new PeriodicTimer(BeatOf(_clock), _clock);
        try
        {
            await _begun.Task.WaitAsync(stop);
            while (await beats.WaitForNextTickAsync(stop))
            {
                CatchUp();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Log.Ended(_log, Scenario.Id, Elapsed);
        }
    }

    private static TimeSpan BeatOf(TimeProvider clock)
    {
        var shortest = clock is CompressedTime compressed ? ShortestRealBeat * compressed.Speed : ShortestRealBeat;
        return shortest > Site.StepLength ? shortest : Site.StepLength;
    }

    // However late a beat comes, the site goes through every step up to now: a busy machine changes when things are shown, never what happens.
    private void CatchUp()
    {
        var due = _clock.GetElapsedTime(_startedStamp) / Site.StepLength;
        while (_play.State.Steps + 1 <= due)
        {
            var news = _play.Step(TakeOrders());
            foreach (var (source, text) in news)
            {
                Tell(new SimulationEvent(_started + _play.State.At, _play.State.At, source, text));
            }
        }

        var state = _play.State;
        foreach (var (device, agent) in _agents)
        {
            agent.IsSilent = state.Silent.Contains(device);
        }

        KeepTree(state);
    }

    private IEnumerable<SiteOrder> TakeOrders()
    {
        while (_orders.TryDequeue(out var order))
        {
            yield return order;
        }
    }

    private void Tell(SimulationEvent happening)
    {
        Log.Happened(_log, happening);
        Happened?.Invoke(happening);
    }

    private void KeepTree(SiteState state)
    {
        try
        {
            ShowTree(state);
            if (_isTreeLost)
            {
                _isTreeLost = false;
                Log.TreeIsBack(_log, SysfsRoot);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (!_isTreeLost)
            {
                _isTreeLost = true;
                Log.TreeIsLost(_log, SysfsRoot, error.Message);
            }
        }
    }

    private void ShowTree(SiteState state)
    {
        _layout.ShowContacts(state, _tree.Show);
        if (_probesShown == TimeSpan.MinValue || state.At - _probesShown >= ProbePeriod)
        {
            _layout.ShowProbes(state, _tree.Show);
            _probesShown = state.At;
        }
    }
}
