using System.Buffers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace RoomGuard.Agent.Publishing;

/// <summary>One connection to the broker, MQTT 5, QoS 1. The only place that names MQTTnet. Safe for all threads once connected.</summary>
/// <remarks>Waits here are on the real clock: the network knows no other.</remarks>
internal sealed class MqttLink : IAsyncDisposable
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    // A first TLS handshake on a small board takes seconds.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private const uint SessionSeconds = 24 * 3600;

    private readonly MqttOptions _options;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _certificates = [];

    /// <summary>A link that is not connected yet.</summary>
    /// <param name="receive">Hears every message of the subscribed topics, on the link's own thread; it must not block.</param>
    public MqttLink(MqttOptions options, Action<BrokerDelivery> receive)
    {
        _options = options;
        _client.ApplicationMessageReceivedAsync += message =>
        {
            var told = message.ApplicationMessage;
            receive(new BrokerDelivery(told.Topic, told.Payload.ToArray(), told.Retain)
            {
                ResponseTopic = string.IsNullOrEmpty(told.ResponseTopic) ? null : told.ResponseTopic,
                Correlation = told.CorrelationData ?? [],
            });
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += lost =>
        {
            _lost.TrySetResult(lost.Exception?.Message ?? lost.ReasonString ?? lost.Reason.ToString());
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes, with the reason, when the connection is lost.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Connects, with a persistent session, leaves the will, and subscribes to <paramref name="topics"/>.</summary>
    /// <exception cref="BrokerException">The broker cannot be reached or refuses.</exception>
    public async Task ConnectAsync(string clientId, BrokerMessage will, IReadOnlyList<string> topics, CancellationToken stop)
    {
        try
        {
            var connected = await _client.ConnectAsync(Build(clientId, will), stop);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new BrokerException($"it refuses the connection: {connected.ResultCode} {connected.ReasonString}".TrimEnd());
            }

            var subscription = new MqttClientSubscribeOptionsBuilder();
            foreach (var topic in topics)
            {
                subscription.WithTopicFilter(filter => filter.WithTopic(topic).WithAtLeastOnceQoS());
            }

            await _client.SubscribeAsync(subscription.Build(), stop);
        }
        catch (Exception error) when (IsOfTheNetwork(error, stop))
        {
            throw new BrokerException(Explain(error), error);
        }
    }

    /// <summary>Publishes at QoS 1 and waits until the broker has confirmed it.</summary>
    /// <exception cref="BrokerException">The connection is lost, the broker does not answer, or it refuses.</exception>
    public async Task PublishAsync(BrokerMessage message, CancellationToken stop)
    {
        var builder = new MqttApplicationMessageBuilder()
            .WithTopic(message.Topic)
            .WithPayload(message.Payload)
            .WithRetainFlag(message.IsRetained)
            .WithContentType(message.ContentType)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (message.Correlation is { Length: > 0 } correlation)
        {
            builder.WithCorrelationData(correlation);
        }

        foreach (var (name, text) in message.Properties)
        {
            builder.WithUserProperty(name, System.Text.Encoding.UTF8.GetBytes(text).AsMemory());
        }

        try
        {
            var result = await _client.PublishAsync(builder.Build(), stop);
            if (!result.IsSuccess)
            {
                throw new BrokerException($"it refuses topic {message.Topic}: {result.ReasonCode} {result.ReasonString}".TrimEnd());
            }
        }
        catch (Exception error) when (IsOfTheNetwork(error, stop))
        {
            throw new BrokerException(Explain(error), error);
        }
    }

    /// <summary>Takes leave in order: the broker then keeps the will to itself.</summary>
    /// <exception cref="BrokerException">The connection is lost already.</exception>
    public async Task DisconnectAsync(CancellationToken stop)
    {
        try
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().WithReason(MqttClientDisconnectOptionsReason.NormalDisconnection).Build(), stop);
        }
        catch (Exception error) when (IsOfTheNetwork(error, stop))
        {
            throw new BrokerException(Explain(error), error);
        }
    }

    /// <summary>Cuts the connection, if it is still there.</summary>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _certificates.ForEach(certificate => certificate.Dispose());
        return ValueTask.CompletedTask;
    }

    private MqttClientOptions Build(string clientId, BrokerMessage will)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(_options.Host, _options.Port, AddressFamily.Unspecified)
            .WithClientId(clientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(SessionSeconds)
            .WithKeepAlivePeriod(KeepAlive)
            .WithTimeout(Timeout)
            .WithWillTopic(will.Topic)
            .WithWillPayload(will.Payload)
            .WithWillRetain(will.IsRetained)
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (_options.User is { } user)
        {
            builder.WithCredentials(user, _options.Password?.Reveal() ?? "");
        }

        return _options.Tls is { } tls ? builder.WithTlsOptions(WithTls(tls)).Build() : builder.Build();
    }

    private MqttClientTlsOptions WithTls(MqttTlsOptions tls)
    {
        var builder = new MqttClientTlsOptionsBuilder().UseTls().WithTargetHost(_options.Host).WithRevocationMode(X509RevocationMode.NoCheck);
        if (tls.CaFile is { } ca)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(ca);
            _certificates.AddRange(authorities);
            builder.WithTrustChain(authorities);
        }

        if (tls.CertificateFile is { } certificate)
        {
            var own = X509Certificate2.CreateFromPemFile(certificate, tls.KeyFile);
            _certificates.Add(own);
            builder.WithClientCertificates(new X509Certificate2Collection(own));
        }

        return builder.Build();
    }

    private static bool IsOfTheNetwork(Exception error, CancellationToken stop) => error switch
    {
        OperationCanceledException => !stop.IsCancellationRequested,
        MqttCommunicationException or MqttProtocolViolationException or SocketException or IOException or ObjectDisposedException => true,
        System.Security.Authentication.AuthenticationException or System.Security.Cryptography.CryptographicException => true,
        InvalidOperationException => true, // what the client throws when its connection ends under an operation
        _ => false,
    };

    // The outer message is mostly "Error while connecting"; the reason is inside.
    private static string Explain(Exception error)
    {
        var inner = error;
        while (inner.InnerException is not null)
        {
            inner = inner.InnerException;
        }

        return inner is OperationCanceledException ? "it did not answer in time" : inner.Message.TrimEnd('.');
    }
}
