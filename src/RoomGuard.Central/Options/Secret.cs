namespace RoomGuard.Central.Options;

/// <summary>A password or key that was read from its file. It never shows itself in a log or a message.</summary>
/// <param name="value">The secret; <see cref="Reveal"/> is the only way back to it.</param>
public sealed class Secret(string value)
{
    /// <summary>The secret itself, for the one call that needs it.</summary>
    public string Reveal() => value;

    /// <summary>Three stars, whatever the secret is.</summary>
    public override string ToString() => "***";
}
