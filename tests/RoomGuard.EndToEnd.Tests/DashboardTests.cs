using System.Text.Json;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>Every query of every dashboard finds rows in a real InfluxDB. InfluxQL says nothing of a measurement that is not there: empty is the fault.</summary>
[Collection(OneRealSite.Name)]
public sealed class DashboardTests(SharedSite shared)
{
    public static TheoryData<string, string> Queries
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Repository.Path("dashboards"), "*.json"))
            {
                using var dashboard = JsonDocument.Parse(File.ReadAllText(file));
                foreach (var panel in dashboard.RootElement.GetProperty("panels").EnumerateArray())
                {
                    foreach (var target in panel.GetProperty("targets").EnumerateArray())
                    {
                        data.Add($"{panel.GetProperty("title").GetString()} {target.GetProperty("refId").GetString()}", target.GetProperty("query").GetString()!);
                    }
                }

                foreach (var variable in dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray())
                {
                    data.Add($"variable {variable.GetProperty("name").GetString()}", variable.GetProperty("query").GetString()!);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_of_a_panel_finds_rows(string panel, string query)
    {
        var filled = query
            .Replace("$timeFilter", "time > now() - 1h", StringComparison.Ordinal)
            .Replace("$__interval", "10s", StringComparison.Ordinal)
            .Replace("$site", "hq", StringComparison.Ordinal)
            .Replace("$room", "srv-1", StringComparison.Ordinal);
        Assert.DoesNotContain("$", filled.Replace("/^hq$/", "", StringComparison.Ordinal).Replace("/^srv-1$/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await PrepareAsync();
        await shared.Site.UntilAsync(async () => (await shared.Site.Influx.ExecuteAsync(filled)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length > 1, $"{panel}: {filled}");
    }

    // What the recorded devices of the shared site lack, a stranger publishes: a sensor at fault, and the signals of another make of UPS and generator.
    private async Task PrepareAsync()
    {
        var file = shared.Site.Scratch.Write("dashboard", """
            [{"bn":"hq/srv-1/","n":"probe-9/env.temp:fault","vs":"silent"},{"n":"fire-9/fire.fault","vb":false},{"n":"ups-9/ups.load","u":"%","v":41},
             {"n":"gen-9/gen.fuel.level","u":"%","v":80},{"n":"gen-9/gen.coolant.temperature","u":"Cel","v":41}]
            """);
        await shared.Site.Broker.PublishAsync("roomguard/1/hq/dashboard/live", file);
    }
}
