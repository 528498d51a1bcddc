using System.Globalization;
using System.Text.Json;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>From sensor to database, page and people, through separate processes and other people's servers.</summary>
[Collection(OneRealSite.Name)]
public sealed class SliceTests(SharedSite shared)
{
    private RealSite Site => shared.Site;

    // OID of the MIB, our signal, and what one step of the object is worth in the signal's unit, as the MIB's text says.
    public static TheoryData<string, string, double> UpsObjects => new()
    {
        { "1.3.6.1.2.1.33.1.2.3.0", "ups.battery.runtime", 60 },
        { "1.3.6.1.2.1.33.1.2.4.0", "ups.battery.charge", 1 },
        { "1.3.6.1.2.1.33.1.2.5.0", "ups.battery.voltage", 0.1 },
        { "1.3.6.1.2.1.33.1.2.7.0", "ups.battery.temperature", 1 },
        // The MIB says whole volts; this card sends tenths, as some do, and 2,314 V cannot be.
        { "1.3.6.1.2.1.33.1.3.3.1.3.1", "ups.input.voltage.l1", 0.1 },
        { "1.3.6.1.2.1.33.1.4.2.0", "ups.output.frequency", 0.1 },
        { "1.3.6.1.2.1.33.1.4.4.1.2.1", "ups.output.voltage.l1", 1 },
        { "1.3.6.1.2.1.33.1.4.4.1.5.1", "ups.output.load.l1", 1 },
    };

    // ComAp InteliLite 4: the last number is the communication object.
    public static TheoryData<string, string, double> GeneratorObjects => new()
    {
        { "8192", "gen.gen.voltage_ln.l1", 1 },
        { "8202", "gen.gen.power", 1 },
        { "8210", "gen.gen.frequency", 0.1 },
        { "8211", "gen.mains.frequency", 0.1 },
        { "8213", "gen.battery.voltage", 0.1 },
        { "10123", "gen.rpm", 1 },
        { "8206", "gen.run_hours", 0.1 },
    };

    [Theory]
    [MemberData(nameof(UpsObjects))]
    public async Task A_recorded_UPS_is_in_InfluxDB_as_its_MIB_says(string oid, string signal, double worth) =>
        await AssertStoredAsync("ups-1", signal, RecordedTruth.Raw(SharedSite.UpsRecording, oid) * worth);

    [Theory]
    [MemberData(nameof(GeneratorObjects))]
    public async Task A_recorded_generator_is_in_InfluxDB_as_its_MIB_says(string communicationObject, string signal, double worth)
    {
        var oid = File.ReadLines(SharedSite.GeneratorRecording).Select(line => line.Split('|')[0]).First(id => id.Contains(".28634.", StringComparison.Ordinal) && id.Contains($".{communicationObject}.", StringComparison.Ordinal) | id.EndsWith($".{communicationObject}", StringComparison.Ordinal));
        await AssertStoredAsync("gen-1", signal, RecordedTruth.Raw(SharedSite.GeneratorRecording, oid) * worth);
    }

