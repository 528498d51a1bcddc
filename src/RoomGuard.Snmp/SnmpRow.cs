namespace RoomGuard.Snmp;

/// <summary>One row of a table.</summary>
/// <param name="Index">What follows the column in the identifiers of the row's cells: the row's index (RFC 2578 section 7.7), not an identifier of its own.</param>
/// <param name="Cells">One value for each column asked, in that order; noSuchInstance where the row has none.</param>
public readonly record struct SnmpRow(ObjectId Index, IReadOnlyList<SnmpValue> Cells);
