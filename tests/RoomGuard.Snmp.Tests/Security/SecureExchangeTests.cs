using System.Net;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Security;
using RoomGuard.Snmp.Tests.Witnesses;

namespace RoomGuard.Snmp.Tests.Security;

/// <summary>Conversations with a device that lies, with somebody who pretends to be it, and with one that was switched off in between.</summary>
public sealed class SecureExchangeTests
{
    private static readonly IPEndPoint Device = new(IPAddress.Parse("192.0.2.7"), 161);
    private static readonly SnmpEngineId Engine = SnmpEngineId.OfName("ups-3");
    private static readonly SnmpUser Someone = V3Users.Of(SnmpAuthentication.Sha256, SnmpPrivacy.Aes128);
    private static readonly VarBind Value = new(ObjectId.Parse("1.3.6.1.2.1.33.1.2.4.0"), SnmpValue.Integer(97));
    private static readonly Pdu Request = new(PduKind.Get, 0, 0, 0, [Value with { Value = SnmpValue.Null }]);

    private readonly FakeTimeProvider _clock = new();
    private readonly EngineTable _engines;
    private AuthoritativeEngine _device;

    public SecureExchangeTests()
    {
        _engines = new EngineTable(_clock);
        _device = new AuthoritativeEngine(Engine, 5, [Someone], _clock);
    }

    [Fact]
    public void The_first_request_takes_a_discovery_and_the_next_ones_none()
    {
        Assert.Equal(2, Converse(NewExchange()).Sent);
        Assert.Equal(1, Converse(NewExchange()).Sent);
    }

    [Fact]
    public void A_device_that_restarted_is_asked_once_more()
    {
        Converse(NewExchange());
        _device = new AuthoritativeEngine(Engine, 6, [Someone], _clock);

        Assert.Equal(2, Converse(NewExchange()).Sent);
    }

    [Fact]
    public void A_device_that_lost_its_count_of_restarts_is_believed_when_it_signs_for_it()
    {
        Converse(NewExchange());
        _device = new AuthoritativeEngine(Engine, 1, [Someone], _clock);

        Assert.Equal(2, Converse(NewExchange()).Sent);
        Assert.Equal(1, Converse(NewExchange()).Sent);
    }

    [Fact]
    public void Hours_of_silence_do_not_put_the_clocks_apart()
    {
        Converse(NewExchange());
        _clock.Advance(TimeSpan.FromHours(9));

        Assert.Equal(1, Converse(NewExchange()).Sent);
    }

    [Fact]
    public void An_engine_time_never_reaches_two_to_the_31()
    {
        var clock = new EngineClock(_clock);
        clock.Reset(new EngineMoment(1, int.MaxValue - 1));
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.True(clock.TryTell(out var now));
        Assert.Equal(int.MaxValue, now.Seconds);
    }

    [Fact]
    public void A_forged_Report_of_another_time_ends_the_request_at_most_and_moves_no_clock()
    {
        Converse(NewExchange());
        var exchange = NewExchange();
        Write(exchange, 77);

        var outcome = exchange.Take(Forged(77, SnmpSecurityProblem.NotInTimeWindow, Engine, new EngineMoment(900, 900)));

        Assert.Equal(SecureStep.Failed, outcome.Step);
        Assert.True(outcome.Error!.IsTransient);
        Assert.Equal(1, Converse(NewExchange()).Sent);
    }

    [Fact]
    public void A_forged_Report_of_another_engine_replaces_none()
    {
        Converse(NewExchange());
        var known = _engines.Find(Device);
        var exchange = NewExchange();
        Write(exchange, 77);

        Assert.Equal(SecureStep.AskAgain, exchange.Take(Forged(77, SnmpSecurityProblem.UnknownEngine, SnmpEngineId.OfName("mallory"), new EngineMoment(1, 1))).Step);
        Write(exchange, 78);
        Assert.Equal(SecureStep.AskAgain, exchange.Take(Forged(78, SnmpSecurityProblem.UnknownEngine, SnmpEngineId.OfName("mallory 2"), new EngineMoment(1, 1))).Step);
        Write(exchange, 79);
        var last = exchange.Take(Forged(79, SnmpSecurityProblem.UnknownEngine, SnmpEngineId.OfName("mallory 3"), new EngineMoment(1, 1)));

        Assert.Equal(SnmpSecurityProblem.UnknownEngine, Assert.IsType<SnmpSecurityException>(last.Error).Problem);
        Assert.Same(known, _engines.Find(Device));
        Assert.Equal(1, Converse(NewExchange()).Sent);
    }

