using Microsoft.Extensions.Time.Testing;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Tests.Requests;

/// <summary>Devices that take less than they are asked, speak SNMPv1, or say nothing for long.</summary>
public sealed class DifficultDeviceTests : IAsyncDisposable
{
    private static readonly ObjectId Id = ObjectId.Parse("1.3.6.1.2.1.33.1.2");
    private static readonly ObjectId[] Four = [.. Enumerable.Range(1, 4).Select(row => Id.Append((uint)row, 0))];
    private static readonly TimeSpan PastTimeout = TimeSpan.FromSeconds(2.5);

    private readonly FakeTimeProvider _clock = new();
    private readonly SnmpManager _manager;
    private readonly ScriptedDevice _device = new();
    private readonly SnmpTarget _target;

    public DifficultDeviceTests()
    {
        _manager = new SnmpManager(_clock);
        _target = new SnmpTarget(_device.Address) { Retries = 0 };
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _manager.DisposeAsync();
        _device.Dispose();
    }

    [Fact]
    public async Task SNMPv1_objects_that_are_not_there_become_values_and_the_rest_is_read()
    {
        var asking = _manager.GetAsync(_target with { Version = SnmpVersion.V1 }, Four, Stop);
        await _device.AnswerInV1Async(await _device.NextAsync(), [], SnmpErrorStatus.NoSuchName, 2);
        await _device.AnswerInV1Async(await _device.NextAsync(), [], SnmpErrorStatus.NoSuchName, 3);
        var last = await _device.NextAsync();
        await _device.AnswerInV1Async(last, ScriptedDevice.Seven(last.Pdu));

        var seven = SnmpValue.Integer(7);
        Assert.Equal([Four[0], Four[2]], last.Pdu.VarBinds.Select(asked => asked.Id));
        Assert.Equal([new(Four[0], seven), new(Four[1], SnmpValue.NoSuchObject), new(Four[2], seven), new(Four[3], SnmpValue.NoSuchObject)], await asking);
    }

