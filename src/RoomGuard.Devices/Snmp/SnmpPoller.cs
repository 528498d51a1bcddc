using Microsoft.Extensions.Logging;
using RoomGuard.Contract.Samples;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Watches one SNMP device: learns what it is and what it has, and then asks for just that.</summary>
/// <remarks>Not safe for several threads, but for <see cref="Profile"/>. It sets nothing: many of these devices can start an engine or switch a load off.</remarks>
public sealed partial class SnmpPoller
{
    private const int FailuresUntilForgotten = 3;
    private const int MostRemarks = 100;

    // Sensors get wired and firmware updated while nobody restarts an agent.
    private static readonly TimeSpan DiscoveryPeriod = TimeSpan.FromHours(1);

    private readonly SnmpManager _manager;
    private readonly SnmpDevice _device;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SortedSet<DeviceSignal> _known = new(DeviceSignal.Order);
    private readonly HashSet<string> _remarks = new(StringComparer.Ordinal);
    private DeviceMemory _memory = DeviceMemory.Empty;
    private CounterContinuation _counters = CounterContinuation.Empty;
    private DeviceUptime _uptime;
    private Decoding _found = new([], [], DeviceMemory.Empty);
    private volatile Profile? _profile;
    private DateTimeOffset _discoverAt;
    private DateTimeOffset? _silentSince;
    private int _failures;
    private bool _hasAnswered;
    private bool _hasComplained;

    /// <summary>A poller that has not asked anything yet.</summary>
    /// <param name="clock">Dates readings; network waits are the manager's.</param>
    public SnmpPoller(SnmpManager manager, SnmpDevice device, TimeProvider clock, ILogger<SnmpPoller> logger)
    {
        (_manager, _device, _clock, _logger) = (manager, device, clock, logger);
        _known.UnionWith(ProfileCatalog.Find(device.Profile)?.Points.Where(point => point.IsEssential).Select(point => new DeviceSignal(point.Part, point.Signal.Id)) ?? []);
    }

    /// <summary>The signals this device and its parts are known to have; it grows when the device shows more. Before the first answer: the essential ones of a named profile.</summary>
    public IReadOnlyCollection<DeviceSignal> Signals => _known;

    /// <summary>The profile in use: as configured, or as found.</summary>
    public string ProfileId => _profile?.Id ?? _device.Profile;

    /// <summary>The profile in use; null until the device has said what it is. May be asked from any thread.</summary>
    public Profile? Profile => _profile;

    /// <summary>The one time of all readings of the last poll: when its answers were complete, or were given up.</summary>
    public DateTimeOffset PolledAt { get; private set; }

    /// <summary>Asks a device what it is; for people who are setting one up.</summary>
    /// <exception cref="SnmpException">The device is silent or refuses.</exception>
    public static Task<DeviceIdentity> IdentifyAsync(SnmpManager manager, SnmpDevice device, CancellationToken stop) =>
        DeviceFinder.IdentifyAsync(new SnmpAnswers(manager, device, null), ProfileCatalog.Find(device.Profile), stop);

    /// <summary>Asks once. Every known signal has a reading in the result; a silent device makes absences, never an exception.</summary>
    public async Task<IReadOnlyList<SignalReading>> PollAsync(CancellationToken stop)
    {
        try
        {
            var readings = await AskAsync(stop);
            Heard();
            return readings;
        }
        catch (SnmpException error)
        {
            Missed(error);
            PolledAt = _clock.GetUtcNow();
            return AllAbsent(Reason(error), error.Message);
        }
    }

    /// <summary>Takes a trap of this device. A poll should follow at once: a trap is a hint, and may be lost or forged.</summary>
    /// <returns>What it says of a signal; null when it says nothing of one, or is not in the profile.</returns>
    public SignalReading? Hear(ObjectId trap)
    {
        _manager.Wake(_device.Target(_profile?.Access));
        var meaning = _profile?.Explain(trap);
        if (meaning is null)
        {
            Log.HeardUnknown(_logger, _device, trap);
        }
        else
        {
            Log.Heard(_logger, _device, trap, meaning.Trap.Event, meaning.IsCleared ? "over" : "begun");
        }

        return meaning?.Reading;
    }

    private async Task<IReadOnlyList<SignalReading>> AskAsync(CancellationToken stop)
    {
        if (_profile is null || _clock.GetUtcNow() >= _discoverAt)
        {
            return await DiscoverAsync(stop);
        }

        var varBinds = await DeviceFinder.AskAgainAsync(new SnmpAnswers(_manager, _device, _profile.Access), _found, stop);
        if (varBinds.Exists(varBind => varBind.Value.IsException) || _found.Sources.Except(varBinds.Select(varBind => varBind.Id)).Any())
        {
            _discoverAt = default;
        }

        return Complete(Decode(_profile, varBinds));
    }

