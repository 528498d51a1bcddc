using System.Buffers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using RoomGuard.Central.Options;
using RoomGuard.Central.Running;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Central.Ingest;

/// <summary>The connection to the broker, and the only file that knows its client library, whose API says nothing about null.</summary>
/// <remarks>
/// MQTT 5 with a session that outlives us: what is not acknowledged when we die is delivered again. Every connection gets a client of its own, so that
/// a late acknowledgement can never meet the packet number of another connection.
/// </remarks>
/// <param name="clientId">The session at the broker. Two links with one name throw each other out.</param>
/// <param name="filters">What it subscribes to.</param>
/// <param name="inflow">What has been taken and is not stored yet, of all links.</param>
internal sealed partial class MqttLink(BrokerOptions options, string clientId, IReadOnlyList<string> filters, Inflow inflow, ILogger<MqttLink> logger)
{
    /// <summary>Most messages the broker may have on their way to us without an acknowledgement.</summary>
    public const ushort ReceiveMaximum = 16_000;

    // A pack may have 256 KiB and a birth 2 MiB; what is larger than this the broker keeps to itself.
    private const uint MaxPacketBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan SessionExpiry = TimeSpan.FromDays(30);

    private readonly MqttClientFactory _factory = new();
    private readonly Outage _outage = new();
    private readonly DateTimeOffset _opened = TimeProvider.System.GetUtcNow();
    private volatile IMqttClient? _client;

    /// <summary>What the broker says for us, retained, when we go without a word, and what we say ourselves when we leave; null for nothing.</summary>
    public (string Topic, Func<byte[]> Payload)? Will { get; init; }

    /// <summary>Hears the correlation data and the payload of every answer to an order, at once and whatever waits to be stored; null where nobody asks.</summary>
    public Action<byte[], byte[]>? Answers { get; init; }

    /// <summary>Whether it says nothing of outages: another connection to the same broker does.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Whether the broker is there and has our subscriptions.</summary>
    public bool IsConnected => _client is { IsConnected: true };

    /// <summary>What is amiss with the broker; null when it is there.</summary>
    public Trouble? Trouble => IsConnected ? null : _outage.Trouble ?? new Trouble("The broker is not connected yet.", "whether it runs.", _opened);

    /// <summary>Stays connected until <paramref name="stop"/>; what arrives goes to <paramref name="messages"/>.</summary>
    /// <param name="messages">Must take whatever comes: while too much waits in it, nothing is read.</param>
    public async Task RunAsync(ChannelWriter<IncomingMessage> messages, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(messages, stop);
            }
            catch (Exception error) when (error is MqttCommunicationException or MqttProtocolViolationException or SocketException or IOException or InvalidOperationException || (error is OperationCanceledException && !stop.IsCancellationRequested))
            {
                Lost(error.GetBaseException().Message);
            }

