namespace RoomGuard.Rooms;

/// <summary>The JSON files inside this assembly.</summary>
internal static class Resources
{
    /// <summary>The bytes of the file called <paramref name="name"/>.</summary>
    internal static byte[] Read(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
