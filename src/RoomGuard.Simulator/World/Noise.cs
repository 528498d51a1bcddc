namespace RoomGuard.Simulator.World;

/// <summary>Seeded noise without memory: the same seed, source, tag and time always give the same number, whatever was asked before.</summary>
/// <remarks>That is what makes a scenario repeat byte for byte, however fast or unevenly it is played.</remarks>
internal readonly struct Noise
{
    private readonly ulong _key;

    /// <summary>The noise of one source, such as one UPS, under the scenario's seed.</summary>
    public Noise(int seed, string source) => _key = Mix((ulong)(uint)seed ^ Hash(source));

    /// <summary>An independent number from −1 to 1 for each <paramref name="index"/>.</summary>
    public double Jitter(string tag, long index) => Unit(Mix(_key ^ Hash(tag)), index);

    /// <summary>A smooth wander from −1 to 1 that forgets where it was after about <paramref name="period"/>.</summary>
    public double Drift(string tag, TimeSpan at, TimeSpan period)
    {
        var stream = Mix(_key ^ Hash(tag));
        var place = at / period;
        var before = (long)Math.Floor(place);
        var share = place - before;
        var eased = share * share * (3 - (2 * share));
        return Unit(stream, before) + ((Unit(stream, before + 1) - Unit(stream, before)) * eased);
    }

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/> for each <paramref name="index"/>.</summary>
    public double Between(string tag, long index, double least, double most) => least + ((Jitter(tag, index) + 1) / 2 * (most - least));

    private static double Unit(ulong stream, long index) => ((Mix(stream + (ulong)index) >> 11) * (2.0 / (1UL << 53))) - 1;

    // FNV-1a: string.GetHashCode differs from run to run.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    // The finaliser of SplitMix64.
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
