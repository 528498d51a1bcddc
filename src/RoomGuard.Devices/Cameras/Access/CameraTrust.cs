using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RoomGuard.Devices.Cameras.Access;

/// <summary>Which certificate a camera is believed by: one of a known fingerprint, one of an authority of the site's own, or else what the machine trusts.</summary>
public sealed record CameraTrust
{
    /// <summary>The SHA-256 of the certificate, 64 hexadecimal digits; null for any. With it neither name nor authority matter.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>A PEM file of authorities; null for the machine's own list.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The client's side of TLS to a host.</summary>
    public SslClientAuthenticationOptions For(string host) => new()
    {
        TargetHost = host,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors),
    };

    private bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return false;
        }

        if (Fingerprint is { } known)
        {
            return CryptographicOperations.FixedTimeEquals(certificate.GetCertHash(HashAlgorithmName.SHA256), Convert.FromHexString(known));
        }

        if (AuthorityFile is not { } file)
        {
            return errors == SslPolicyErrors.None;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && chain.Build(copy);
    }
}
