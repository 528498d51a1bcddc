namespace RoomGuard.Snmp;

/// <summary>What an <see cref="SnmpAgent"/> serves: objects in the order of their identifiers.</summary>
/// <remarks>
/// An agent calls it from one thread at a time, once for every object of every request. One tree may stand behind several
/// agents and be changed meanwhile: it must then be thread-safe, as <see cref="MibTree"/> is. No member may throw:
/// that ends the agent, and its disposal then throws the same.
/// </remarks>
public interface IMibTree
{
    /// <summary>The object's value; <see cref="SnmpValue.NoSuchObject"/> or <see cref="SnmpValue.NoSuchInstance"/> where there is none.</summary>
    SnmpValue Get(ObjectId id);

    /// <summary>The first object whose identifier comes after <paramref name="after"/>; false when there is none.</summary>
    bool TryGetNext(ObjectId after, out VarBind next);

    /// <summary>Sets the object, or says why not.</summary>
    SnmpErrorStatus Set(ObjectId id, SnmpValue value);
}
