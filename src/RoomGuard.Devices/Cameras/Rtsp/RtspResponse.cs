namespace RoomGuard.Devices.Cameras.Rtsp;

/// <summary>One response of an RTSP server (RFC 2326, 7). Immutable.</summary>
/// <param name="Status">100 to 599.</param>
/// <param name="Headers">Names and values in their order; a name may be there more than once.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record RtspResponse(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>The values of one header; the name is compared without case.</summary>
    public IEnumerable<string> All(string name) => Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    /// <summary>The first value of one header; empty when it is not there.</summary>
    public string First(string name) => All(name).FirstOrDefault("");
}