    [Fact]
    public async Task SNMPv1_has_no_GETBULK()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _manager.GetBulkAsync(_target with { Version = SnmpVersion.V1 }, [Id], 0, 5, Stop));

        Assert.StartsWith($"{_device.Address} is asked by SNMPv1, which has no GETBULK.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SNMPv3_without_a_user_is_refused_before_anything_is_sent()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _manager.GetAsync(_target with { Version = SnmpVersion.V3 }, [Id], Stop));

        Assert.Equal($"{_device.Address} is to be asked by SNMPv3, which needs a User.", error.Message);
        Assert.Equal(0, _manager.Counts.Sent);
    }

    [Fact]
    public async Task A_device_that_drops_large_requests_is_asked_in_halves_and_remembered_for_an_hour()
    {
        var asking = _manager.GetAsync(_target, Four, Stop);
        Assert.Equal(4, (await _device.NextAsync()).Pdu.VarBinds.Count);
        _clock.Advance(PastTimeout);
        await AnswerAsync(2);
        await AnswerAsync(2);
        Assert.Equal(Four, (await asking).Select(varBind => varBind.Id));

        asking = _manager.GetAsync(_target, Four, Stop);
        await AnswerAsync(2);
        await AnswerAsync(2);
        await asking;

        _clock.Advance(TimeSpan.FromMinutes(61));
        asking = _manager.GetAsync(_target, Four, Stop);
        await AnswerAsync(4);
        await asking;
    }

    [Fact]
    public async Task A_device_that_answers_neither_whole_nor_half_is_silent()
    {
        var asking = _manager.GetAsync(_target, Four, Stop);
        foreach (var size in new[] { 4, 2 })
        {
            Assert.Equal(size, (await _device.NextAsync()).Pdu.VarBinds.Count);
            _clock.Advance(PastTimeout);
        }

        var error = await Assert.ThrowsAsync<SnmpTimeoutException>(() => asking);
        Assert.Equal((2, TimeSpan.FromSeconds(5)), (error.Attempts, error.Waited));
    }

    [Fact]
    public async Task A_silent_device_is_left_alone_for_longer_and_longer_and_then_asked_once()
    {
        var patient = _target with { Retries = 3, MaxBackOff = TimeSpan.FromSeconds(30) };
        await TimeOutAsync(patient, requests: 4);

        var resting = await Assert.ThrowsAsync<SnmpTimeoutException>(() => _manager.GetAsync(patient, [Id], Stop));
        Assert.Equal(0, resting.Attempts);
        Assert.Equal($"{_device.Address} has been silent for 0.0 s and is left alone for a moment. SNMP says nothing to a wrong community or an unlisted manager: check those before the cable.", resting.Message);

        // The first rest is the time-out of 2 s, the second twice that: at most 20 % less of each.
        _clock.Advance(TimeSpan.FromSeconds(2));
        await TimeOutAsync(patient, requests: 1);
        _clock.Advance(TimeSpan.FromSeconds(3.1));
        Assert.Equal(0, (await Assert.ThrowsAsync<SnmpTimeoutException>(() => _manager.GetAsync(patient, [Id], Stop))).Attempts);
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        await TimeOutAsync(patient, requests: 1);
        Assert.False(_device.HasMore);
    }

    [Fact]
    public async Task A_sign_of_life_ends_the_rest_and_an_answer_ends_the_silence()
    {
        var patient = _target with { Retries = 1 };
        await TimeOutAsync(patient, requests: 2);
        _manager.Wake(patient);
        var asking = _manager.GetAsync(patient, [Id], Stop);
        await _device.AnswerSevenAsync(await _device.NextAsync());
        await asking;

        await TimeOutAsync(patient, requests: 2);
    }

    [Fact]
    public async Task The_largest_answer_a_datagram_can_carry_is_read()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        var request = await _device.NextAsync();
        var overhead = ScriptedDevice.Encode(SnmpVersion.V2c, Answer(request.Pdu.RequestId, 65_000)).Length - 65_000;
        var largest = ScriptedDevice.Encode(SnmpVersion.V2c, Answer(request.Pdu.RequestId, 65_507 - overhead));
        await _device.SendAsync(request.From, largest);

        Assert.Equal(65_507, largest.Length);
        Assert.Equal(65_507 - overhead, Assert.Single(await asking).Value.Bytes.Length);
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_at_its_end_is_told_and_kept_out()
    {
        var asking = _manager.GetAsync(_target, [Id], Stop);
        var request = await _device.NextAsync();
        await _device.SendAsync(request.From, ScriptedDevice.Encode(SnmpVersion.V2c, Answer(request.Pdu.RequestId, 100))[..^20]);
        await _device.AnswerSevenAsync(request);

        // The message's own length says that it is cut: it is nobody's answer, and the whole one still is.
        Assert.Equal(SnmpValue.Integer(7), Assert.Single(await asking).Value);
        Assert.Equal(1, _manager.Counts.Malformed);
    }

    [Fact]
    public async Task An_agent_that_answers_under_anothers_request_id_answers_nobody()
    {
        using var other = new ScriptedDevice();
        var asking = _manager.GetAsync(_target, [Id], Stop);
        var askingOther = _manager.GetAsync(new SnmpTarget(other.Address), [Id], Stop);
        var (request, requestOther) = (await _device.NextAsync(), await other.NextAsync());
        await _device.SendAsync(request.From, ScriptedDevice.Encode(SnmpVersion.V2c, new Pdu(PduKind.Response, requestOther.Pdu.RequestId, 0, 0, [new VarBind(Id, SnmpValue.Integer(666))])));
        await other.AnswerSevenAsync(requestOther);
        await _device.AnswerSevenAsync(request);

        Assert.Equal([SnmpValue.Integer(7), SnmpValue.Integer(7)], [(await asking)[0].Value, (await askingOther)[0].Value]);
        Assert.Equal(1, _manager.Counts.WrongSender);
    }

    [Fact]
    public async Task A_caller_may_go_on_where_the_answer_is_read()
    {
        await using var manager = new SnmpManager(_clock, SnmpCompletion.OnReceiver);
        var reader = "";
        var asking = NoteAsync();
        await _device.AnswerSevenAsync(await _device.NextAsync());
        await asking;

        Assert.Equal("SNMP answers", reader);

        async Task NoteAsync()
        {
            await manager.GetAsync(_target, [Id], Stop).ConfigureAwait(false);
            reader = Thread.CurrentThread.Name ?? "";
        }
    }

    private static Pdu Answer(int requestId, int bytes) =>
        new(PduKind.Response, requestId, 0, 0, [new VarBind(Id, SnmpValue.Octets(new byte[bytes]))]);

    private async Task AnswerAsync(int size)
    {
        var request = await _device.NextAsync();
        Assert.Equal((PduKind.Get, size), (request.Pdu.Kind, request.Pdu.VarBinds.Count));
        await _device.AnswerSevenAsync(request);
    }

    private async Task TimeOutAsync(SnmpTarget target, int requests)
    {
        var asking = _manager.GetAsync(target, [Id], Stop);
        for (var request = 0; request < requests; request++)
        {
            await _device.NextAsync();
            _clock.Advance(PastTimeout);
        }

        Assert.Equal(requests, (await Assert.ThrowsAsync<SnmpTimeoutException>(() => asking)).Attempts);
    }
}
