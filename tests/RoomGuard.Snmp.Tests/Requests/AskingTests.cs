using System.Net;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Snmp.Messages;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Requests;

/// <summary>What a manager does between question and answer, with a clock that moves only when told.</summary>
public sealed class AskingTests : IAsyncDisposable
{
    private static readonly ObjectId Id = ObjectId.Parse("1.3.6.1.2.1.33.1.2.4.0");

    // Two seconds and the longest jitter.
    private static readonly TimeSpan PastTimeout = TimeSpan.FromSeconds(2.5);

    private readonly FakeTimeProvider _clock = new();
    private readonly SnmpManager _manager;
    private readonly ScriptedDevice _device = new();
    private readonly SnmpTarget _target;

    public AskingTests()
    {
        _manager = new SnmpManager(_clock);
        _target = new SnmpTarget(_device.Address);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _manager.DisposeAsync();
        _device.Dispose();
    }

    [Fact]
    public async Task A_request_without_an_answer_is_sent_again_under_another_id()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        var first = await _device.NextAsync();
        _clock.Advance(PastTimeout);
        var second = await _device.NextAsync();
        await _device.AnswerSevenAsync(second);

        Assert.Equal(SnmpValue.Integer(7), Assert.Single(await asking).Value);
        Assert.NotEqual(first.Pdu.RequestId, second.Pdu.RequestId);
        Assert.Equal((2, 1, 1), (_manager.Counts.Sent, _manager.Counts.Answered, _manager.Counts.TimedOut));
    }

    [Fact]
    public async Task A_device_that_stays_silent_is_given_up_after_its_retries()
    {
        var asking = _manager.GetAsync(_target with { Retries = 2 }, [Id], Stop);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await _device.NextAsync();
            _clock.Advance(PastTimeout);
        }

        var error = await Assert.ThrowsAsync<SnmpTimeoutException>(() => asking);

        Assert.Equal((3, TimeSpan.FromSeconds(7.5), _device.Address), (error.Attempts, error.Waited, error.Device));
        Assert.Equal($"{_device.Address} did not answer 3 requests in 7.5 s. SNMP says nothing to a wrong community or an unlisted manager: check those before the cable.", error.Message);
    }

    [Fact]
    public async Task A_request_is_waited_for_as_long_as_the_target_says()
    {
        var asking = _manager.GetAsync(_target with { Retries = 0, Timeout = TimeSpan.FromSeconds(5) }, [Id], Stop);
        await _device.NextAsync();
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        var error = await Assert.ThrowsAsync<SnmpTimeoutException>(() => asking);
        Assert.StartsWith($"{_device.Address} did not answer 1 request in 5.0 s.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_answer_and_a_second_answer_are_dropped_and_counted()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        var first = await _device.NextAsync();
        _clock.Advance(PastTimeout);
        var second = await _device.NextAsync();
        await _device.AnswerAsync(first, [new VarBind(Id, SnmpValue.Integer(1))]);
        await _device.AnswerAsync(second, [new VarBind(Id, SnmpValue.Integer(2))]);
        await _device.AnswerAsync(second, [new VarBind(Id, SnmpValue.Integer(3))]);

        Assert.Equal(SnmpValue.Integer(2), Assert.Single(await asking).Value);
        await AssertCountsAsync(counts => counts.Unmatched == 2 && counts.Answered == 1);
    }

    [Fact]
    public async Task An_answer_from_another_address_is_refused_and_the_right_one_still_taken()
    {
        using var stranger = new ScriptedDevice();
        var asking = _manager.GetAsync(_target, [Id], Stop);
        var request = await _device.NextAsync();
        await stranger.AnswerAsync(request, [new VarBind(Id, SnmpValue.Integer(666))]);
        await AssertCountsAsync(counts => counts.WrongSender == 1);
        await _device.AnswerSevenAsync(request);

        Assert.Equal(SnmpValue.Integer(7), Assert.Single(await asking).Value);
    }

    [Fact]
    public async Task An_answer_in_another_version_is_refused_and_the_right_one_still_taken()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        var request = await _device.NextAsync();
        await _device.SendAsync(request.From, ScriptedDevice.Encode(SnmpVersion.V1, new Pdu(PduKind.Response, request.Pdu.RequestId, 0, 0, [new VarBind(Id, SnmpValue.Integer(1))])));
        await _device.AnswerSevenAsync(request);

        Assert.Equal(SnmpValue.Integer(7), Assert.Single(await asking).Value);
        Assert.Equal(1, _manager.Counts.WrongSender);
    }

    [Fact]
    public async Task Garbage_on_the_socket_harms_nobody()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        var request = await _device.NextAsync();
        byte[][] garbage = [[], [0x30], Packets.GetRequest, "HELO"u8.ToArray(), new byte[60_000]];
        foreach (var datagram in garbage)
        {
            await _device.SendAsync(request.From, datagram);
        }

        await _device.AnswerSevenAsync(request);

        Assert.Equal(SnmpValue.Integer(7), Assert.Single(await asking).Value);
        Assert.Equal(garbage.Length, _manager.Counts.Malformed);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_says_where()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        var request = await _device.NextAsync();
        var whole = ScriptedDevice.Encode(SnmpVersion.V2c, new Pdu(PduKind.Response, request.Pdu.RequestId, 0, 0, [new VarBind(Id, SnmpValue.Integer(7))]));
        whole[^3] = 0x1F;
        await _device.SendAsync(request.From, whole);

        var error = await Assert.ThrowsAsync<SnmpDecodeException>(() => asking);
        Assert.Equal((whole.Length - 3, "a tag of several bytes", false), (error.Offset, error.Reason, error.IsTransient));
        Assert.Equal($"{_device.Address} answered what cannot be read: a tag of several bytes (at byte {whole.Length - 3}).", error.Message);
    }

    [Fact]
    public async Task An_answer_to_another_question_is_no_answer()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        await _device.AnswerAsync(await _device.NextAsync(), [new VarBind(Id.Append(1), SnmpValue.Integer(1))]);
        var wrongId = await Assert.ThrowsAsync<SnmpDecodeException>(() => asking);

        asking = _manager.GetAsync(_target, [Id], Stop);
        await _device.AnswerAsync(await _device.NextAsync(), []);
        var nothing = await Assert.ThrowsAsync<SnmpDecodeException>(() => asking);

        Assert.Equal($"varbind 1 is {Id}.1 where {Id} was asked for", wrongId.Reason);
        Assert.Equal("0 varbinds in answer to 1", nothing.Reason);
    }

    [Fact]
    public async Task A_refusal_names_the_object_of_its_own_batch()
    {
        ObjectId[] ids = [Id, Id.Append(1), Id.Append(2)];
        var asking = _manager.GetAsync(_target with { MaxVarbinds = 2 }, ids, Stop);
        await _device.AnswerSevenAsync(await _device.NextAsync());
        await _device.AnswerAsync(await _device.NextAsync(), [], SnmpErrorStatus.GenErr, 1);

        var error = await Assert.ThrowsAsync<SnmpErrorStatusException>(() => asking);
        Assert.Equal((SnmpErrorStatus.GenErr, 1, ids[2], true), (error.Status, error.Index, error.ObjectId, error.IsTransient));
    }

    [Theory]
    [InlineData(0, "refused with resourceUnavailable.")]
    [InlineData(9, "refused with resourceUnavailable because of varbind 9, which was never asked for.")]
    [InlineData(-1, "refused with resourceUnavailable because of varbind -1, which was never asked for.")]
    public async Task A_refusal_of_nothing_that_was_asked_names_no_object(int index, string message)
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        await _device.AnswerAsync(await _device.NextAsync(), [], SnmpErrorStatus.ResourceUnavailable, index);

        var error = await Assert.ThrowsAsync<SnmpErrorStatusException>(() => asking);
        Assert.Null(error.ObjectId);
        Assert.Equal($"{_device.Address} {message}", error.Message);
    }

    [Fact]
    public async Task An_error_status_of_no_standard_is_told_by_its_number()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        await _device.AnswerAsync(await _device.NextAsync(), [], (SnmpErrorStatus)77);

        Assert.Equal($"{_device.Address} refused with error-status 77.", (await Assert.ThrowsAsync<SnmpErrorStatusException>(() => asking)).Message);
    }

    [Fact]
    public async Task TooBig_halves_the_batch_until_it_fits_and_keeps_it_there()
    {
        var ids = Enumerable.Range(1, 8).Select(row => Id.Append((uint)row)).ToArray();
        var asking = _manager.GetAsync(_target, ids, Stop);
        var sizes = new List<int>();
        while (sizes.Count < 6)
        {
            var request = await _device.NextAsync();
            sizes.Add(request.Pdu.VarBinds.Count);
            await (request.Pdu.VarBinds.Count > 2 ? _device.AnswerAsync(request, [], SnmpErrorStatus.TooBig) : _device.AnswerSevenAsync(request));
        }

        Assert.Equal(ids, (await asking).Select(varBind => varBind.Id));
        Assert.Equal([8, 4, 2, 2, 2, 2], sizes);
    }

    [Fact]
    public async Task TooBig_for_a_single_object_is_a_refusal()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        await _device.AnswerAsync(await _device.NextAsync(), [], SnmpErrorStatus.TooBig);

        Assert.Equal(SnmpErrorStatus.TooBig, (await Assert.ThrowsAsync<SnmpErrorStatusException>(() => asking)).Status);
    }

    [Fact]
    public async Task Set_is_never_sent_again()
    {
        var asking = _manager.SetAsync(_target with { Retries = 5 }, [new VarBind(Id, SnmpValue.Integer(1))], Stop);
        await _device.NextAsync();
        _clock.Advance(PastTimeout);

        Assert.Equal(1, (await Assert.ThrowsAsync<SnmpTimeoutException>(() => asking)).Attempts);
        Assert.False(_device.HasMore);
    }

    [Fact]
    public async Task A_device_is_asked_one_thing_at_a_time_and_another_device_meanwhile()
    {
        using var other = new ScriptedDevice();
        var first = _manager.GetAsync(_target, [Id], Stop);
        var second = _manager.GetAsync(_target, [Id], Stop);
        var elsewhere = _manager.GetAsync(new SnmpTarget(other.Address), [Id], Stop);
        var request = await _device.NextAsync();
        await other.AnswerSevenAsync(await other.NextAsync());
        await elsewhere;
        Assert.False(_device.HasMore || second.IsCompleted);

        await _device.AnswerSevenAsync(request);
        await first;
        await _device.AnswerSevenAsync(await _device.NextAsync());
        Assert.Single(await second);
    }

    [Fact]
    public async Task Standing_in_line_uses_up_no_patience()
    {
        var restless = _target with { Retries = 0, MaxBackOff = TimeSpan.Zero };
        var first = _manager.GetAsync(restless, [Id], Stop);
        var second = _manager.GetAsync(restless, [Id], Stop);
        await _device.NextAsync();
        _clock.Advance(PastTimeout);
        await Assert.ThrowsAsync<SnmpTimeoutException>(() => first);
        await _device.AnswerSevenAsync(await _device.NextAsync());

        Assert.Single(await second);
    }

    [Fact]
    public async Task Stopping_ends_the_wait_and_frees_the_device()
    {
        using var stopping = new CancellationTokenSource();
        var asking = _manager.GetAsync(_target, [Id], stopping.Token);
        var inLine = _manager.GetAsync(_target, [Id], stopping.Token);
        await _device.NextAsync();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => inLine);

        var next = _manager.GetAsync(_target, [Id], Stop);
        await _device.AnswerSevenAsync(await _device.NextAsync());
        Assert.Single(await next);
    }

    [Fact]
    public async Task Disposing_ends_what_is_on_its_way_and_what_comes_after()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        await _device.NextAsync();
        await _manager.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => asking);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _manager.GetAsync(_target, [Id], Stop));
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_silence_and_the_socket_lives_on()
    {
        await using var manager = new SnmpManager(TimeProvider.System);
        var nobody = new SnmpTarget(new IPEndPoint(IPAddress.Loopback, Ports.FreeUdp())) { Timeout = TimeSpan.FromMilliseconds(50), Retries = 3 };
        await Assert.ThrowsAsync<SnmpTimeoutException>(() => manager.GetAsync(nobody, [Id], Stop));

        var asking = manager.GetAsync(_target, [Id], Stop);
        await _device.AnswerSevenAsync(await _device.NextAsync());
        Assert.Single(await asking);
    }

    [Fact]
    public async Task A_request_that_cannot_even_be_sent_says_so()
    {
        await using var manager = new SnmpManager(TimeProvider.System);
        var broadcast = new SnmpTarget(new IPEndPoint(IPAddress.Broadcast, 161)) { Timeout = TimeSpan.FromMilliseconds(50), Retries = 0 };

        var error = await Assert.ThrowsAsync<SnmpTimeoutException>(() => manager.GetAsync(broadcast, [Id], Stop));

        Assert.IsType<System.Net.Sockets.SocketException>(error.InnerException);
        Assert.Contains("This machine could not even send the last one: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_larger_than_a_datagram_is_refused_before_it_is_sent()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _manager.SetAsync(_target, [new VarBind(Id, SnmpValue.Octets(new byte[70_000]))], Stop));

        Assert.Contains("a datagram holds 65507", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _manager.Counts.Sent);
    }

    [Fact]
    public async Task Nothing_asked_is_nothing_sent()
    {
        Assert.Empty(await _manager.GetAsync(_target, [], Stop));
        Assert.Equal(0, _manager.Counts.Sent);
    }

    [Fact]
    public async Task Request_ids_differ_and_follow_no_pattern()
    {
        var asking = _manager.GetAsync(_target with { MaxVarbinds = 1 }, [.. Enumerable.Repeat(Id, 64)], Stop);
        var ids = new List<int>();
        while (ids.Count < 64)
        {
            var request = await _device.NextAsync();
            ids.Add(request.Pdu.RequestId);
            await _device.AnswerSevenAsync(request);
        }

        await asking;
        Assert.All(ids, id => Assert.True(id > 0));
        Assert.Equal(64, ids.Distinct().Count());
        Assert.Equal(63, ids.Zip(ids.Skip(1), (before, after) => after - before).Distinct().Count());
    }

    private async Task AssertCountsAsync(Predicate<SnmpManagerCounts> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        while (!holds(_manager.Counts) && !deadline.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }

        Assert.True(holds(_manager.Counts), _manager.Counts.ToString());
    }
}
