using System.Globalization;
using RoomGuard.Central.Options;
using RoomGuard.Central.Tests.Parts;

namespace RoomGuard.Central.Tests.Unassigned;

/// <summary>A centre with a site file that describes one room and leaves another open.</summary>
internal static class DescribedSite
{
    public const string Yaml = """
        # the operator's own words stay the operator's
        sites:
          - id: hq
            rooms:
              - id: srv-1
                type: server
                equipment: [{id: ups-1, kind: ups}]
                points: [{equipment: probe-1, signals: [env.temp], period: 10 s}]
              - {id: free, type: server}
        """;

    public static async Task<CentralSite> StartAsync()
    {
        var site = await CentralSite.PrepareAsync();
        site.Scratch.Write("central.json", $$"""{ "data": "data", "listen": { "port": 0 }, "mqtt": { "host": "127.0.0.1", "port": {{site.Broker.Port}} }, "site": "site.yaml" }""");
        site.Scratch.Write("site.yaml", Yaml);
        site.Change = _ => CentralOptions.Read(site.Scratch.Path("central.json"), out var _)!;
        await site.StartAgainAsync();
        await site.UntilReadyAsync();
        await CentralSite.UntilAsync(async () => (await site.JournalAsync("35.6")).Count == 1, "the model is recorded");
        return site;
    }

    public static string Pack(string room, string name, double value, double ago = 1) =>
        string.Create(CultureInfo.InvariantCulture, $$"""[{"bn":"hq/{{room}}/","bt":{{CentralSite.Ago(ago)}},"n":"{{name}}","v":{{value}}}]""");
}
