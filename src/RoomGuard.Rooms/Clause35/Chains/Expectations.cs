namespace RoomGuard.Rooms.Clause35;

/// <summary>What others know of a chain: at this number stood this hash. For one thread.</summary>
internal sealed class Expectations
{
    private readonly Dictionary<long, List<(string Hash, string Who)>> _all = [];

    /// <summary>The highest number that anybody knows of.</summary>
    internal long Highest { get; private set; }

    /// <summary>Notes what somebody knows.</summary>
    internal void Add(long no, string hash, string who)
    {
        if (no < 1)
        {
            return;
        }

        Highest = Math.Max(Highest, no);
        if (!_all.TryGetValue(no, out var known))
        {
            _all[no] = known = [];
        }

        if (!known.Contains((hash, who)))
        {
            known.Add((hash, who));
        }
    }

    /// <summary>Who knows another hash of this number.</summary>
    internal IEnumerable<string> Against(long no, ReadOnlySpan<byte> hash)
    {
        if (!_all.TryGetValue(no, out var known))
        {
            return [];
        }

        var text = System.Text.Encoding.ASCII.GetString(hash);
        return known.Where(one => one.Hash != text).Select(one => one.Who).ToList();
    }

    /// <summary>Who knows of numbers beyond <paramref name="last"/>.</summary>
    internal IEnumerable<(long No, string Who)> Beyond(long last) => _all.Where(pair => pair.Key > last).SelectMany(pair => pair.Value.Select(one => (pair.Key, one.Who))).Order();
}