    private async Task<IReadOnlyList<SignalReading>> DiscoverAsync(CancellationToken stop)
    {
        var answers = new SnmpAnswers(_manager, _device, null);
        var identity = await DeviceFinder.IdentifyAsync(answers, ProfileCatalog.Find(_device.Profile), stop);
        if (identity.Profile is not { } profile)
        {
            if (!_hasComplained)
            {
                _hasComplained = true;
                Log.FitsNoProfile(_logger, _device, identity.SysObjectId, identity.SysDescr);
            }

            PolledAt = _clock.GetUtcNow();
            return AllAbsent(AbsenceReason.Silent, $"{_device.Address} answers, but fits no profile");
        }

        var varBinds = await DeviceFinder.DiscoverAsync(answers, profile, stop);
        var decoding = Decode(profile, varBinds);
        if (_profile?.Id != profile.Id && decoding.Readings.Count > 0)
        {
            Log.Identified(_logger, _device, profile.Id, identity.Describe(), decoding.Readings.Count);
        }

        _profile = profile;
        var hasUptime = varBinds.Exists(varBind => varBind.Id == Snmp.Profile.SysUpTime && varBind.Value.Kind == SnmpKind.TimeTicks);
        _found = decoding with { Sources = [.. decoding.Sources.Concat(hasUptime ? [Snmp.Profile.SysUpTime] : []).Distinct()] };
        _discoverAt = PolledAt + DiscoveryPeriod;
        if (decoding.Readings.Count == 0)
        {
            return ComplainOfNothing(profile);
        }

        // The device has spoken for itself: what was only expected of it, and it does not have, is no longer waited for.
        if (!_hasAnswered)
        {
            _hasAnswered = true;
            _known.Clear();
        }

        return Complete(decoding);
    }

    private IReadOnlyList<SignalReading> ComplainOfNothing(Profile profile)
    {
        _discoverAt = default;
        if (!_hasComplained)
        {
            _hasComplained = true;
            Log.HasNothing(_logger, _device, profile.Id);
        }

        return AllAbsent(AbsenceReason.Faulted, $"{_device.Address} answers SNMP, but has none of the objects of profile {profile.Id}");
    }

    private Decoding Decode(Profile profile, List<VarBind> varBinds)
    {
        PolledAt = _clock.GetUtcNow();
        (_uptime, var hasRestarted) = _uptime.After(varBinds, _manager.BootsOf(_device.Target(profile.Access)));
        if (hasRestarted)
        {
            // What it is and has may have changed with its firmware, and its dates count from another start.
            Log.Restarted(_logger, _device);
            (_memory, _discoverAt) = (DeviceMemory.Empty, default);
        }

        (varBinds, _counters) = _counters.Continue(varBinds, hasRestarted);
        var decoding = profile.Decode(varBinds, PolledAt, _memory);
        _memory = decoding.Memory;
        foreach (var reading in decoding.Readings)
        {
            if (reading.Remark is { } remark && _remarks.Count < MostRemarks && _remarks.Add(reading.Key + remark))
            {
                Log.Remark(_logger, _device, reading.Key, remark);
            }
        }

        return decoding;
    }

    // What was once there and is not now is an absence; what never was is not published at all.
    private List<SignalReading> Complete(Decoding decoding)
    {
        var readings = decoding.Readings.ToDictionary(reading => reading.Key);
        _known.UnionWith(readings.Keys);
        return [.. _known.Select(signal => readings.GetValueOrDefault(signal)
            ?? Absent(signal, AbsenceReason.Faulted, $"{_device.Address} answers, but gives no value for it"))];
    }

    private IReadOnlyList<SignalReading> AllAbsent(AbsenceReason reason, string detail) =>
        [.. _known.Select(signal => Absent(signal, reason, detail))];

    private static SignalReading Absent(DeviceSignal signal, AbsenceReason reason, string detail) => new(signal.Signal, Reading.Absent(reason, detail)) { Part = signal.Part };

    private void Heard()
    {
        if (_silentSince is { } since)
        {
            Log.IsBack(_logger, _device, _clock.GetUtcNow() - since);
        }

        (_silentSince, _failures) = (null, 0);
    }

    private void Missed(SnmpException error)
    {
        if (_silentSince is null)
        {
            _silentSince = _clock.GetUtcNow();
            Log.WentSilent(_logger, _device, error.Message);
        }

        // It may come back as another device, or with another card.
        if (++_failures == FailuresUntilForgotten)
        {
            _discoverAt = default;
        }
    }

    private static AbsenceReason Reason(SnmpException error) => error switch
    {
        SnmpTimeoutException => AbsenceReason.Silent,
        SnmpDecodeException => AbsenceReason.Corrupt,
        SnmpErrorStatusException or SnmpSecurityException => AbsenceReason.Faulted,
        _ => AbsenceReason.Silent,
    };
}
