using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Broker;

/// <summary>The agent's own process against Debian's mosquitto; <c>mosquitto_sub</c> and Python are the witnesses.</summary>
public sealed class AgentOnBrokerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_says_who_it_is_and_what_the_room_is_like()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/#", "-F", "%j");
        using var rig = new AgentRig(broker.Port);
        await using var agent = rig.Start();
        var messages = await AgentRig.UntilAsync(witness, all => all.Count(message => message.Kind == "live") >= 2, "two packs");

        var birth = JsonDocument.Parse(messages.First(message => message.Topic == "roomguard/1/hq/node-1/birth").Payload).RootElement;
        Assert.Equal("node-1", birth.GetProperty("agent").GetString());
        Assert.Equal(
            ["leak-1/leak.wet||60|gpio", "node-1/agent.centre_online||60|agent", "probe-1/env.temp|Cel|1|hwmon"],
            birth.GetProperty("points").EnumerateArray().Select(point => $"{point.GetProperty("n")}|{point.GetProperty("u")}|{point.GetProperty("period")}|{point.GetProperty("source")}"));
        Assert.Contains("\"online\":true", messages.First(message => message.Topic == "roomguard/1/hq/node-1/state").Payload, StringComparison.Ordinal);

        var packs = messages.Where(message => message.Kind == "live").ToList();
        Assert.All(packs, pack => Assert.Equal(("roomguard/1/hq/node-1/live", "application/senml+json", birth.GetProperty("boot").GetString()), (pack.Topic, pack.ContentType, pack.Boot)));
        Assert.Equal(Enumerable.Range(1, packs.Count).Select(number => (long)number), packs.Select(pack => pack.Sequence));

        await using var latecomer = broker.Subscribe("roomguard/1/#", "-F", "%j");
        var kept = await AgentRig.UntilAsync(latecomer, all => all.Count >= 2, "the retained messages");
        Assert.Equal(["birth", "state"], kept.Where(message => message.IsRetained).Select(message => message.Kind).Order());
    }

    [Fact]
    public async Task Its_packs_are_SenML_to_a_reader_that_knows_nothing_of_us()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/hq/node-1/live", "-F", "%j");
        using var rig = new AgentRig(broker.Port);
        await using var agent = rig.Start();
        await AgentRig.UntilAsync(witness, all => all.Count >= 1, "a pack");
        File.Delete(rig.Folder.Path("sys", "class", "hwmon", "hwmon0", "temp1_input"));
        var messages = await AgentRig.UntilAsync(witness, all => all.Any(message => message.Payload.Contains(":fault", StringComparison.Ordinal)), "a fault");

        var file = rig.Folder.Write("packs.json", $"[{string.Join(',', messages.Select(message => message.Payload))}]");
        var script = rig.Folder.Write("senml.py", """
            import json, sys, time
            for pack in json.load(open(sys.argv[1])):
                bn, bt = "", 0
                for r in pack:
                    bn, bt = r.get("bn", bn), r.get("bt", bt)
                    at = bt + r.get("t", 0)
                    assert abs(time.time() - at) < 120, at
                    print(bn + r["n"], r.get("u", "-"), r.get("v", r.get("vs", r.get("vb"))))
            """);
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("python3", "python3"), [script, file]);
        Assert.True(exitCode == 0, output);
        Assert.Contains("hq/srv-1/probe-1/env.temp Cel 21", output, StringComparison.Ordinal);
        Assert.Contains("hq/srv-1/leak-1/leak.wet - False", output, StringComparison.Ordinal);
        Assert.Contains("hq/srv-1/probe-1/env.temp:fault - silent", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edge_travels_at_once_and_alone()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/hq/node-1/live", "-F", "%j");
        using var rig = new AgentRig(broker.Port);
        await using var agent = rig.Start();
        await AgentRig.UntilAsync(witness, all => all.Count >= 2, "the agent publishes");
        rig.Leak(true);
        var messages = await AgentRig.UntilAsync(witness, all => all.Any(message => message.Payload.Contains("\"vb\":true", StringComparison.Ordinal)), "the leak");
        Assert.Contains("leak-1/leak.wet", messages.Last(message => message.Payload.Contains("\"vb\":true", StringComparison.Ordinal)).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_it_is_offline_by_its_will_and_told_to_stop_by_its_own_word()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/hq/node-1/state", "-F", "%j");
        using var rig = new AgentRig(broker.Port);
        await using (var killed = rig.Start())
        {
            await AgentRig.UntilAsync(witness, all => all.Count == 1, "online");
            await killed.KillAsync();
            await AgentRig.UntilAsync(witness, all => all.Count == 2 && all[1].Payload.Contains("\"online\":false", StringComparison.Ordinal), "the will");
        }

        await using var stopped = rig.Start();
        await AgentRig.UntilAsync(witness, all => all.Count == 3 && all[2].Payload.Contains("\"online\":true", StringComparison.Ordinal), "online again");
        Assert.Equal(0, await stopped.TerminateAsync(TimeSpan.FromSeconds(10)));
        var states = await AgentRig.UntilAsync(witness, all => all.Count >= 4, "the farewell");
        Assert.Contains("\"online\":false", states[3].Payload, StringComparison.Ordinal);

        await using var latecomer = broker.Subscribe("roomguard/1/hq/node-1/state", "-F", "%j");
        var kept = await AgentRig.UntilAsync(latecomer, all => all.Count >= 1, "the retained state");
        Assert.Contains("\"online\":false", kept[0].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_dies_costs_no_sample()
    {
        await using var broker = await Mosquitto.StartAsync();
        using var rig = new AgentRig(broker.Port);
        await using var agent = rig.Start();
        await using (var before = broker.Subscribe("roomguard/1/hq/node-1/live", "-F", "%j"))
        {
            await AgentRig.UntilAsync(before, all => all.Count >= 2, "packs before");
        }

        // Central has the first pack for certain; of the rest it has said nothing.
        var boot = await BootAsync(broker);
        await broker.PublishAsync("roomguard/1/hq/node-1/receipt", rig.Folder.Write("receipt.json", $$"""{ "boot": "{{boot}}", "upto": 1, "missing": [] }"""));
        await Task.Delay(200);
        await broker.KillAsync();
        await AgentRig.UntilSaidAsync(agent, "is away");
        await Task.Delay(TimeSpan.FromSeconds(7));
        await broker.StartAgainAsync();
        await using var after = broker.Subscribe("roomguard/1/hq/node-1/#", "-F", "%j");
        await AgentRig.UntilSaidAsync(agent, "is back");
        var messages = await AgentRig.UntilAsync(after, all => IsWhole(Packs(all)), "backlog and live");

        // The backlog goes beside what is live, which overtakes it: only a gap that stays is a loss.
        static bool IsWhole(IEnumerable<Message> packs) => packs.Select(pack => pack.Sequence).Distinct().Order().ToList() is { Count: >= 9 } seen && seen[^1] - seen[0] == seen.Count - 1;
        var sequences = Packs(messages).Select(pack => pack.Sequence).Distinct().Order().ToList();
        Assert.Equal(2, sequences[0]);
        Assert.Equal(Enumerable.Range(2, sequences.Count).Select(number => (long)number), sequences);
        var backlog = messages.Where(message => message.Kind == "backlog").Select(pack => pack.Sequence).ToList();
        Assert.Equal(backlog.Order(), backlog);
        Assert.All(Packs(messages), pack => Assert.Equal(boot, pack.Boot));
        Assert.Equal(1, Count(agent.Output, "is away"));
        Assert.Equal(1, Count(agent.Output, "is back after"));
    }

    [Fact]
    public async Task A_broker_that_is_away_at_the_start_is_waited_for_and_said_once()
    {
        await using var broker = await Mosquitto.StartAsync();
        await broker.KillAsync();
        using var rig = new AgentRig(broker.Port);
        await using var agent = rig.Start();
        await AgentRig.UntilSaidAsync(agent, "is away");
        await Task.Delay(TimeSpan.FromSeconds(2));
        await broker.StartAgainAsync();
        await using var witness = broker.Subscribe("roomguard/1/#", "-F", "%j");
        await AgentRig.UntilAsync(witness, all => all.Any(message => message.Kind == "live"), "live packs");
        Assert.Equal(1, Count(agent.Output, "is away"));
    }

    [Fact]
    public async Task Wrong_settings_end_the_process_with_78_and_every_fault()
    {
        using var rig = new AgentRig(1883);
        await File.WriteAllTextAsync(rig.SettingsFile, """{ "site": "HQ", "agent": "a", "mqtt": { } }""");
        var (exitCode, output) = await RealProcess.RunAsync("dotnet", [AgentRig.Program, "run", "--config", rig.SettingsFile], Patience);
        Assert.Equal(78, exitCode);
        Assert.Equal(2, output.Split('\n').Count(line => line.StartsWith(rig.SettingsFile, StringComparison.Ordinal)));
    }

    private static async Task<string> BootAsync(Mosquitto broker)
    {
        await using var witness = broker.Subscribe("roomguard/1/hq/node-1/birth", "-F", "%j");
        var birth = (await AgentRig.UntilAsync(witness, all => all.Count >= 1, "the birth"))[0];
        return JsonDocument.Parse(birth.Payload).RootElement.GetProperty("boot").GetString()!;
    }

    private static IEnumerable<Message> Packs(IEnumerable<Message> messages) => messages.Where(message => message.Kind is "live" or "backlog");

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
