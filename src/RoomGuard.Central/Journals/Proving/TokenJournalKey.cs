using System.Formats.Asn1;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Journals.Proving;

/// <summary>A key on a PKCS#11 token, which it never leaves: a smart card, a network HSM. Only this class knows the library.</summary>
internal sealed class TokenJournalKey : IJournalKey
{
    private const int CoordinateBytes = 32;

    private static readonly Pkcs11InteropFactories Factories = new();

    // The library names libdl, whose functions are in the C library itself since glibc 2.34.
    static TokenJournalKey() => NativeLibrary.SetDllImportResolver(
        typeof(Pkcs11InteropFactories).Assembly,
        static (name, assembly, path) => name == "libdl" && NativeLibrary.TryLoad("libc.so.6", assembly, path, out var handle) ? handle : IntPtr.Zero);

    private readonly IPkcs11Library _library;
    private readonly ISession _session;
    private readonly IObjectHandle _key;
    private readonly Lock _lock = new();

    /// <summary>Opens the token and finds the key.</summary>
    /// <exception cref="CryptographicException">The library, the token or the key is not there, or the PIN is wrong.</exception>
    public TokenJournalKey(Pkcs11Options options)
    {
        IPkcs11Library? library = null;
        try
        {
            library = Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, options.Library, AppType.MultiThreaded);
            var slot = library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(slot => slot.GetTokenInfo().Label.Trim() == options.Token)
                ?? throw new CryptographicException($"no token is called \"{options.Token}\".");
            _session = slot.OpenSession(SessionType.ReadOnly);
            _session.Login(CKU.CKU_USER, options.Pin.Reveal());
            _key = Find(CKO.CKO_PRIVATE_KEY, options.Key);
            PublicKey = ReadPublicKey(Find(CKO.CKO_PUBLIC_KEY, options.Key));
            _library = library;
        }
        catch (Exception error) when (error is Pkcs11Exception or CryptographicException or UnmanagedException or AsnContentException)
        {
            library?.Dispose();
            throw new CryptographicException($"The token \"{options.Token}\" of {options.Library} cannot sign journals: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public string PublicKey { get; }

    /// <inheritdoc/>
    public string Sign(byte[] hash)
    {
        lock (_lock)
        {
            try
            {
                using var mechanism = Factories.MechanismFactory.Create(CKM.CKM_ECDSA);
                return Convert.ToBase64String(ToDer(_session.Sign(mechanism, _key, hash)));
            }
            catch (Pkcs11Exception error)
            {
                throw new CryptographicException($"The token does not sign: {error.Message}", error);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _library.Dispose();
    }

    private IObjectHandle Find(CKO kind, string label)
    {
        var found = _session.FindAllObjects(
        [
            Factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, kind),
            Factories.ObjectAttributeFactory.Create(CKA.CKA_KEY_TYPE, CKK.CKK_EC),
            Factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, label),
        ]);
        return found.Count == 1 ? found[0] : throw new CryptographicException($"it has {found.Count} EC keys \"{label}\" of the kind {kind}; there must be one.");
    }

    // The token gives the point as an octet string around 04 X Y.
    private string ReadPublicKey(IObjectHandle key)
    {
        var point = new AsnReader(_session.GetAttributeValue(key, [CKA.CKA_EC_POINT])[0].GetValueAsByteArray(), AsnEncodingRules.DER).ReadOctetString();
        if (point.Length != 1 + (2 * CoordinateBytes) || point[0] != 4)
        {
            throw new CryptographicException("its key is not on the curve P-256.");
        }

        using var imported = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = point[1..(1 + CoordinateBytes)],
                Y = point[(1 + CoordinateBytes)..],
            },
        });
        return Convert.ToBase64String(imported.ExportSubjectPublicKeyInfo());
    }

    // The token gives r and s side by side.
    private static byte[] ToDer(byte[] signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(signature.AsSpan(0, signature.Length / 2));
            writer.WriteIntegerUnsigned(signature.AsSpan(signature.Length / 2));
        }

        return writer.Encode();
    }
}