    [Fact]
    public async Task What_snmpd_answers_is_in_InfluxDB()
    {
        await AssertStoredAsync("ups-2", "ups.battery.charge", 87);
        await AssertStoredAsync("ups-2", "ups.battery.voltage", 136.5);
        Assert.Contains("normal", await Site.Influx.ExecuteAsync("SELECT last(s) FROM \"ups.output.source\" WHERE equipment = 'ups-2'"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("probe-1", "env.temp", 22.5)]
    [InlineData("probe-1", "env.rh", 48.25)]
    [InlineData("probe-2", "env.temp", 23.125)]
    [InlineData("probe-3", "env.temp", 21.812)]
    public async Task Kernel_files_are_in_InfluxDB(string equipment, string signal, double value) => await AssertStoredAsync(equipment, signal, value);

    [Fact]
    public async Task Mosquitto_sub_sees_birth_state_and_packs_that_another_JSON_reader_understands()
    {
        await using var subscriber = Site.Broker.Subscribe("roomguard/1/hq/node-1/#", "-W", "8", "-F", "%t %r %C %P %p");
        await subscriber.WaitForExitAsync(TimeSpan.FromSeconds(20));
        var lines = subscriber.Output.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("roomguard/1/hq/node-1/birth 1 ", StringComparison.Ordinal) && line.Contains("\"software\":", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("roomguard/1/hq/node-1/state 1 ", StringComparison.Ordinal) && line.Contains("\"online\":true", StringComparison.Ordinal));
        var live = lines.First(line => line.StartsWith("roomguard/1/hq/node-1/live 0 application/senml+json ", StringComparison.Ordinal) && line.Contains("env.temp", StringComparison.Ordinal));
        Assert.Contains("boot:", live, StringComparison.Ordinal);
        Assert.Contains("seq:", live, StringComparison.Ordinal);
        var file = Site.Scratch.Write("live.json", live[live.IndexOf("[{", StringComparison.Ordinal)..]);
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("python3", "python3"), ["-c", "import json,sys; p=json.load(open(sys.argv[1])); print(p[0]['bn'], p[0]['bt']>1.7e9, all('n' in r for r in p))", file]);
        Assert.Equal((0, "hq/srv-1/ True True"), (exitCode, output.Trim()));
    }

    [Fact]
    public async Task A_pack_that_somebody_wrote_by_hand_is_accepted_as_an_agents_would_be()
    {
        var file = Site.Scratch.Write("by-hand.json", """[{"bn":"hq/xc-1/","n":"hand-1/env.temp","u":"Cel","v":19.75},{"n":"hand-1/door.open","vb":false}]""");
        await Site.Broker.PublishAsync("roomguard/1/hq/by-hand/live", file);
        await AssertStoredAsync("hand-1", "env.temp", 19.75);
        JsonElement point = default;
        await Site.UntilAsync(
            async () => (point = (await Site.GetJsonAsync("api/v1/rooms/hq/xc-1")).GetProperty("points").EnumerateArray().FirstOrDefault(p => p.GetProperty("point").GetString() == "hq/xc-1/hand-1/env.temp")).ValueKind == JsonValueKind.Object,
            "the room has the point");
        Assert.Equal(19.75, point.GetProperty("value").GetDouble());
        Assert.False(point.GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task A_leak_rings_by_mail_in_Russian_and_by_webhook_in_Kazakh_and_is_in_journal_35_1()
    {
        Site.Tree.Set("class/gpio/gpio17/value", "1");
        await Site.UntilAsync(async () => (await Site.GetJsonAsync("api/v1/alarms")).GetProperty("items").EnumerateArray().Any(alarm => alarm.GetProperty("point").GetString() == "hq/srv-1/leak-1/leak.wet"), "the leak is an alarm");
        await Site.UntilAsync(() => Task.FromResult(Site.Webhook.Bodies.Any(body => body.Contains("leak.wet", StringComparison.Ordinal))), "the leak is told");
        string[] mails = [];
        await Site.UntilAsync(
            async () => (mails = await Task.WhenAll(Site.Mail.Messages.Select(DecodeAsync))).Any(mail => mail.Contains("Протечка воды", StringComparison.Ordinal)),
            "the leak is told by mail");
        Assert.Contains(Site.Webhook.Bodies, body => Unescaped(body).Contains("Судың ағуы", StringComparison.Ordinal));
        await Site.UntilAsync(async () => (await Site.GetJsonAsync("api/v1/journals/35.1/entries")).GetProperty("items").EnumerateArray().Any(entry => entry.GetProperty("equipment").GetString() == "leak-1"), "the leak is in journal 35.1");
        Site.Tree.Set("class/gpio/gpio17/value", "0");
    }

    // Subject and text as another mail program reads them.
    private async Task<string> DecodeAsync(string mail)
    {
        const string Script = """
            import email, email.policy, sys
            m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
            print(m['subject']); print(m.get_body(('plain', 'html')).get_content())
            """;
        var file = Site.Scratch.Write($"mail-{Guid.NewGuid():N}", mail);
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("python3", "python3"), ["-c", Script, file], environment: new Dictionary<string, string> { ["PYTHONIOENCODING"] = "utf-8" });
        Assert.True(exitCode == 0, output);
        return output;
    }

    private static string Unescaped(string json) => JsonDocument.Parse(json).RootElement.ToString() is var text ? System.Text.RegularExpressions.Regex.Unescape(text) : "";

    private async Task AssertStoredAsync(string equipment, string signal, double expected)
    {
        var query = $"SELECT last(v) FROM \"{signal}\" WHERE site = 'hq' AND equipment = '{equipment}'";
        var stored = "";
        await Site.UntilAsync(async () => (stored = await Site.Influx.ExecuteAsync(query)).Contains(signal, StringComparison.Ordinal), $"{signal} of {equipment} is in InfluxDB");
        var value = double.Parse(stored.Split('\n').Last(line => line.StartsWith(signal, StringComparison.Ordinal)).Split(',')[2], NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.Equal(expected, value, 6);
    }
}
