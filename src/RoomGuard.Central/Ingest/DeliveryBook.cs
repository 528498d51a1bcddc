using RoomGuard.Contract.Messages;

namespace RoomGuard.Central.Ingest;

/// <summary>Which packs are stored, so that a second delivery is told. For one loop.</summary>
internal sealed class DeliveryBook
{
    /// <summary>Most boots that are remembered.</summary>
    public const int MaxBoots = 50_000;

    /// <summary>Most boots of one agent that are remembered: the newest.</summary>
    public const int MaxBootsOfAgent = 16;

    private readonly Dictionary<BootKey, SequenceSet> _stored = [];
    private readonly Dictionary<(string Site, string Agent), Queue<BootKey>> _boots = [];

    /// <param name="watermarks">What was stored before, older boots first.</param>
    public DeliveryBook(IEnumerable<Watermark> watermarks)
    {
        foreach (var watermark in watermarks)
        {
            TryOpen(watermark.Boot);
            _stored[watermark.Boot] = watermark.Sequences;
        }
    }

    /// <summary>Notes that a pack is being stored.</summary>
    /// <returns>False when it was noted before: it came again.</returns>
    /// <remarks>A stranger who invents agents, or leaves thousands of gaps, is taken without being noted: what comes twice then changes nothing in a room either.</remarks>
    public bool TryNote(PackNumber pack)
    {
        if (!TryOpen(pack.Boot))
        {
            return true;
        }

        var stored = _stored[pack.Boot];
        if (stored.Contains(pack.Sequence))
        {
            return false;
        }

        if (!stored.IsFull || stored.Contains(pack.Sequence - 1))
        {
            _stored[pack.Boot] = stored.Add(pack.Sequence);
        }

        return true;
    }

    /// <summary>What is noted of these boots.</summary>
    public IReadOnlyList<Watermark> Of(IEnumerable<BootKey> boots) =>
        [.. boots.Where(_stored.ContainsKey).Select(boot => new Watermark(boot, _stored[boot]))];

    /// <summary>The receipt for one boot; null when nothing of it is stored.</summary>
    public Receipt? ReceiptOf(BootKey boot)
    {
        if (!_stored.TryGetValue(boot, out var stored))
        {
            return null;
        }

        var (upto, missing) = stored.Receipt();
        return new Receipt(boot.Boot, upto, missing);
    }

    private bool TryOpen(BootKey boot)
    {
        if (_stored.ContainsKey(boot))
        {
            return true;
        }

        if (_stored.Count >= MaxBoots)
        {
            return false;
        }

        var agent = (boot.Site, boot.Agent);
        if (!_boots.TryGetValue(agent, out var boots))
        {
            _boots[agent] = boots = new Queue<BootKey>();
        }

        boots.Enqueue(boot);
        _stored[boot] = SequenceSet.Empty;
        if (boots.Count > MaxBootsOfAgent)
        {
            _stored.Remove(boots.Dequeue());
        }

        return true;
    }
}

/// <summary>One boot of one agent: what its pack numbers count within.</summary>
internal readonly record struct BootKey(string Site, string Agent, string Boot);

/// <summary>Which packs of one boot of one agent are stored.</summary>
/// <param name="Boot">Whose packs.</param>
/// <param name="Sequences">Their numbers.</param>
internal sealed record Watermark(BootKey Boot, SequenceSet Sequences);
