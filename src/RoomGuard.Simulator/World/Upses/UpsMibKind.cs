namespace RoomGuard.Simulator.World.Upses;

/// <summary>Which MIB a UPS's network card answers.</summary>
public enum UpsMibKind
{
    /// <summary>UPS-MIB of RFC 1628, three phases.</summary>
    Rfc1628,

    /// <summary>APC's PowerNet-MIB, one phase; UPS-MIB besides, as current cards do.</summary>
    PowerNet,
}
