using System.Collections.Immutable;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Lets counters of 32 bits count on where they wrap round, so that energy and starts never fall. Immutable.</summary>
/// <remarks>A counter that falls without having been near its end has been reset, as after a restart of the card: then it counts from there (RFC 2578 section 7.1.6).</remarks>
internal sealed record CounterContinuation
{
    private const ulong Modulus = 1ul << 32;

    // A poll in time sees less than half of the circle go by.
    private const ulong NearEnd = Modulus / 2;

    private readonly ImmutableDictionary<ObjectId, (ulong Last, ulong Wrapped)> _counters;

    private CounterContinuation(ImmutableDictionary<ObjectId, (ulong Last, ulong Wrapped)> counters) => _counters = counters;

    /// <summary>No counter seen yet.</summary>
    public static CounterContinuation Empty { get; } = new(ImmutableDictionary<ObjectId, (ulong Last, ulong Wrapped)>.Empty);

    /// <summary>The varbinds with their counters continued, and what is to be remembered.</summary>
    /// <param name="hasRestarted">Whether the device has restarted since the last poll: nothing is continued over that.</param>
    public (List<VarBind> VarBinds, CounterContinuation Next) Continue(List<VarBind> varBinds, bool hasRestarted)
    {
        var counters = hasRestarted ? Empty._counters : _counters;
        var continued = varBinds;
        for (var i = 0; i < varBinds.Count; i++)
        {
            if (varBinds[i].Value is not { Kind: SnmpKind.Counter32 } value || !value.TryGetUnsigned(out var count))
            {
                continue;
            }

            var (last, wrapped) = counters.GetValueOrDefault(varBinds[i].Id);
            wrapped = count >= last ? wrapped : last >= NearEnd ? wrapped + Modulus : 0;
            counters = counters.SetItem(varBinds[i].Id, (count, wrapped));
            if (wrapped > 0)
            {
                continued = ReferenceEquals(continued, varBinds) ? [.. varBinds] : continued;
                continued[i] = varBinds[i] with { Value = SnmpValue.Counter64(wrapped + count) };
            }
        }

        return (continued, new CounterContinuation(counters));
    }
}
