namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>How Net-SNMP's tools are started here.</summary>
internal static class NetSnmp
{
    /// <summary>Without the file that all of them share, in which two that end at once spoil each other's lines.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfItsOwn = new Dictionary<string, string> { ["SNMP_PERSISTENT_DIR"] = "/dev/null" };
}
