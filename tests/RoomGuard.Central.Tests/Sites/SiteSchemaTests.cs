using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using RoomGuard.Central.Sites;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Sites;

/// <summary>The schema that editors use and the reader that counts say the same.</summary>
public sealed partial class SiteSchemaTests : IDisposable
{
    // Every key the reader knows, in one file: alarm rules of each kind among them.
    private const string Everything = """
        {
          "$schema": "site.schema.json", "editions": ["edition.json"],
          "limits": { "mine": { "base": "ashrae-2021-a1", "source": "us", "limits": [ { "signal": "env.temp", "rule": "limit-high", "above": 26, "deadband": 1, "onDelay": "5 min", "offDelay": "1 min", "priority": "warning", "source": "us" }, { "signal": "env.temp", "rule": "a", "atLeast": 30 }, { "signal": "env.temp", "rule": "b", "below": 3 }, { "signal": "env.temp", "rule": "c", "atMost": 2 } ] } },
          "sites": [ { "id": "hq", "name": {"kk": "A", "ru": "A", "en": "A"}, "zone": "Asia/Almaty", "address": "A", "rooms": [ {
            "id": "srv-1", "type": "server", "name": {"kk": "A", "ru": "A", "en": "A"}, "limits": "mine", "journals": { "access": true, "tailgateAfter": "20 s" }, "clauses": { "edition": "KZ-832-2016/355-2018", "also": ["35.7"] },
            "equipment": [ { "id": "ups-1", "kind": "ups", "name": {"kk": "A", "ru": "A", "en": "A"}, "inventory": "1", "model": "M", "serial": "S", "ratedKw": 5, "place": "P", "contract": "c", "link": "wired", "dependsOn": ["pdu-1"] } ],
            "points": [ { "equipment": "p-1", "signals": ["env.temp"], "period": "10 s" } ],
            "rules": {
              "limits": [ { "signal": "env.rh", "rule": "a", "atMost": 10 }, { "signal": "env.rh", "rule": "b", "above": 90 }, { "signal": "env.rh", "rule": "c", "atLeast": 91 }, { "signal": "env.rh", "rule": "d", "below": 9 } ],
              "alarms": [
                { "signal": "leak.wet", "wrong": true, "priority": "critical", "onDelay": "1 s", "offDelay": "1 s", "source": "us", "suppressedBy": ["fire.alarm/contact"], "always": true, "evenInTest": false, "down": false, "text": {"kk": "A", "ru": "A", "en": "A"} },
                { "signal": "ups.output.source", "rule": "s", "states": ["battery"] },
                { "signal": "env.temp", "rule": "l", "below": 3, "deadband": 1 },
                { "signal": "env.temp", "rule": "l2", "atLeast": 30 },
                { "signal": "env.temp", "rule": "l3", "atMost": 1 },
                { "signal": "env.temp", "rule": "r", "rises": 5, "within": "10 min" },
                { "signal": "env.temp", "rule": "f", "falls": 5, "within": "10 min" },
                { "signal": "env.temp", "rule": "m", "margin": { "above": "env.dewpoint", "least": 2, "deadband": 1 } },
                { "signal": "env.temp", "rule": "k", "stuck": true, "after": "6 h" },
                { "signal": "env.temp", "rule": "t", "trend": { "risesTo": 30, "window": "10 min", "horizon": "1 h" } },
                { "signal": "env.temp", "rule": "t2", "trend": { "fallsToLimit": "limit-low", "window": "10 min", "horizon": "1 h" } },
                { "signal": "env.temp", "rule": "t3", "trend": { "fallsTo": 3, "window": "10 min", "horizon": "1 h" } },
                { "signal": "env.temp", "rule": "t4", "trend": { "risesToLimit": "limit-high", "window": "10 min", "horizon": "1 h" } },
                { "signal": "*", "rule": "stale", "builtIn": true },
                { "signal": "env.temp", "rule": "q", "above": 30, "quorum": 2, "of": 3 },
                { "signal": "hvac.fault", "rule": "contact", "off": true }
              ],
              "heldOpen": "1 min", "staleFloor": "5 min", "contactStaleFloor": "3 min", "stuckAfter": "6 h", "agentAwayAfter": "30 s", "faultAfter": "30 s",
              "generatorTest": { "interval": "31 d", "grace": "7 d" }, "upsTest": { "interval": "31 d", "grace": "0 s" }, "signing": { "within": 5 }, "tests": { "remoteStart": true, "videoInterval": "31 d" }, "crowds": { "floodAlarms": 10 }, "clause163": { "faultFor": "1 d" }
            } } ] } ],
          "contacts": [ { "id": "duty", "name": "A", "role": "R", "phone": "112", "mail": "a@example.org", "languages": ["kk"] } ],
          "contracts": [ { "id": "c", "number": "1", "counterparty": "B", "subject": "S", "from": "2026-01-01", "to": "2026-12-31", "contact": "duty" } ],
          "adopted": [ { "room": "hq/new", "type": "server", "name": {"kk": "A", "ru": "A", "en": "A"}, "points": [ { "equipment": "p", "signals": ["env.temp"] } ] } ]
        }
        """;

