using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>Checks detached CMS signatures (RFC 5652) that were made elsewhere: form, digest, certificate chain and time. Safe for several threads.</summary>
/// <remarks>The national certification authority issues RSA and GOST keys; the platform verifies RSA and ECDSA. A GOST signature is kept, and said to be unchecked.</remarks>
internal sealed class CmsCheck(string? rootsFile)
{
    private const string SigningTime = "1.2.840.113549.1.9.5";

    private const int MostBytes = 64 * 1024;

    // A clock of a workstation may be off by so much.
    private static readonly TimeSpan ClockAllowance = TimeSpan.FromMinutes(10);

    /// <summary>Checks a signature over a text.</summary>
    /// <param name="cms">Base64, or PEM.</param>
    /// <param name="content">What was signed: its UTF-8.</param>
    /// <param name="now">The centre's clock, UTC.</param>
    /// <returns>The signature's bytes and what was found; or why it is refused.</returns>
    public (byte[]? Signature, CmsFacts? Facts, string? Refusal) Check(string cms, string content, DateTimeOffset now)
    {
        if (Decode(cms) is not { } bytes)
        {
            return (null, null, "it is neither base64 nor PEM, or longer than 64 KiB.");
        }

        try
        {
            var signed = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(content)), detached: true);
            signed.Decode(bytes);
            if (signed.SignerInfos is not [var signer])
            {
                return (null, null, "it must have exactly one signer.");
            }

            return signer.Certificate is { } certificate ? Check(bytes, signed, signer, certificate, now) : (null, null, "it does not bring the signer's certificate.");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or InvalidOperationException)
        {
            return (null, null, $"it is no CMS signature: {error.Message}");
        }
    }

    private (byte[]? Signature, CmsFacts? Facts, string? Refusal) Check(byte[] bytes, SignedCms signed, SignerInfo signer, X509Certificate2 certificate, DateTimeOffset now)
    {
        var at = TimeOf(signer);
        var facts = new CmsFacts(certificate.Subject, certificate.Issuer, certificate.SerialNumber, at is { } time ? JournalMark.Time(time) : null, "trusted");
        if (IsUnknown(certificate))
        {
            return (bytes, facts with { Trust = "algorithm_not_checked" }, null);
        }

        try
        {
            signer.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            return (null, null, "the signature is not over this entry as it stands, or was changed.");
        }

        if (at > now + ClockAllowance)
        {
            return (null, null, "its signing time lies in the future.");
        }

        var moment = at ?? now;
        if (moment < certificate.NotBefore || moment > certificate.NotAfter)
        {
            return (null, null, "the certificate was not valid when it was signed.");
        }

        return rootsFile is null ? (bytes, facts with { Trust = "chain_not_checked" }, null) : CheckChain(bytes, facts, signed, certificate, moment);
    }

    private (byte[]? Signature, CmsFacts? Facts, string? Refusal) CheckChain(byte[] bytes, CmsFacts facts, SignedCms signed, X509Certificate2 certificate, DateTimeOffset moment)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(rootsFile!);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(signed.Certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = moment.UtcDateTime;
        var holds = chain.Build(certificate);
        var why = string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()));
        foreach (var root in roots)
        {
            root.Dispose();
        }

        return holds ? (bytes, facts, null) : (null, null, $"its certificate does not come from a root that journals.roots names: {why}");
    }

    private static bool IsUnknown(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ec = certificate.PublicKey.Oid.Value == "1.2.840.10045.2.1" ? certificate.GetECDsaPublicKey() : null;
        return rsa is null && ec is null;
    }

    private static DateTimeOffset? TimeOf(SignerInfo signer)
    {
        foreach (var attribute in signer.SignedAttributes)
        {
            if (attribute.Oid.Value == SigningTime && attribute.Values is [Pkcs9SigningTime time, ..])
            {
                return new DateTimeOffset(time.SigningTime.ToUniversalTime(), TimeSpan.Zero);
            }
        }

        return null;
    }

    private static byte[]? Decode(string text)
    {
        if (text.Length > 2 * MostBytes)
        {
            return null;
        }

        if (PemEncoding.TryFind(text, out var fields))
        {
            text = text[fields.Base64Data];
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length is > 0 and <= MostBytes ? bytes[..length] : null;
    }
}
