using System.Diagnostics.CodeAnalysis;
using RoomGuard.Contract.Points;

namespace RoomGuard.Contract.Topics;

/// <summary>Where the centre publishes the signed heads of its journals: <c>roomguard/1/{site}/journal-head</c>, retained.</summary>
/// <param name="Site">The site.</param>
public readonly record struct JournalHeadTopic(string Site)
{
    private const string End = "/journal-head";

    /// <summary>The topic as MQTT spells it; <see cref="TryParse"/> of it gives this value back.</summary>
    public override string ToString() => $"{AgentTopic.Root}/{Site}{End}";

    /// <summary>Parses such a topic; false for any other, without throwing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JournalHeadTopic topic)
    {
        topic = default;
        if (text?.Split('/') is not ["roomguard", "1", var site, "journal-head"] || !PointName.IsValid(site))
        {
            return false;
        }

        topic = new JournalHeadTopic(site);
        return true;
    }
}
