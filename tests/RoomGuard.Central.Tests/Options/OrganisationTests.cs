using RoomGuard.Central.Options;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Options;

public sealed class OrganisationTests : IDisposable
{
    private const string Rest = """
        "mqtt": { "host": "b" }, "sites": [ { "id": "hq", "rooms": [ { "id": "r", "type": "server" } ] } ] }
        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Without_a_word_it_is_nobodys_benchmark_and_may_use_radio()
    {
        var options = Read("{" + Rest, out var faults);

        Assert.Empty(faults);
        Assert.Equal(new OrganisationOptions(), options!.Organisation);
        Assert.Equal((Applicability.VoluntaryBenchmark, false, null), (options.Organisation.Applicability, options.Organisation.IsWiredOnly, options.Organisation.ObjectClass));
    }

    [Fact]
    public void A_state_body_is_bound_and_wired_without_saying_so()
    {
        var options = Read("""{ "organisation": { "name": { "kk": "Мекеме", "ru": "Орган", "en": "Body" }, "stateBody": true, "objectClass": 2 },""" + Rest, out var faults);

        Assert.Empty(faults);
        Assert.Equal(
            new OrganisationOptions { Name = new LocalText("Мекеме", "Орган", "Body"), Applicability = Applicability.Mandatory, IsStateBody = true, ObjectClass = 2, IsWiredOnly = true },
            options!.Organisation);
    }

    [Fact]
    public void Anybody_may_choose_wires_and_be_bound()
    {
        var options = Read("""{ "organisation": { "applicability": "mandatory", "wiredOnly": true },""" + Rest, out var faults);

        Assert.Empty(faults);
        Assert.Equal((Applicability.Mandatory, false, true), (options!.Organisation.Applicability, options.Organisation.IsStateBody, options.Organisation.IsWiredOnly));
    }

    [Fact]
    public void Everything_wrong_is_named_at_once_with_its_line_and_the_clause()
    {
        Assert.Null(Read("""
            { "organisation": {
                "name": { "kk": "A", "ru": "B" },
                "applicability": "voluntary_benchmark",
                "stateBody": true,
                "objectClass": 4,
                "wiredOnly": false,
                "clause": 131 },
            """ + Rest, out var faults));

        Assert.Equal(
            [(2, "organisation.name.en"), (3, "organisation.applicability"), (5, "organisation.objectClass"), (6, "organisation.wiredOnly"), (7, "organisation.clause")],
            faults.Select(fault => (fault.Line, fault.Key)));
        Assert.Contains("clause 131", faults[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_says_of_itself_that_it_is_radio_is_refused_with_its_line_by_clause_131()
    {
        _scratch.Write("site.yaml", """
            sites:
              - id: hq
                rooms:
                  - id: srv-1
                    type: server
                    equipment:
                      - {id: probe-1, link: wired}
                      - {id: probe-2, link: zigbee}
                      - {id: router-1, kind: network, link: cellular}
            """);
        const string Settings = """
            "mqtt": { "host": "b" }, "site": "site.yaml",
            "notify": [ { "channel": "webhook", "url": "http://10.0.0.5/sms" },
                        { "channel": "webhook", "url": "http://10.0.0.6/sms", "link": "cellular" } ],
            "sites": [ { "id": "br", "rooms": [ { "id": "xc-1", "type": "cross_connect",
              "equipment": [ { "id": "node-1", "kind": "agent", "link": "wifi" } ] } ] } ] }
            """;

        Assert.Null(Read("{ \"organisation\": { \"stateBody\": true },\n" + Settings, out var faults));
        Assert.Equal(
            [("central.json", 4, "notify[1].link"), ("central.json", 6, "sites[0].rooms[0].equipment[0].link"), ("site.yaml", 8, "sites[0].rooms[0].equipment[1].link"), ("site.yaml", 9, "sites[0].rooms[0].equipment[2].link")],
            faults.Select(fault => (Path.GetFileName(fault.File), fault.Line, fault.Key)));
        Assert.All(faults, fault => Assert.Contains("clause 131", fault.Message, StringComparison.Ordinal));
        Assert.Contains("\"zigbee\" for hq/srv-1/probe-2, which is radio", faults[2].Message, StringComparison.Ordinal);
        Assert.Contains("a cellular network", faults[3].Message, StringComparison.Ordinal);

        var open = Read("{\n" + Settings, out var none);
        Assert.Empty(none);
        var facts = OrganisationFacts.Of(open!, open!.Model);
        Assert.Equal(
            [new RadioLink("webhook-2", "cellular"), new RadioLink("br/xc-1/node-1", "wifi"), new RadioLink("hq/srv-1/probe-2", "zigbee"), new RadioLink("hq/srv-1/router-1", "cellular")],
            facts.RadioFound);
        Assert.Equal(["NOT_A_STATE_BODY", "RADIO_ALLOWED", "RADIO_FOUND"], facts.Reasons131);
    }

    [Fact]
    public void A_link_nobody_knows_is_a_fault_whatever_the_policy_is()
    {
        Assert.Null(Read("""
            { "organisation": { "wiredOnly": true }, "mqtt": { "host": "b" },
              "sites": [ { "id": "hq", "rooms": [ { "id": "r", "type": "server", "equipment": [ { "id": "p", "link": "pigeon" } ] } ] } ] }
            """, out var faults));
        Assert.Contains("must be one of wired, wifi", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "organisation": { "stateBody": true, "objectClass": 1 },""", "WIRED_ONLY", "NO_MULTI_FACTOR")]
    [InlineData("""{ "organisation": { "wiredOnly": true, "objectClass": 3 },""", "NOT_A_STATE_BODY WIRED_ONLY", "CLASS_NOT_BOUND")]
    [InlineData("{", "NOT_A_STATE_BODY RADIO_ALLOWED", "CLASS_UNKNOWN")]
    public void Facts_say_why_clauses_131_and_47_hold_or_do_not(string head, string wired, string factors)
    {
        var options = Read(head + """ "retention": { "total": "2000 d", "online": "100 d" },""" + Rest, out _)!;
        var facts = OrganisationFacts.Of(options, options.Model);

        Assert.Equal((wired, factors), (string.Join(' ', facts.Reasons131), string.Join(' ', facts.Reasons47)));
        Assert.Equal((TimeSpan.FromDays(2000), TimeSpan.FromDays(100)), (facts.RetentionTotal, facts.RetentionOnline));
    }

    private CentralOptions? Read(string json, out IReadOnlyList<SettingsFault> faults) =>
        CentralOptions.Read(_scratch.Write("central.json", json), out faults);
}
