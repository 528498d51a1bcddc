using RoomGuard.Central.Ingest;
using RoomGuard.Central.Store;
using RoomGuard.Contract.Messages;

namespace RoomGuard.Central.Cluster;

/// <summary>One agent: tells its rooms of its births and connections, keeps which of its packs are stored, and has it told.</summary>
/// <remarks>What is told is stored before: after any kill the agent may be asked for a pack it sent, never believed to have sent one that is lost.</remarks>
internal sealed class AgentGrain(AgentGrainParts parts) : Grain, IAgentGrain
{
    private readonly List<(string Boot, SequenceSet Sequences)> _boots = [];
    private AgentPlace _place = null!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var (site, agent) = (key[..slash], key[(slash + 1)..]);
        var (place, watermarks) = await parts.Gate.ReadAsync(() => parts.Store.LoadAgentAsync(site, agent, cancellationToken), cancellationToken);
        _place = place ?? new AgentPlace(site, agent, [], null);
        _boots.AddRange(watermarks.Select(mark => (mark.Boot.Boot, mark.Sequences)));
    }

    /// <inheritdoc/>
    public async ValueTask BirthAsync(string boot, BirthPoint[] points)
    {
        parts.Committer.Pace.Call("birth");
        var before = _place.Rooms;
        var born = points.Select(point => point.Room).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        await KeepAsync(_place with { Rooms = born });
        foreach (var room in born.Union(before, StringComparer.Ordinal))
        {
            await WithRoomAsync(room, grain => grain.ExpectAsync(_place.Agent, [.. points.Where(point => point.Room == room)]));
            if (_place.IsOnline is { } isOnline)
            {
                await WithRoomAsync(room, grain => grain.ConnectAsync(_place.Agent, isOnline));
            }
        }

        Tell(boot);
    }

    /// <inheritdoc/>
    public async ValueTask ConnectAsync(bool isOnline)
    {
        await KeepAsync(_place with { IsOnline = isOnline });
        foreach (var room in _place.Rooms)
        {
            await WithRoomAsync(room, grain => grain.ConnectAsync(_place.Agent, isOnline));
        }
    }

    /// <inheritdoc/>
    public async ValueTask NoteAsync(string boot, long[] sequences)
    {
        parts.Committer.Pace.Call("note");
        var index = _boots.FindIndex(known => known.Boot == boot);
        var before = index < 0 ? SequenceSet.Empty : _boots[index].Sequences;
        var after = before;
        foreach (var number in sequences)
        {
            // A stranger who leaves thousands of gaps is taken without being noted.
            after = after.IsFull && !after.Contains(number - 1) ? after : after.Add(number);
        }

        if (!ReferenceEquals(before, after))
        {
            var key = new BootKey(_place.Site, _place.Agent, boot);
            await parts.Committer.CommitAsync(new StateChange(parts.Clock.GetUtcNow()) { Watermarks = [new Watermark(key, after)] }, parts.Stop);
            Remember(index, boot, after);
        }

        Tell(boot);
    }

    private void Remember(int index, string boot, SequenceSet sequences)
    {
        if (index >= 0)
        {
            _boots[index] = (boot, sequences);
            return;
        }

        _boots.Add((boot, sequences));
        if (_boots.Count > DeliveryBook.MaxBootsOfAgent)
        {
            _boots.RemoveAt(0);
        }
    }

    private void Tell(string boot)
    {
        if (_boots.Find(known => known.Boot == boot).Sequences is { } stored)
        {
            var (upto, missing) = stored.Receipt();
            parts.Receipts.Send(new BootKey(_place.Site, _place.Agent, boot), new Receipt(boot, upto, missing));
        }
    }

    private async Task KeepAsync(AgentPlace place)
    {
        if (place.IsOnline == _place.IsOnline && place.Rooms.SequenceEqual(_place.Rooms))
        {
            return;
        }

        await parts.Committer.CommitAsync(new StateChange(parts.Clock.GetUtcNow()) { Agents = [place] }, parts.Stop);
        _place = place;
    }

    // A room that the operator took out of the site meanwhile has nobody to tell.
    private async Task WithRoomAsync(string room, Func<IRoomGrain, ValueTask> tell)
    {
        var path = $"{_place.Site}/{room}";
        if (parts.HasRoom(path))
        {
            await tell(GrainFactory.GetGrain<IRoomGrain>(path));
        }
    }
}

/// <summary>What the owners of agents work with.</summary>
/// <param name="HasRoom">Whether a room, <c>{site}/{room}</c>, is one of this centre's.</param>
/// <param name="Stop">Ends when the machine's share of the cluster has stopped.</param>
internal sealed record AgentGrainParts(StateStore Store, StateCommitter Committer, StateGate Gate, ReceiptLoop Receipts, Func<string, bool> HasRoom, TimeProvider Clock, CancellationToken Stop);
