using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Sites;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Unassigned;

/// <summary>What is to be taken into the site model.</summary>
/// <param name="Points">The points, all of them on the list of unassigned ones.</param>
/// <param name="Type">What their rooms are for, where the model has no such room.</param>
/// <param name="Name">What such a room is called; null for its id.</param>
/// <param name="Period">Longest time between two samples; zero leaves it to the agent.</param>
internal sealed record AdoptionOrder(IReadOnlyList<PointId> Points, RoomType? Type, LocalText? Name, TimeSpan Period);

/// <summary>Takes unassigned points into the site model: adds them to <c>adopted.json</c> beside the site file, whose comments stay the operator's, and has the model read again. Safe for several threads.</summary>
/// <remarks>With any fault, <c>adopted.json</c> is as it was. Where several machines share the rooms, each has files of its own: bring the file to the others.</remarks>
internal sealed class Adoption(SiteReload reload, AuditTrail trail)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Whether there is a site file that <c>adopted.json</c> can stand beside.</summary>
    public bool IsPossible => reload.AdoptedFile is not null;

    /// <summary>Adopts points.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public async Task<ReloadOutcome> AdoptAsync(AdoptionOrder order, Actor by, CancellationToken stop)
    {
        var file = reload.AdoptedFile ?? throw new InvalidOperationException("There is no site file to adopt into.");
        var entries = Entries(order);
        byte[]? before = null;
        var isWritten = false;
        var outcome = await reload.ReloadAsync(
            by,
            stop,
            () =>
            {
                before = File.Exists(file) ? File.ReadAllBytes(file) : null;
                if (TryAdd(before, entries) is { } after)
                {
                    Put(file, after);
                    isWritten = true;
                }
            },
            () => Restore(file, before, isWritten));
        if (outcome.Faults.Count == 0)
        {
            await trail.WriteAsync(new AuditEvent(by, "site.adopt", order.Points[0].RoomPath).Changing(null, entries), stop);
        }

        return outcome;
    }

    private static JsonArray Entries(AdoptionOrder order)
    {
        var entries = new JsonArray();
        foreach (var room in order.Points.GroupBy(point => point.RoomPath, StringComparer.Ordinal))
        {
            var entry = new JsonObject { ["room"] = room.Key };
            if (order.Type is { } type)
            {
                entry["type"] = type.ToWord();
                if (order.Name is { } name)
                {
                    entry["name"] = new JsonObject { ["kk"] = name.Kk, ["ru"] = name.Ru, ["en"] = name.En };
                }
            }

            entry["points"] = new JsonArray([.. room.GroupBy(point => point.Equipment, StringComparer.Ordinal).Select(equipment => Points(equipment.Key, equipment, order.Period))]);
            entries.Add(entry);
        }

        return entries;
    }

    private static JsonObject Points(string equipment, IEnumerable<PointId> points, TimeSpan period)
    {
        var entry = new JsonObject { ["equipment"] = equipment, ["signals"] = new JsonArray([.. points.Select(point => JsonValue.Create(point.Signal))]) };
        if (period > TimeSpan.Zero)
        {
            entry["period"] = Duration.Show(period);
        }

        return entry;
    }

    // A file that holds something else is not ours to overwrite: reading it says what is wrong.
    private static string? TryAdd(byte[]? before, JsonArray entries)
    {
        JsonObject root;
        try
        {
            root = before is null ? [] : JsonNode.Parse(before, null, Lenient) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            return null;
        }

        if (root["adopted"] is not JsonArray list)
        {
            if (root["adopted"] is not null)
            {
                return null;
            }

            root["adopted"] = list = [];
        }

        foreach (var entry in entries)
        {
            list.Add(entry!.DeepClone());
        }

        return root.ToJsonString(Indented) + "\n";
    }

    // Whole or not at all: a power cut leaves the file before or the file after.
    private static void Put(string file, string text)
    {
        var next = file + ".new";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, file, overwrite: true);
    }

    private static void Restore(string file, byte[]? before, bool isWritten)
    {
        if (!isWritten)
        {
            return;
        }

        if (before is null)
        {
            File.Delete(file);
        }
        else
        {
            File.WriteAllBytes(file, before);
        }
    }
}
