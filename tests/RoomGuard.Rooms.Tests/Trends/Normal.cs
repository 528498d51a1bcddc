namespace RoomGuard.Rooms.Tests.Trends;

/// <summary>Normal noise of deviation 1 from a seed (Box and Muller).</summary>
internal sealed class Normal(int seed)
{
    private readonly Random _random = new(seed);

    internal double Next() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
