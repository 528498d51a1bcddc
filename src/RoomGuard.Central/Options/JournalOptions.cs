using RoomGuard.Central.Access;

namespace RoomGuard.Central.Options;

/// <summary>How journals are kept, signed and proven. Section <c>journals</c>.</summary>
public sealed record JournalOptions
{
    /// <summary>Number and date of the act that approved the forms; stands on the covers.</summary>
    public string? Act { get; init; }

    /// <summary>Who keeps the journals; stands on the covers.</summary>
    public string? Responsible { get; init; }

    /// <summary>How often the heads of the journals are signed, when there is anything new; 10 s to 1 d.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Absolute path of the signing key, PEM; null for one of the centre's own in its data folder, made at the first start.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Absolute path of the key that <see cref="KeyFile"/> replaces; the first checkpoint by the new key is signed by it too. Null for none.</summary>
    public string? PreviousKeyFile { get; init; }

    /// <summary>A key that never leaves its token; null for a key in a file.</summary>
    public Pkcs11Options? Token { get; init; }

    /// <summary>A time-stamping authority of RFC 3161; null for none.</summary>
    public Uri? TimestampUrl { get; init; }

    /// <summary>Absolute path of the PEM file with the roots that electronic signatures are checked against; null for none: then they are kept, unchecked.</summary>
    public string? RootsFile { get; init; }

    /// <summary>The second factors of those who sign; null when nobody has one.</summary>
    public SecondFactors? SecondFactors { get; init; }
}

/// <summary>Where on a PKCS#11 token the signing key is.</summary>
/// <param name="Library">Absolute path of the token's library.</param>
/// <param name="Token">The token's label.</param>
/// <param name="Key">The label of the EC P-256 private key and of its public key.</param>
/// <param name="Pin">The user's PIN.</param>
public sealed record Pkcs11Options(string Library, string Token, string Key, Secret Pin);
