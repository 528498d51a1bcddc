using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Central.Notify;
using RoomGuard.Central.Options;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Signals;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Notify;

public sealed class ChannelTests
{
    private static readonly NotificationText Text = new NotificationWriter(Given.Book, NotificationWords.All)
        .Write(new Notification(NotificationKind.Raised, "hq/srv-1", Given.Leak()), "x-1", Language.Kk);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_with_its_text_and_a_message_id_that_stays()
    {
        await using var sink = new SmtpSink();
        var channel = Smtp(sink.Port);

        Assert.Equal(Delivery.Taken, await channel.DeliverAsync(Text, Stop));
        Assert.Equal(Delivery.Taken, await channel.DeliverAsync(Text, Stop));

        var mails = sink.Messages.Select(mail => MimeKit.MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail)))).ToArray();
        Assert.Equal(2, mails.Length);
        Assert.All(mails, mail => Assert.Equal((Text.MessageId, Text.Subject, Text.Body), (mail.MessageId, mail.Subject, mail.TextBody!.ReplaceLineEndings("\n"))));
        Assert.Equal(["duty@example.org", "chief@example.org"], mails[0].To.Mailboxes.Select(to => to.Address));
    }

    [Fact]
    public async Task A_mail_server_that_is_away_or_has_no_TLS_can_be_tried_again()
    {
        Assert.True((await Smtp(Ports.FreeTcp()).DeliverAsync(Text, Stop)).IsRecoverable);
        await using var sink = new SmtpSink();
        var delivery = await Smtp(sink.Port, SmtpSecurity.StartTls).DeliverAsync(Text, Stop);

        Assert.True(delivery.IsRecoverable);
        Assert.Contains("STARTTLS", delivery.Error, StringComparison.Ordinal);
        Assert.Empty(sink.Messages);
    }

    [Fact]
    public async Task One_wrong_address_does_not_keep_the_message_from_the_others()
    {
        await using var server = new StrictMailServer("220 strict", "chief@example.org");

        Assert.Equal(Delivery.Taken, await Smtp(server.Port).DeliverAsync(Text, Stop));
        Assert.Equal(["chief@example.org"], server.Receivers);
    }

    [Fact]
    public async Task A_message_nobody_may_receive_is_refused_for_good_and_a_server_that_turns_us_away_is_not()
    {
        await using var server = new StrictMailServer("220 strict");
        await using var closed = new StrictMailServer("554 no service here");

        var refused = await Smtp(server.Port).DeliverAsync(Text, Stop);
        Assert.False(refused.IsRecoverable, refused.Error);
        Assert.NotNull(refused.Error);
        Assert.True((await Smtp(closed.Port).DeliverAsync(Text, Stop)).IsRecoverable);
    }

    [Fact]
    public async Task A_webhook_gets_JSON_with_a_signature_over_its_very_bytes()
    {
        await using var sink = new HttpSink();
        using var http = new HttpClient();
        var channel = new WebhookChannel(new WebhookOptions("webhook-1", Language.En) { Url = sink.Url, Key = new Secret("k") }, http);

        Assert.Equal(Delivery.Taken, await channel.DeliverAsync(Text, Stop));
        var (body, key, signature) = Assert.Single(sink.Posts);
        Assert.Equal(Text.MessageId, key);
        Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData("k"u8, body))}", signature);
        var json = JsonDocument.Parse(body).RootElement;
        Assert.Equal(("raised", "hq/srv-1"), (json.GetProperty("kind").GetString(), json.GetProperty("room").GetString()));
        Assert.Equal("hq/srv-1/leak-1/leak.wet", json.GetProperty("alarm").GetProperty("point").GetString());
        Assert.Equal("critical", json.GetProperty("alarm").GetProperty("priority").GetString());
    }

    [Theory]
    [InlineData(200, true, false)]
    [InlineData(400, false, false)]
    [InlineData(410, false, false)]
    [InlineData(429, false, true)]
    [InlineData(503, false, true)]
    [InlineData(301, false, true)]
    public async Task The_answer_of_a_webhook_says_whether_to_come_again(int status, bool isTaken, bool isRecoverable)
    {
        await using var sink = new HttpSink();
        sink.Answers.Enqueue(status);
        using var http = new HttpClient();
        var delivery = await new WebhookChannel(new WebhookOptions("webhook-1", Language.En) { Url = sink.Url }, http).DeliverAsync(Text, Stop);

        Assert.Equal((isTaken, isRecoverable), (delivery.Error is null, delivery.IsRecoverable));
    }

    private static SmtpChannel Smtp(int port, SmtpSecurity security = SmtpSecurity.None) => new(
        new SmtpOptions("smtp-1", Language.Kk) { Host = "127.0.0.1", Port = port, Security = security, From = "roomguard@example.org", To = ["duty@example.org", "chief@example.org"] },
        TimeProvider.System,
        NullLogger<SmtpChannel>.Instance);
}
