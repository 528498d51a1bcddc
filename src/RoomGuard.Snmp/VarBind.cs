namespace RoomGuard.Snmp;

/// <summary>A variable binding: one object of a device and its value (RFC 3416 section 3).</summary>
/// <param name="Id">Which object, instance part included.</param>
/// <param name="Value">What it holds; <see cref="SnmpValue.Null"/> where a request asks for it.</param>
public readonly record struct VarBind(ObjectId Id, SnmpValue Value)
{
    /// <summary>For logs and test output: identifier, equals sign, value.</summary>
    public override string ToString() => $"{Id} = {Value}";
}
