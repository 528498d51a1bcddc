using System.Text.RegularExpressions;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Broker;

/// <summary>The agent's own process as a witness of journals; Debian's <c>mosquitto_pub</c> is the centre.</summary>
public sealed class WitnessOnBrokerTests
{
    private const string Topic = "roomguard/1/hq/journal-head";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Heads_that_the_broker_kept_are_on_its_disk_and_a_journal_that_got_shorter_is_a_sample_and_a_line_in_its_log()
    {
        using var centre = new JournalHeads();
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/hq/node-1/live", "-F", "%j");
        using var rig = new AgentRig(broker.Port);
        var first = centre.Message(1, JournalHeads.Head("35.1", 12));
        await broker.PublishAsync(Topic, rig.Folder.Write("1.json", first), "-r");
        await using var agent = rig.Start();
        var file = rig.Folder.Path("witness", "journal-heads.jsonl");
        await agent.UntilAsync(() => Task.FromResult(File.Exists(file)), Patience, "the head is written");
        Assert.Equal(first + "\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await AgentRig.UntilAsync(witness, all => all.Any(message => Regex.IsMatch(message.Payload, """node-1/agent\.witness_ok"[^}]*"vb":true""")), "it agrees");

        await broker.PublishAsync(Topic, rig.Folder.Write("2.json", "no heads at all"));
        await broker.PublishAsync(Topic, rig.Folder.Write("3.json", centre.Message(2, JournalHeads.Head("35.1", 11))), "-r");
        await AgentRig.UntilAsync(witness, all => all.Any(message => Regex.IsMatch(message.Payload, """node-1/agent\.witness_ok"[^}]*"vb":false""")), "it contradicts");
        await AgentRig.UntilSaidAsync(agent, "in checkpoint 2 journal 35.1 has 11 entries; it had 12");

        Assert.Equal(0, await agent.TerminateAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(2, (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task An_agent_that_is_no_witness_hears_none_and_keeps_none()
    {
        using var centre = new JournalHeads();
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/hq/node-1/live", "-F", "%j");
        using var rig = new AgentRig(broker.Port);
        await File.WriteAllTextAsync(rig.SettingsFile, (await File.ReadAllTextAsync(rig.SettingsFile, TestContext.Current.CancellationToken)).Replace("\"sysfs\"", "\"witness\": false, \"sysfs\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await broker.PublishAsync(Topic, rig.Folder.Write("1.json", centre.Message(1)), "-r");
        await using var agent = rig.Start();
        await AgentRig.UntilAsync(witness, all => all.Count >= 3, "the agent is at work");
        Assert.False(Directory.Exists(rig.Folder.Path("witness")));
    }
}
