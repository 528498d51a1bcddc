namespace RoomGuard.Agent;

/// <summary>Where the broker is and who the agent is there. Section <c>mqtt</c>.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65535; 1883 unless set, 8883 with TLS.</param>
public sealed record MqttOptions(string Host, int Port)
{
    /// <summary>User name; null for none.</summary>
    public string? User { get; init; }

    /// <summary>The user's password, from <c>passwordFile</c>; null for none.</summary>
    public Secret? Password { get; init; }

    /// <summary>TLS; null for none, which only a loopback or a wire of one's own forgives.</summary>
    public MqttTlsOptions? Tls { get; init; }
}

/// <summary>Certificates for TLS. Section <c>mqtt.tls</c>. All are PEM files.</summary>
/// <param name="CaFile">The authority that signed the broker's certificate; null for the machine's own list.</param>
/// <param name="CertificateFile">The agent's certificate; null for none.</param>
/// <param name="KeyFile">Its private key, without a password; null when there is no certificate.</param>
public sealed record MqttTlsOptions(string? CaFile, string? CertificateFile, string? KeyFile);
