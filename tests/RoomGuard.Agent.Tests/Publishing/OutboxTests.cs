using CsCheck;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Tests.Publishing;

public sealed class OutboxTests : IDisposable
{
    private static readonly TimeSpan Now = TimeSpan.FromHours(1);

    private readonly Outbox _outbox = new("boot", 100);

    public void Dispose() => _outbox.Dispose();

    [Fact]
    public void A_pack_made_while_the_broker_is_there_goes_out_live()
    {
        _outbox.Connected(Now);
        Add(1);
        Assert.Equal([1L], Live());
        Assert.Equal(1, _outbox.Count);
    }

    [Fact]
    public async Task Packs_made_without_the_broker_go_out_as_backlog_oldest_first()
    {
        Add(3, Now - TimeSpan.FromMinutes(1));
        Assert.Equal(3, _outbox.Connected(Now));
        Assert.Equal([1L, 2, 3], await BacklogAsync(3));
        Assert.Empty(Live());
    }

    [Fact]
    public async Task What_is_only_seconds_old_when_the_broker_comes_is_still_live()
    {
        Add(1, Now - TimeSpan.FromMinutes(1));
        Add(1, Now - TimeSpan.FromSeconds(1));
        Assert.Equal(1, _outbox.Connected(Now));
        Assert.Equal([2L], Live());
        Assert.Equal([1L], await BacklogAsync(1));
    }

    [Fact]
    public async Task What_the_broker_confirmed_goes_out_again_after_the_broker_was_lost()
    {
        _outbox.Connected(Now);
        Add(2);
        foreach (var pack in TakeLive())
        {
            _outbox.Confirmed(pack, Now);
        }

        _outbox.Disconnected();
        Assert.Equal(2, _outbox.Connected(Now));
        Assert.Equal([1L, 2], await BacklogAsync(2));
    }

    [Fact]
    public void A_receipt_ends_the_keeping_of_what_it_names()
    {
        _outbox.Connected(Now);
        Add(5);
        _outbox.Receive(new Receipt("boot", 4, [2]), Now);
        Assert.Equal(2, _outbox.Count);
        _outbox.Receive(new Receipt("boot", 5, []), Now);
        Assert.Equal(0, _outbox.Count);
    }

    [Fact]
    public void A_receipt_of_another_boot_or_of_packs_never_made_changes_nothing()
    {
        _outbox.Connected(Now);
        Add(2);
        _outbox.Receive(new Receipt("other", 2, []), Now);
        Assert.Equal(2, _outbox.Count);
        _outbox.Receive(new Receipt("boot", long.MaxValue, [1, 2, 3, long.MaxValue]), Now);
        Assert.Equal(2, _outbox.Count);
        Add(1);
        Assert.Equal([1L, 2, 3], Live());
    }

    [Fact]
    public async Task A_pack_that_stays_missing_is_sent_again_but_not_one_that_may_be_on_its_way()
    {
        _outbox.Connected(Now);
        Add(2);
        var packs = TakeLive();
        _outbox.Confirmed(packs[0], Now);
        _outbox.Receive(new Receipt("boot", 2, [1, 2]), Now + TimeSpan.FromSeconds(5));
        _outbox.Receive(new Receipt("boot", 2, [1, 2]), Now + TimeSpan.FromSeconds(11));
        Assert.Equal([1L], await BacklogAsync(1));
        _outbox.Receive(new Receipt("boot", 2, [1, 2]), Now + TimeSpan.FromSeconds(12));
        Assert.Equal(2, _outbox.Count);
    }

    [Fact]
    public async Task At_the_bound_the_oldest_are_dropped_counted_and_said_once()
    {
        Assert.False(Add(100, Now - TimeSpan.FromMinutes(1)));
        Assert.True(Add(1, Now - TimeSpan.FromMinutes(1)));
        Assert.False(Add(1, Now - TimeSpan.FromMinutes(1)));
        Assert.Equal((100, 2L), (_outbox.Count, _outbox.Dropped));
        Assert.Equal(100, _outbox.Connected(Now));
        Assert.Equal([3L], await BacklogAsync(1));
    }

    [Fact]
    public void Whatever_happens_nothing_is_lost_but_by_receipt_or_bound()
    {
        var steps = Gen.OneOf(
            Gen.Int[0, 4].Select(step => (step, 0L)),
            Gen.Long[1, 60].Select(upto => (5, upto)));
        steps.Array[0, 200].Sample(
            script =>
            {
                using var outbox = new Outbox("boot", 30);
                var kept = new SortedSet<long>();
                var underWay = new Queue<Pack>();
                var made = 0L;
                foreach (var (step, upto) in script)
                {
                    switch (step)
                    {
                        case 0:
                            outbox.Add([1], TimeQuality.Synced, Now);
                            kept.Add(++made);
                            while (kept.Count > 30)
                            {
                                kept.Remove(kept.Min);
                            }

                            break;
                        case 1 when outbox.TryTakeLive(out var pack): underWay.Enqueue(pack); break;
                        case 2 when underWay.TryDequeue(out var pack): outbox.Confirmed(pack, Now); break;
                        case 3: outbox.Disconnected(); break;
                        case 4: outbox.Connected(Now); break;
                        case 5:
                            outbox.Receive(new Receipt("boot", upto, []), Now);
                            kept.RemoveWhere(sequence => sequence <= upto);
                            break;
                    }
                }

                Assert.Equal(kept.Count, outbox.Count);
                outbox.Disconnected();
                Assert.Equal(kept.Count, outbox.Connected(Now + TimeSpan.FromHours(1)));
            },
            iter: 2000);
    }

    private bool Add(int count, TimeSpan? at = null)
    {
        var isFirstDrop = false;
        for (var i = 0; i < count; i++)
        {
            isFirstDrop |= _outbox.Add([1], TimeQuality.Synced, at ?? Now);
        }

        return isFirstDrop;
    }

    private List<Pack> TakeLive()
    {
        var packs = new List<Pack>();
        while (_outbox.TryTakeLive(out var pack))
        {
            packs.Add(pack);
        }

        return packs;
    }

    private IEnumerable<long> Live() => TakeLive().Select(pack => pack.Sequence);

    private async Task<List<long>> BacklogAsync(int count)
    {
        var sequences = new List<long>();
        for (var i = 0; i < count; i++)
        {
            sequences.Add((await _outbox.TakeBacklogAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5))).Sequence);
        }

        return sequences;
    }
}
