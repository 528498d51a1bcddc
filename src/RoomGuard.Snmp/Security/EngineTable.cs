using System.Collections.Concurrent;
using System.Net;

namespace RoomGuard.Snmp.Security;

/// <summary>The engines of the devices that were asked over SNMPv3, each with its clock.</summary>
/// <remarks>Thread-safe. Bounded: beyond <see cref="MostEngines"/> an arbitrary one is forgotten and discovered again when it is asked.</remarks>
internal sealed class EngineTable(TimeProvider clock)
{
    private const int MostEngines = 16_384;

    private readonly ConcurrentDictionary<IPEndPoint, RemoteEngine> _engines = new();

    /// <summary>The keys of those who asked.</summary>
    public KeyRing Keys { get; } = new();

    /// <summary>Engines known.</summary>
    public int Count => _engines.Count;

    /// <summary>The engine at this address; null when nothing authentic was heard from it yet.</summary>
    public RemoteEngine? Find(IPEndPoint device) => _engines.GetValueOrDefault(device);

    /// <summary>An engine by its own word, of which nothing is believed yet.</summary>
    public RemoteEngine Candidate(SnmpEngineId id, EngineMoment said) => new(id, said, new EngineClock(clock), Keys);

    /// <summary>Keeps an engine that has answered.</summary>
    public void Keep(IPEndPoint device, RemoteEngine engine)
    {
        if (_engines.TryGetValue(device, out var known) && ReferenceEquals(known, engine))
        {
            return;
        }

        if (_engines.Count >= MostEngines)
        {
            _engines.TryRemove(_engines.First().Key, out _);
        }

        _engines[device] = engine;
    }

    /// <summary>Forgets an engine: the next request discovers it again.</summary>
    public void Forget(IPEndPoint device) => _engines.TryRemove(device, out _);
}

/// <summary>One device's engine: its id, its clock, and the user who asked it last. Thread-safe.</summary>
/// <param name="said">What the engine said of its time before anything could be proven: good enough to send, not to believe.</param>
internal sealed class RemoteEngine(SnmpEngineId id, EngineMoment said, EngineClock clock, KeyRing keys)
{
    private LocalUser? _last;

    public SnmpEngineId Id { get; } = id;

    public EngineClock Clock { get; } = clock;

    /// <summary>The moment to send with.</summary>
    public EngineMoment Now => Clock.TryTell(out var now) ? now : said;

    /// <summary>The user as this engine knows it.</summary>
    public LocalUser For(SnmpUser user)
    {
        var last = _last;
        if (last is null || !ReferenceEquals(last.User, user))
        {
            _last = last = keys.For(user, Id);
        }

        return last;
    }
}
