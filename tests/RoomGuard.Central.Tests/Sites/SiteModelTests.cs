using System.Globalization;
using System.Text;
using RoomGuard.Central.Options;
using RoomGuard.Central.Sites;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Sites;

public sealed class SiteModelTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_sample_that_ships_is_read_whole()
    {
        var options = CentralOptions.Read(Repository.Path("firmware-config", "central", "central.json"), out var faults);

        Assert.Empty(faults);
        var model = options!.Model;
        var room = model.FindRoom("hq/srv-1")!;
        Assert.Equal("our-server-rooms", room.Rules.Limits.Name);
        Assert.Equal(26, room.Rules.Limits.For("env.temp").Single(limit => limit.Rule == "limit-high").Limit);
        Assert.Equal("Order 12 of the head of IT", room.Rules.Limits.For("env.temp").Single(limit => limit.Rule == "limit-high").Source);
        Assert.StartsWith("ASHRAE", room.Rules.Limits.For("env.temp").Single(limit => limit.Rule == "limit-high-high").Source, StringComparison.Ordinal);
        Assert.Equal(("ups", "1004711", "AS1234567890", "power-2026"), (room.Equipment[0].Kind, room.Equipment[0].Inventory, room.Equipment[0].Serial, room.Equipment[0].Contract));
        Assert.Equal(TimeSpan.FromSeconds(10), room.Points.Single(point => point.Key == "probe-1/env.temp").Period);
        Assert.Equal(6, room.Points.Count);
        Assert.Equal(("duty", "kk ru"), (model.Contacts[0].Id, string.Join(' ', model.Contacts[0].Languages)));
        Assert.Equal((new DateOnly(2026, 12, 31), "power-firm"), (model.Contracts[0].To, model.Contracts[0].Contact));
        Assert.Equal([Repository.Path("firmware-config", "central", "site.yaml")], options.SiteFiles);
    }

    [Fact]
    public void Every_fault_is_named_with_its_file_and_line()
    {
        _scratch.Write("central.json", """{ "mqtt": { "host": "b" }, "site": ["a.yaml", "b.json"] }""");
        _scratch.Write("a.yaml", """
            limits:
              kz832-server: {base: ashrae-2021-a1}
              mine:
                base: ashrae-a9
                limits:
                  - {signal: env.temp, above: 26}
            sites:
              - id: hq
                rooms:
                  - id: srv-1
                    type: garage
                    limits: yours
                    equipment:
                      - {id: ups-1, kind: toaster, inventory: 1004711, contract: nobody}
                    points:
                      - {equipment: probe-1, signals: [env.temp, env.temp, env.mood], period: 3 weeks}
                      - {equipment: probe-2}
                    colour: red
            contacts:
              - {id: duty, name: A, phone: call me, mail: nowhere, languages: [tt]}
            """);
        _scratch.Write("b.json", """
            {
              "sites": [ { "id": "hq", "rooms": [ { "id": "x", "type": "server" } ] } ],
              "contracts": [ { "id": "c", "number": "1", "counterparty": "B", "from": "2026-12-31", "to": "2026-01-01", "contact": "gone" } ]
            }
            """);

        Assert.Null(CentralOptions.Read(_scratch.Path("central.json"), out var faults));
        Assert.Equal(
            [
                "a.yaml:2: limits.kz832-server is the name of a shipped profile; take another one.",
                "a.yaml:4: limits.mine.base is \"ashrae-a9\"; it must be one of ashrae-2021-a1, ashrae-2021-a2, ashrae-2021-a3, ashrae-2021-a4, ashrae-2021-rec, cross-connect, kz832-server, tia569-er.",
                "a.yaml:6: limits.mine.limits[0].source is missing; a limit says where its figure comes from, here or in its profile's source.",
                "a.yaml:11: sites[0].rooms[0].type is \"garage\"; it must be one of server, cross_connect, combined.",
                "a.yaml:12: sites[0].rooms[0].limits is \"yours\"; it must be one of ashrae-2021-a1, ashrae-2021-a2, ashrae-2021-a3, ashrae-2021-a4, ashrae-2021-rec, cross-connect, kz832-server, mine, tia569-er.",
                "a.yaml:14: sites[0].rooms[0].equipment[0].inventory is 1004711; it must be a text: put it in quotes.",
                "a.yaml:14: sites[0].rooms[0].equipment[0].kind is \"toaster\"; it must be one of ups, generator, ats, pdu, panel, battery, hvac, sensor, door, camera, recorder, fire, intrusion, network, server, agent, other.",
                "a.yaml:14: sites[0].rooms[0].equipment[0].contract is \"nobody\", which contracts do not have.",
                "a.yaml:16: sites[0].rooms[0].points[0].signals name \"env.mood\", which the catalogue of signals does not have.",
                "a.yaml:16: sites[0].rooms[0].points[0].period is \"3 weeks\"; it must be a span of time from 100 ms to 1 d, such as \"10 s\".",
                "a.yaml:16: sites[0].rooms[0].points[0] names probe-1/env.temp, which is there already; a point is expected once.",
                "a.yaml:17: sites[0].rooms[0].points[1].signals must list at least one signal of the catalogue.",
                "a.yaml:18: sites[0].rooms[0].colour is not known here; known are clauses, equipment, id, journals, limits, name, points, rules, type.",
                "a.yaml:20: contacts[0].phone is \"call me\"; it must be 3 to 15 digits, with +, -, brackets and spaces where you like.",
                "a.yaml:20: contacts[0].mail is \"nowhere\"; an address looks like \"duty@example.org\".",
                "a.yaml:20: contacts[0].languages name \"tt\"; each must be one of kk, ru, en.",
                "b.json:2: sites[0].id is \"hq\", which an earlier entry of sites has.",
                "b.json:3: contracts[0].to is before from.",
                "b.json:3: contracts[0].contact is \"gone\", which contacts do not have.",
            ],
            faults.Select(fault => Path.GetFileName(fault.File) + fault.ToString()[fault.File.Length..]).OrderBy(text => text[0]).ThenBy(text => int.Parse(text.Split(':')[1], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_same_model_has_the_same_hash_in_either_notation_and_any_order_and_every_change_has_another()
    {
        var yaml = Read("a.yaml", """
            # the same
            sites:
              - id: hq
                rooms:
                  - {type: server, id: srv-1, points: [{equipment: p-1, signals: [env.temp], period: 1 min}]}
            """);
        var json = Read("b.json", """{"sites": [{"rooms": [{"id": "srv-1", "points": [{"signals": ["env.temp"], "equipment": "p-1", "period": "60 s"}], "type": "server"}], "id": "hq"}]}""");
        var other = Read("c.json", """{"sites": [{"rooms": [{"id": "srv-1", "points": [{"signals": ["env.temp"], "equipment": "p-1", "period": "61 s"}], "type": "combined"}], "id": "hq"}]}""");

        Assert.Equal(yaml.Contents.Hash, json.Contents.Hash);
        Assert.Empty(json.Contents.Since(yaml.Contents));
        Assert.Equal(
            [new("point hq/srv-1/p-1/env.temp", """{"period":"1 min"}""", """{"period":"61 s"}"""), new SiteDifference("room hq/srv-1", """{"type":"server"}""", """{"type":"combined"}""")],
            other.Contents.Since(yaml.Contents));
    }

    [Fact]
    public void What_was_adopted_is_added_and_what_the_operator_wrote_goes_before_it()
    {
        _scratch.Write("central.json", """{ "mqtt": { "host": "b" }, "site": "site.yaml" }""");
        _scratch.Write("site.yaml", "sites: [{id: hq, rooms: [{id: srv-1, type: server, points: [{equipment: p-1, signals: [env.temp], period: 10 s}]}]}]");
        _scratch.Write("adopted.json", """
            { "adopted": [
              { "room": "hq/srv-1", "points": [ { "equipment": "p-1", "signals": ["env.temp"], "period": "5 min" }, { "equipment": "p-1", "signals": ["env.rh"] } ] },
              { "room": "hq/new", "type": "cross_connect", "name": {"kk": "Ж", "ru": "Н", "en": "N"}, "points": [ { "equipment": "p-2", "signals": ["env.temp"] } ] },
              { "room": "hq/new", "points": [ { "equipment": "p-2", "signals": ["env.rh"] } ] }
            ] }
            """);

        var model = CentralOptions.Read(_scratch.Path("central.json"), out var faults)!.Model;
        Assert.Empty(faults);
        Assert.Equal([new("p-1", "env.temp", TimeSpan.FromSeconds(10)), new ExpectedPoint("p-1", "env.rh", TimeSpan.Zero)], model.FindRoom("hq/srv-1")!.Points);
        Assert.Equal((RoomType.CrossConnect, "N", 2), (model.FindRoom("hq/new")!.Type, model.FindRoom("hq/new")!.Name.En, model.FindRoom("hq/new")!.Points.Count));

        _scratch.Write("adopted.json", """{ "adopted": [ { "room": "gone/x", "type": "server" }, { "room": "hq/untyped" } ] }""");
        CentralOptions.Read(_scratch.Path("central.json"), out faults);
        Assert.Equal(["adopted[0].room is \"gone/x\"; it must be {site}/{room} of a site of the model.", "adopted[1].type is missing."], faults.Select(fault => $"{fault.Key} {fault.Message}"));
    }

    [Fact]
    public void A_room_of_a_hundred_thousand_points_is_refused_by_name()
    {
        var yaml = new StringBuilder("sites:\n  - id: hq\n    rooms:\n      - id: srv-1\n        type: server\n        points:\n");
        var signals = string.Join(", ", SignalCatalogue.All.Select(signal => signal.Id).Take(100));
        for (var i = 0; i < 1_000; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"        - {{equipment: p-{i}, signals: [{signals}]}}\n");
        }

        var path = _scratch.Write("site.yaml", yaml.ToString());
        Assert.Null(SiteModel.Read([path], out var faults));
        Assert.Equal($"{path}:6: sites[0].rooms[0].points come to 100000; a room has at most 4096 expected points.", Assert.Single(faults).ToString());
    }

    [Fact]
    public void Rules_that_suppress_each_other_are_refused_by_name()
    {
        var path = _scratch.Write("site.yaml", """
            sites:
              - id: hq
                rooms:
                  - id: srv-1
                    type: server
                    rules:
                      alarms:
                        - {signal: leak.wet, rule: a, wrong: true, suppressedBy: [leak.wet/b]}
                        - {signal: leak.wet, rule: b, wrong: true, suppressedBy: [leak.wet/a]}
            """);

        Assert.Null(SiteModel.Read([path], out var faults));
        Assert.Contains("go in a circle: leak.wet/a ← leak.wet/b ← leak.wet/a", Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_contact_s_numbers_are_in_no_journal_but_a_change_of_one_is()
    {
        var before = Read("a.yaml", "sites: [{id: hq, rooms: [{id: r, type: server}]}]\ncontacts: [{id: duty, name: Айгерім, phone: \"+7 717 200 00 01\", mail: a@example.org}]");
        var after = Read("a.yaml", "sites: [{id: hq, rooms: [{id: r, type: server}]}]\ncontacts: [{id: duty, name: Айгерім, phone: \"+7 717 200 00 02\", mail: a@example.org}]");

        var difference = Assert.Single(after.Contents.Since(before.Contents));
        Assert.Equal("contact duty", difference.Thing);
        Assert.DoesNotContain("717", difference.Before + difference.After, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", difference.Before + difference.After, StringComparison.Ordinal);
        Assert.Contains("Айгерім", difference.After, StringComparison.Ordinal);
    }

    private SiteModel Read(string name, string text)
    {
        var model = SiteModel.Read([_scratch.Write(name, text)], out var faults);
        Assert.Empty(faults);
        return model!;
    }
}