    [Fact]
    public void An_answer_without_a_digest_is_no_answer()
    {
        Converse(NewExchange());
        var exchange = NewExchange();
        Write(exchange, 77);
        using var writer = new BerWriter();
        var answer = new ScopedPdu(Engine.Bytes, "", new Pdu(PduKind.Response, 77, 0, 0, [Value]));
        V3Message.Write(writer, new V3Envelope(77, MessageFlags.None, Engine, _device.Now, "Sha256-Aes128"u8.ToArray()), null, answer);

        var outcome = exchange.Take(writer.Written.Span);

        Assert.Equal((SecureStep.Ignore, "an answer without the digest that was asked for"), (outcome.Step, outcome.Reason));
    }

    [Fact]
    public void One_bit_changed_anywhere_is_no_answer()
    {
        Converse(NewExchange());
        var exchange = NewExchange();
        var answer = AnswerTo(Write(exchange, 77));

        for (var at = 0; at < answer.Length; at++)
        {
            var changed = answer.ToArray();
            changed[at] ^= 0x10;
            var outcome = exchange.Take(changed);
            Assert.True(outcome.Step is SecureStep.Ignore, $"Byte {at}: {outcome}");
        }

        Assert.Equal(SecureStep.Answer, exchange.Take(answer).Step);
    }

    [Fact]
    public void An_answer_cut_short_is_no_answer()
    {
        Converse(NewExchange());
        var exchange = NewExchange();
        var answer = AnswerTo(Write(exchange, 77));

        for (var length = 0; length < answer.Length; length++)
        {
            Assert.Equal(SecureStep.Ignore, exchange.Take(answer.AsSpan(0, length)).Step);
        }
    }

    [Fact]
    public void An_answer_to_an_older_question_is_no_answer()
    {
        Converse(NewExchange());
        var old = AnswerTo(Write(NewExchange(), 76));
        var later = NewExchange();
        Write(later, 77);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(SecureStep.Answer, later.Take(AnswerTo(Write(later, 77))).Step);

        Assert.Equal("an answer from outside the time window", later.Take(old).Reason);
    }

    [Fact]
    public void A_key_that_is_wrong_for_privacy_alone_is_told_by_the_device()
    {
        var exchange = new SecureExchange(_engines, new SecurePeer(Device, Someone with { PrivacyPassword = "wrong staple" }, ""), Request);

        var error = Assert.IsType<SnmpSecurityException>(Converse(exchange).Outcome.Error);

        Assert.Equal(SnmpSecurityProblem.DecryptionFailed, error.Problem);
        Assert.DoesNotContain("staple", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Check the privacy password and protocol; for AES with 192 or 256 bits try the other key extension.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_that_does_not_fit_together_is_refused_before_anything_is_sent() =>
        Assert.Throws<ArgumentException>(() => new SecureExchange(_engines, new SecurePeer(Device, Someone with { Authentication = SnmpAuthentication.None }, ""), Request));

    private SecureExchange NewExchange() => new(_engines, new SecurePeer(Device, Someone, ""), Request);

    private (SecureOutcome Outcome, int Sent) Converse(SecureExchange exchange)
    {
        for (var sent = 1; ; sent++)
        {
            var outcome = exchange.Take(AnswerTo(Write(exchange, 1000 + sent)));
            if (outcome.Step != SecureStep.AskAgain)
            {
                return (outcome, sent);
            }
        }
    }

    private byte[] AnswerTo(byte[] datagram)
    {
        Assert.True(V3Head.TryRead(datagram, out var head, out var reason), reason);
        using var writer = new BerWriter();
        var opening = _device.Open(datagram, head);
        if (opening.Problem is { } problem)
        {
            _device.Report(writer, head, problem, opening.User);
        }
        else
        {
            var asked = opening.Scoped.Pdu;
            _device.Answer(writer, head, opening.User!, opening.Scoped with { Pdu = new Pdu(PduKind.Response, asked.RequestId, 0, 0, [Value]) });
        }

        return writer.Written.ToArray();
    }

    private static byte[] Write(SecureExchange exchange, int id)
    {
        using var writer = new BerWriter();
        exchange.Write(writer, id);
        Assert.True(SecureExchange.TryReadMessageId(writer.Written.Span, out var read));
        Assert.Equal(id, read);
        return writer.Written.ToArray();
    }

    private static byte[] Forged(int id, SnmpSecurityProblem problem, SnmpEngineId engine, EngineMoment moment)
    {
        using var writer = new BerWriter();
        var report = new Pdu(PduKind.Report, id, 0, 0, [new VarBind(UsmReport.ObjectOf(problem), SnmpValue.Counter32(1))]);
        V3Message.Write(writer, new V3Envelope(id, MessageFlags.None, engine, moment, default), null, new ScopedPdu(engine.Bytes, "", report));
        return writer.Written.ToArray();
    }
}
