namespace RoomGuard.Agent;

/// <summary>A password or community: shown by nothing but <see cref="Reveal"/>.</summary>
/// <param name="text">The secret.</param>
public sealed class Secret(string text)
{
    /// <summary>The secret itself, for the one place that must send it.</summary>
    public string Reveal() => text;

    /// <summary>Says that it is a secret.</summary>
    public override string ToString() => "(secret)";
}
