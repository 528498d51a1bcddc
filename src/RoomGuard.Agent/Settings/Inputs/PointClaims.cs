using RoomGuard.Contract.Files;

namespace RoomGuard.Agent;

/// <summary>Which entry of the settings each point belongs to: a point has one input.</summary>
internal sealed class PointClaims(string site)
{
    private readonly Dictionary<string, string> _claims = new(StringComparer.Ordinal);

    /// <summary>The room and the equipment of an entry.</summary>
    public InputPlace ReadPlace(SettingsNode node) =>
        new(site, AgentOptionsReader.Name(node, "room"), AgentOptionsReader.Name(node, "equipment"));

    /// <summary>Takes a point for an entry; notes a fault where another entry has it.</summary>
    public void Claim(SettingsNode node, InputPlace place, string signal)
    {
        if (place.Room.Length > 0 && place.Equipment.Length > 0 && !_claims.TryAdd(place.Point(signal).ToString(), node.Path))
        {
            var other = _claims[place.Point(signal).ToString()];
            node.Refuse(signal == "snmp"
                ? $"is {place.Room}/{place.Equipment}, as is {other}; two devices cannot be one piece of equipment."
                : $"is {place.Point(signal)}, as is {other}; a point has one input.");
        }
    }
}
