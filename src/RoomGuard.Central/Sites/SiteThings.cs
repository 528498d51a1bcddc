using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RoomGuard.Contract.Files;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Sites;

/// <summary>Collects what was written of each thing of a site model, while it is read.</summary>
internal sealed class SiteThings
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> _things = new(StringComparer.Ordinal);

    /// <summary>What was collected.</summary>
    public SiteContents All => new(_things);

    /// <summary>Takes in a file that holds no fault.</summary>
    public void Add(SettingsNode root)
    {
        if (root.GetOptionalSection("limits") is { } limits)
        {
            foreach (var name in limits.Keys)
            {
                _things[$"limits {name}"] = limits.GetSection(name).ToJson();
            }
        }

        foreach (var contact in root.GetSections("contacts"))
        {
            _things[$"contact {contact.GetText("id")}"] = Contact(contact);
        }

        foreach (var contract in root.GetSections("contracts"))
        {
            _things[$"contract {contract.GetText("id")}"] = contract.ToJson("id");
        }

        foreach (var site in root.GetSections("sites"))
        {
            var id = site.GetText("id");
            _things[$"site {id}"] = site.ToJson("id", "rooms");
            foreach (var room in site.GetSections("rooms"))
            {
                AddRoom(room, $"{id}/{room.GetText("id")}");
            }
        }
    }

    /// <summary>Takes in an expected point.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    public void Add(string room, ExpectedPoint point) =>
        _things[$"point {room}/{point.Key}"] = point.Period > TimeSpan.Zero ? JsonSerializer.Serialize(new { period = Duration.Show(point.Period) }) : "{}";

    /// <summary>Takes in a room that was adopted.</summary>
    public void AddAdopted(SettingsNode entry, RoomDefinition room) => _things[$"room {room.Path}"] = entry.ToJson("room", "points");

    private void AddRoom(SettingsNode room, string path)
    {
        _things[$"room {path}"] = room.ToJson("id", "equipment", "points");
        foreach (var equipment in room.GetSections("equipment"))
        {
            _things[$"equipment {path}/{equipment.GetText("id")}"] = equipment.ToJson("id");
        }

        foreach (var point in ExpectedPoint.ReadAll(room))
        {
            Add(path, point);
        }
    }

    // Journals outlive people's numbers: that one was changed is seen, what it was is not.
    private static string Contact(SettingsNode contact)
    {
        var shown = JsonNode.Parse(contact.ToJson("id", "mail", "phone"))!.AsObject();
        foreach (var key in (string[])["mail", "phone"])
        {
            if (contact.GetOptionalText(key) is { } text)
            {
                shown[key] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
            }
        }

        return shown.ToJsonString(Readable);
    }
}
