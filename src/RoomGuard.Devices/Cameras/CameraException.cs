using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Cameras;

/// <summary>A camera did not give what it was asked for. The message never holds a credential or a query of an address.</summary>
public sealed class CameraException(CameraFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>How it failed.</summary>
    public CameraFault Fault { get; } = fault;

    /// <summary>The absence that follows from it.</summary>
    public Reading Absence => Reading.Absent(
        Fault switch
        {
            CameraFault.Silent => AbsenceReason.Silent,
            CameraFault.Corrupt => AbsenceReason.Corrupt,
            _ => AbsenceReason.Faulted,
        },
        Message);
}
