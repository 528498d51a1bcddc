using RoomGuard.Central.Sites;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Unassigned;

/// <summary>The points that are published and not in the site model, ready to be adopted. Held in memory: whoever still publishes is there again soon after a restart. Safe for several threads.</summary>
/// <remarks>Anybody may publish, so the list has an end: of a site, and of all sites. When it is reached, the point that has not been seen for longest goes, of the site that has most.</remarks>
internal sealed class UnassignedBook(SiteBook sites)
{
    /// <summary>Most points of all sites.</summary>
    public const int MaxPoints = 10_000;

    /// <summary>Most points of one site.</summary>
    public const int MaxOfSite = 2_500;

    // What a stranger says is shown, not kept.
    private const int MaxText = 200;

    private readonly Dictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _swept;
    private long _dropped;

    /// <summary>How many had to go because there were too many.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Every point of the list, in the order of their names.</summary>
    public IReadOnlyList<UnassignedPoint> All
    {
        get
        {
            lock (_lock)
            {
                Sweep_NeedsLock();
                return [.. _shelves.Values.SelectMany(shelf => shelf.Order).OrderBy(point => point.Point.ToString(), StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                Sweep_NeedsLock();
                return _shelves.Values.Sum(shelf => shelf.Order.Count);
            }
        }
    }

    /// <summary>The point of this name; null when it is not on the list.</summary>
    public UnassignedPoint? Find(PointId point)
    {
        lock (_lock)
        {
            Sweep_NeedsLock();
            return _shelves.TryGetValue(point.Site, out var shelf) && shelf.Nodes.TryGetValue(point, out var node) ? node.Value : null;
        }
    }

    /// <summary>Notes a sample of a point that the model does not name.</summary>
    public void Note(Sample sample, string agent, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!_shelves.TryGetValue(sample.Point.Site, out var shelf))
            {
                _shelves[sample.Point.Site] = shelf = new Shelf();
            }

            var last = sample.Reading.Kind == ReadingKind.Text && sample.Reading.Text.Length > MaxText ? Reading.Of(sample.Reading.Text[..MaxText]) : sample.Reading;
            if (shelf.Nodes.Remove(sample.Point, out var node))
            {
                shelf.Order.Remove(node);
                shelf.Add(node.Value with { Agent = agent, LastSeen = now, Count = node.Value.Count + 1, Last = last });
                return;
            }

            shelf.Add(new UnassignedPoint(sample.Point, agent, now, now, 1, last));
            if (shelf.Order.Count > MaxOfSite)
            {
                Drop(shelf);
            }
            else if (_shelves.Values.Sum(each => each.Order.Count) > MaxPoints)
            {
                Drop(_shelves.Values.MaxBy(each => each.Order.Count)!);
            }
        }
    }

    private void Drop(Shelf shelf)
    {
        shelf.Nodes.Remove(shelf.Order.First!.Value.Point);
        shelf.Order.RemoveFirst();
        Interlocked.Increment(ref _dropped);
    }

    // What the model names by now, and what belongs to no site any more, is not unassigned.
    private void Sweep_NeedsLock()
    {
        var now = sites.Now;
        if (_swept == now.Version)
        {
            return;
        }

        _swept = now.Version;
        foreach (var (site, shelf) in _shelves.ToList())
        {
            foreach (var point in shelf.Order.Where(point => !UnassignedPoint.IsUnassigned(now.Model, point.Point)).ToList())
            {
                shelf.Order.Remove(shelf.Nodes[point.Point]);
                shelf.Nodes.Remove(point.Point);
            }

            if (shelf.Order.Count == 0)
            {
                _shelves.Remove(site);
            }
        }
    }

    // The points of one site; the one that has not been seen for longest is the first.
    private sealed class Shelf
    {
        public LinkedList<UnassignedPoint> Order { get; } = new();

        public Dictionary<PointId, LinkedListNode<UnassignedPoint>> Nodes { get; } = [];

        public void Add(UnassignedPoint point) => Nodes[point.Point] = Order.AddLast(point);
    }
}
