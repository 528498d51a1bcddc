using System.Diagnostics.CodeAnalysis;
using RoomGuard.Contract.Points;

namespace RoomGuard.Contract.Topics;

/// <summary>Where the centre says that it watches a site: <c>roomguard/1/{site}/centre</c>. One level shorter than an agent's topics, so that no filter for those meets it.</summary>
/// <param name="Site">The site.</param>
public readonly record struct CentreTopic(string Site)
{
    private const string End = "/centre";

    /// <summary>The topic as MQTT spells it; <see cref="TryParse"/> of it gives this value back.</summary>
    public override string ToString() => $"{AgentTopic.Root}/{Site}{End}";

    /// <summary>Parses such a topic; false for any other, without throwing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CentreTopic topic)
    {
        topic = default;
        if (text?.Split('/') is not ["roomguard", "1", var site, "centre"] || !PointName.IsValid(site))
        {
            return false;
        }

        topic = new CentreTopic(site);
        return true;
    }
}