    private static readonly string SchemaPath = Repository.Path("docs", "schema", "site.schema.json");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_reader_knows_every_key_of_the_schema_and_the_schema_every_key_of_the_reader()
    {
        _scratch.Write("edition.json", System.Text.Encoding.UTF8.GetString(RoomGuard.Rooms.Clauses.Catalogue.Current.Bytes.Span).Replace("KZ-832-2016/355-2018", "KZ-832-2016/later", StringComparison.Ordinal));
        Assert.NotNull(SiteModel.Read([_scratch.Write("site.json", Everything)], out var faults));
        Assert.Empty(faults);

        var document = JsonNode.Parse(Everything)!;
        AddStranger(document, isMap: false);
        SiteModel.Read([_scratch.Write("site.json", document.ToJsonString())], out faults);
        var asked = faults.Where(fault => fault.Key.EndsWith("zzz", StringComparison.Ordinal))
            .GroupBy(fault => Place(fault.Key), fault => Known().Match(fault.Message).Groups[1].Value.Split(", "))
            .ToDictionary(group => group.Key, group => string.Join(' ', group.SelectMany(keys => keys).Distinct().Order(StringComparer.Ordinal)));

        var told = new Dictionary<string, string>();
        Tell(JsonNode.Parse(File.ReadAllText(SchemaPath))!, "", told, []);
        Assert.Equal(told.OrderBy(place => place.Key, StringComparer.Ordinal), asked.OrderBy(place => place.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void The_samples_and_the_whole_file_validate()
    {
        Assert.Equal("", Faults(Everything));
        Assert.Equal("", Faults(SiteFile.Read(Repository.Path("firmware-config", "central", "site.yaml")).Root.ToJson()));
    }

    [Theory]
    [InlineData("""{"sites": [{"id": "HQ", "rooms": [{"id": "r", "type": "server"}]}]}""")]
    [InlineData("""{"sites": [{"id": "hq", "rooms": []}]}""")]
    [InlineData("""{"sites": [{"id": "hq", "rooms": [{"id": "r", "type": "garage"}]}]}""")]
    [InlineData("""{"sites": [{"id": "hq", "rooms": [{"id": "r", "type": "server", "points": [{"equipment": "p", "signals": []}]}]}]}""")]
    [InlineData("""{"sites": [{"id": "hq", "rooms": [{"id": "r", "type": "server", "colour": "red"}]}]}""")]
    [InlineData("""{"sites": [{"id": "hq", "rooms": [{"id": "r", "type": "server", "rules": {"heldOpen": "3 weeks"}}]}]}""")]
    [InlineData("""{"sites": [{"id": "hq", "rooms": [{"id": "r", "type": "server", "rules": {"limits": [{"signal": "env.temp", "above": 1, "below": 2}]}}]}]}""")]
    [InlineData("""{"sites": [{"id": "hq", "rooms": [{"id": "r", "type": "server", "equipment": [{"id": "u", "inventory": 7}]}]}]}""")]
    [InlineData("""{"contracts": [{"id": "c", "number": "1"}], "sites": [{"id": "hq", "rooms": [{"id": "r", "type": "server"}]}]}""")]
    public void What_the_schema_refuses_the_reader_refuses_too(string json)
    {
        Assert.NotEqual("", Faults(json));
        Assert.Null(SiteModel.Read([_scratch.Write("site.json", json)], out _));
    }

    [Fact]
    public void Every_key_is_described() => Assert.All(
        Descend(JsonNode.Parse(File.ReadAllText(SchemaPath))!).Where(node => node["properties"] is JsonObject).SelectMany(node => node["properties"]!.AsObject()),
        member => Assert.True(member.Value!["description"] is not null || member.Value["$ref"] is not null, member.Key));

    private static string Faults(string json)
    {
        using var instance = System.Text.Json.JsonDocument.Parse(json);
        var result = JsonSchema.FromText(File.ReadAllText(SchemaPath)).Evaluate(instance.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return result.IsValid ? "" : string.Join("; ", result.Details.Where(detail => detail.HasErrors).Select(detail => $"{detail.InstanceLocation} {string.Join(", ", detail.Errors!.Values)}"));
    }

    private static string Place(string key) => Index().Replace(key[..^3].TrimEnd('.'), "[]").Replace("limits.mine", "limits.*", StringComparison.Ordinal);

    // A key nobody knows, in every object but those whose keys are the operator's own.
    private static void AddStranger(JsonNode? node, bool isMap)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (key, member) in members.ToList())
                {
                    AddStranger(member, isMap: key == "limits" && member is JsonObject);
                }

                if (!isMap)
                {
                    members["zzz"] = 1;
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    AddStranger(item, isMap: false);
                }

                break;
        }
    }

    private static void Tell(JsonNode root, string place, Dictionary<string, string> told, JsonObject given)
    {
        var node = given.Count == 0 ? root.AsObject() : given;
        if (node["$ref"]?.GetValue<string>() is { } reference)
        {
            node = root["$defs"]![reference.Split('/')[^1]]!.AsObject();
        }

        if (node["items"] is JsonObject items)
        {
            Tell(root, place + "[]", told, items);
        }

        if (node["additionalProperties"] is JsonObject map)
        {
            Tell(root, place + ".*", told, map);
        }

        if (node["properties"] is not JsonObject properties)
        {
            return;
        }

        told[place] = string.Join(' ', properties.Select(property => property.Key).Order(StringComparer.Ordinal));
        foreach (var (key, property) in properties)
        {
            Tell(root, place.Length == 0 ? key : $"{place}.{key}", told, property!.AsObject());
        }
    }

    private static IEnumerable<JsonNode> Descend(JsonNode? node) => node switch
    {
        JsonObject members => [members, .. members.SelectMany(member => Descend(member.Value))],
        JsonArray items => items.SelectMany(Descend),
        _ => [],
    };

    [GeneratedRegex("known are (.*)\\.$")]
    private static partial Regex Known();

    [GeneratedRegex("\\[[0-9]+\\]")]
    private static partial Regex Index();
}
