using RoomGuard.Central.Options;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Sites;

/// <summary>Adds what was adopted (<c>adopted.json</c>) to the sites. What the operator's own files say of the same room or point goes before it.</summary>
internal sealed class AdoptedReader(IReadOnlyList<SiteDefinition> sites, SiteThings things)
{
    /// <summary>The sites with what was adopted; faults go to the files.</summary>
    public IReadOnlyList<SiteDefinition> Read(IReadOnlyList<SettingsFile> files)
    {
        var all = sites.Select(site => (Site: site, Rooms: site.Rooms.ToList())).ToList();
        foreach (var entry in files.SelectMany(file => file.Root.GetSections("adopted")))
        {
            var path = entry.GetText("room");
            if (path.Split('/') is not [var siteId, var roomId] || !PointName.IsValid(roomId) || all.Find(one => one.Site.Id == siteId) is not { Site: not null } site)
            {
                _ = (entry.GetOptionalText("type"), LocalNames.Read(entry, "name", ""), ExpectedPoint.ReadAll(entry));
                entry.Refuse("room", $"is \"{path}\"; it must be {{site}}/{{room}} of a site of the model.");
                continue;
            }

            Add(entry, site.Rooms, siteId, roomId, site.Site.Zone);
        }

        return [.. all.Select(one => one.Rooms.Count == one.Site.Rooms.Count && one.Rooms.SequenceEqual(one.Site.Rooms) ? one.Site : one.Site with { Rooms = one.Rooms })];
    }

    private void Add(SettingsNode entry, List<RoomDefinition> rooms, string siteId, string roomId, TimeZoneInfo zone)
    {
        var index = rooms.FindIndex(room => room.Id == roomId);
        var room = index >= 0 ? rooms[index] : new RoomDefinition(siteId, roomId, entry.GetChoice("type", RoomTypeWords.All), LocalNames.Read(entry, "name", roomId)) { Zone = zone };
        if (index >= 0)
        {
            // Written by the operator meanwhile, or adopted before.
            _ = (entry.GetOptionalText("type"), LocalNames.Read(entry, "name", roomId));
        }
        else
        {
            things.AddAdopted(entry, room);
        }

        var known = room.Points.Select(point => point.Key).ToHashSet(StringComparer.Ordinal);
        var added = ExpectedPoint.ReadAll(entry).Where(point => !known.Contains(point.Key)).ToList();
        if (room.Points.Count + added.Count > ExpectedPoint.MaxOfRoom)
        {
            entry.Refuse("points", FormattableString.Invariant($"bring room {room.Path} to more than {ExpectedPoint.MaxOfRoom} expected points."));
        }

        foreach (var point in added)
        {
            things.Add(room.Path, point);
        }

        room = added.Count == 0 ? room : room with { Points = [.. room.Points, .. added] };
        if (index >= 0)
        {
            rooms[index] = room;
        }
        else
        {
            rooms.Add(room);
        }
    }
}