            await _outage.WaitAsync(stop);
        }
    }

    /// <summary>Publishes with QoS 1.</summary>
    /// <returns>False when the broker is away or does not take it.</returns>
    public Task<bool> TryPublishAsync(string topic, byte[] payload, CancellationToken stop) => TryPublishAsync(topic, payload, isRetained: false, stop);

    /// <summary>Publishes with QoS 1.</summary>
    /// <param name="isRetained">Whether the broker keeps it for whoever subscribes later.</param>
    /// <returns>False when the broker is away or does not take it.</returns>
    public Task<bool> TryPublishAsync(string topic, byte[] payload, bool isRetained, CancellationToken stop) =>
        TryPublishAsync(new MqttApplicationMessage { Topic = topic, PayloadSegment = payload, Retain = isRetained, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }, stop);

    /// <summary>Publishes with QoS 1 what is to be answered. The broker forgets it after <paramref name="expiry"/>.</summary>
    /// <param name="answerTopic">Where the answer is heard.</param>
    /// <param name="correlation">By what it is known again.</param>
    /// <returns>False when the broker is away or does not take it.</returns>
    public Task<bool> TryAskAsync(string topic, byte[] payload, string answerTopic, byte[] correlation, TimeSpan expiry, CancellationToken stop) => TryPublishAsync(
        new MqttApplicationMessage
        {
            Topic = topic,
            PayloadSegment = payload,
            ContentType = "application/json",
            ResponseTopic = answerTopic,
            CorrelationData = correlation,
            MessageExpiryInterval = (uint)expiry.TotalSeconds,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        },
        stop);

    private async Task<bool> TryPublishAsync(MqttApplicationMessage message, CancellationToken stop)
    {
        if (_client is not { } client)
        {
            return false;
        }

        try
        {
            return (await client.PublishAsync(message, stop)).IsSuccess;
        }
        catch (Exception error) when (IsGone(error, stop))
        {
            return false;
        }
    }

    /// <summary>Subscribes once more, so that the broker sends again what it retains. Does nothing while it is away: connecting subscribes anyway.</summary>
    public async Task SubscribeAgainAsync(CancellationToken stop)
    {
        if (_client is not { } client)
        {
            return;
        }

        try
        {
            await SubscribeAsync(client, stop);
        }
        catch (Exception error) when (IsGone(error, stop))
        {
            // It has just gone.
        }
    }

    private async Task RunOnceAsync(ChannelWriter<IncomingMessage> messages, CancellationToken stop)
    {
        using var client = _factory.CreateMqttClient(new Streams(inflow));
        var gone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += message => Receive(client, message, messages);
        client.DisconnectedAsync += left =>
        {
            gone.TrySetResult(left.Exception?.GetBaseException().Message ?? left.ReasonString ?? (left.Reason == MqttClientDisconnectReason.NormalDisconnection ? "it closed the connection" : left.Reason.ToString()));
            return Task.CompletedTask;
        };
        using var connection = Build();
        var answer = await client.ConnectAsync(connection.Options, stop);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
        {
            Lost($"{answer.ResultCode} {answer.ReasonString}".TrimEnd());
            return;
        }

        try
        {
            await SubscribeAsync(client, stop);
            _client = client;
            Connected(answer.IsSessionPresent);
            Lost(await gone.Task.WaitAsync(stop));
        }
        finally
        {
            _client = null;
            await LeaveAsync(client);
        }
    }

    private void Connected(bool isSessionPresent)
    {
        var length = _outage.End() ?? TimeSpan.Zero;
        if (!IsQuiet)
        {
            Log.Connected(logger, options.Host, options.Port, isSessionPresent, length);
        }
    }

    private async Task SubscribeAsync(IMqttClient client, CancellationToken stop)
    {
        if (filters.Count == 0)
        {
            return;
        }

        var subscription = _factory.CreateSubscribeOptionsBuilder();
        foreach (var filter in filters)
        {
            subscription.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        }

        var granted = await client.SubscribeAsync(subscription.Build(), stop);
        if (granted.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
        {
            throw new InvalidOperationException($"the broker refused the subscription to {refused.TopicFilter.Topic}: {refused.ResultCode}");
        }
    }

    // Never waits: the library would keep reading into memory behind us.
    private Task Receive(IMqttClient client, MqttApplicationMessageReceivedEventArgs received, ChannelWriter<IncomingMessage> messages)
    {
        var message = received.ApplicationMessage;
        if (AgentTopic.TryParse(message.Topic, out var topic) && topic.Kind == AgentTopicKind.Answer)
        {
            Answers?.Invoke(message.CorrelationData ?? [], message.Payload.ToArray());
            return Task.CompletedTask;
        }

        received.AutoAcknowledge = false;
        var size = (int)message.Payload.Length;
        var properties = message.UserProperties?.Select(property => new KeyValuePair<string, string>(property.Name, Encoding.UTF8.GetString(property.ValueBuffer.Span))).ToArray() ?? [];
        inflow.Take(size);
        if (!messages.TryWrite(new IncomingMessage(message.Topic, message.Payload.ToArray(), properties, stop => AcknowledgeAsync(client, received, size, stop))))
        {
            // Nobody reads any more: the loop has ended, and the connection ends with it.
            inflow.Release(size);
        }

        return Task.CompletedTask;
    }

    // When the connection is gone there is nothing to say: the broker delivers again, and the number of the pack tells that it is stored.
    private async Task AcknowledgeAsync(IMqttClient client, MqttApplicationMessageReceivedEventArgs received, int size, CancellationToken stop)
    {
        inflow.Release(size);
        if (!client.IsConnected)
        {
            return;
        }

        try
        {
            await received.AcknowledgeAsync(stop);
        }
        catch (Exception error) when (IsGone(error, stop))
        {
            // It went between the question and the word.
        }
    }

    // The library (5.2) gives a NullReferenceException to whoever speaks in the instant after a connection was lost.
    private static bool IsGone(Exception error, CancellationToken stop) =>
        error is MqttCommunicationException or ObjectDisposedException or InvalidOperationException or NullReferenceException
        || (error is OperationCanceledException && !stop.IsCancellationRequested);

    private async Task LeaveAsync(IMqttClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (Will is { } will)
            {
                await client.PublishAsync(new MqttApplicationMessage { Topic = will.Topic, PayloadSegment = will.Payload(), Retain = true, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }, patience.Token);
            }

            await client.DisconnectAsync(new MqttClientDisconnectOptions(), patience.Token);
        }
        catch (Exception error) when (IsGone(error, CancellationToken.None))
        {
            // It has left already.
        }
    }

    private void Lost(string reason)
    {
        if (_outage.Begin($"The broker {options.Host}:{options.Port} is away: {reason.TrimEnd('.')}.", "whether it runs, the network between here and there, and section \"mqtt\" of the settings.") && !IsQuiet)
        {
            Log.Away(logger, options.Host, options.Port, reason);
        }
    }

    private BrokerConnection Build()
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Host, options.Port)
            .WithClientId(clientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval((uint)SessionExpiry.TotalSeconds)
            .WithReceiveMaximum(ReceiveMaximum)
            .WithMaximumPacketSize(MaxPacketBytes)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(20))
            .WithTimeout(TimeSpan.FromSeconds(30));
        if (Will is { } will)
        {
            builder.WithWillTopic(will.Topic).WithWillPayload(will.Payload()).WithWillRetain(true).WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        }

        if (options.User is { } user)
        {
            builder.WithCredentials(user, options.Password?.Reveal() ?? "");
        }

        var certificates = new List<X509Certificate2>();
        if (options.Tls is { } tls)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(tls.AuthorityFile);
            certificates.AddRange(authorities);
            var own = tls.CertificateFile is { } file ? X509Certificate2.CreateFromPemFile(file, tls.KeyFile) : null;
            builder.WithTlsOptions(secured => secured
                .UseTls()
                .WithTrustChain(authorities)
                .WithRevocationMode(X509RevocationMode.NoCheck)
                .WithClientCertificates(own is null ? [] : [own]));
            if (own is not null)
            {
                certificates.Add(own);
            }
        }

        return new BrokerConnection(builder.Build(), certificates);
    }

    private sealed record BrokerConnection(MqttClientOptions Options, IReadOnlyList<X509Certificate2> Certificates) : IDisposable
    {
        public void Dispose()
        {
            foreach (var certificate in Certificates)
            {
                certificate.Dispose();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4010, LogLevel.Information, "Connected to the broker {Host}:{Port} (session kept: {IsSessionPresent}) after {Length} without it.")]
        internal static partial void Connected(ILogger logger, string host, int port, bool isSessionPresent, TimeSpan length);

        [LoggerMessage(4011, LogLevel.Warning, "The broker {Host}:{Port} is away: {Reason}. Trying again until it is there. Said once; the next line is its return.")]
        internal static partial void Away(ILogger logger, string host, int port, string reason);
    }
}
