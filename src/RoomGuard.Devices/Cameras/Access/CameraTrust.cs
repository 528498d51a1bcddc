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
    public SslClientAuthenticationOptions For(string host)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host, CertificateRevocationCheckMode = X509RevocationMode.NoCheck };
        if (Fingerprint is { } known)
        {
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is not null && CryptographicOperations.FixedTimeEquals(certificate.GetCertHash(HashAlgorithmName.SHA256), Convert.FromHexString(known));
        }
        else if (AuthorityFile is { } file)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        }

        return options;
    }
}
