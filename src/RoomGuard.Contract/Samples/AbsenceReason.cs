namespace RoomGuard.Contract.Samples;

/// <summary>Why a sample has no value. On the wire: the names in lower case with underscores.</summary>
public enum AbsenceReason
{
    /// <summary>The device did not answer.</summary>
    Silent,

    /// <summary>What it answered does not hold together (checksum, format).</summary>
    Corrupt,

    /// <summary>It has said the same for longer than it believably can.</summary>
    Stuck,

    /// <summary>The value is outside what this signal can be.</summary>
    OutOfRange,

    /// <summary>The device itself says that it is at fault.</summary>
    Faulted,

    /// <summary>Somebody switched it off.</summary>
    Disabled,
}
