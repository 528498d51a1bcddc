using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Recordings;

/// <summary>Where the other program is known to be wrong, or reads what no signal is for; each with its reason.</summary>
internal static class RecordingExceptions
{
    private static readonly (string Recording, string Prefix, string Reason)[] Known =
    [
        ("", "1.3.6.1.4.1.318.1.1.1.2.1.3", "an age computed from the date of the last battery replacement"),
        ("", "1.3.6.1.4.1.534.1.2.6", "an age computed from the date of the last battery replacement"),
    ];

    /// <summary>Whether the object's truth is explained.</summary>
    public static bool Explains(string recording, ObjectId id) =>
        Known.Any(known => (known.Recording.Length == 0 || recording == known.Recording) && id.StartsWith(ObjectId.Parse(known.Prefix)));
}
