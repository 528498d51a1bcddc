using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Central.Options;

/// <summary>One site: the place whose agents publish under its name. An item of the list <c>sites</c>.</summary>
/// <param name="Id">First part of the names of its points.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Zone">The zone its times are shown in; Asia/Almaty unless set.</param>
/// <param name="Rooms">Its rooms, at least one.</param>
public sealed record SiteDefinition(string Id, LocalText Name, TimeZoneInfo Zone, IReadOnlyList<RoomDefinition> Rooms)
{
    /// <summary>The zone of a site that names none: all of Kazakhstan since 1 March 2024.</summary>
    public const string DefaultZone = "Asia/Almaty";

    /// <summary>The postal address; null when nobody said.</summary>
    public string? Address { get; init; }

    internal static SiteDefinition Read(SettingsNode node, LimitBook limits, CatalogueBook editions)
    {
        var id = node.GetText("id");
        if (id.Length > 0 && !PointName.IsValid(id))
        {
            node.Refuse("id", $"is \"{id}\"; it must be {PointName.Rule}.");
        }

        var rooms = node.GetSections("rooms").Select(room => RoomDefinition.Read(room, id, limits, editions)).ToArray();
        if (rooms.Length == 0)
        {
            node.Refuse("rooms", "must list at least one room.");
        }

        foreach (var twice in rooms.GroupBy(room => room.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            node.Refuse("rooms", $"name the room \"{twice.Key}\" more than once.");
        }

        var zone = ReadZone(node);
        return new SiteDefinition(id, ReadName(node, id), zone, [.. rooms.Select(room => room with { Zone = zone })]) { Address = node.GetOptionalText("address") };
    }

    private static LocalText ReadName(SettingsNode node, string id) => node.GetOptionalSection("name") is { } name
        ? new LocalText(name.GetText("kk"), name.GetText("ru"), name.GetText("en"))
        : LocalText.Same(id);

    private static TimeZoneInfo ReadZone(SettingsNode node)
    {
        var name = node.GetText("zone", DefaultZone);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        node.Refuse("zone", $"is \"{name}\", which this system's time zone tables do not have; it must be an IANA name such as \"{DefaultZone}\".");
        return TimeZoneInfo.Utc;
    }
}
