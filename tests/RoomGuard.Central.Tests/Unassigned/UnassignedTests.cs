using System.Net;
using System.Net.Http.Json;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Options;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Central.Unassigned;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Tests.Unassigned;

/// <summary>What is published and not described is shown, and taken into the model on request.</summary>
[Collection(OneCentreAlone.Name)]
public sealed class UnassignedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_nobody_described_is_listed_with_who_sent_it_and_why_and_the_rest_is_not()
    {
        await using var site = await DescribedSite.StartAsync();
        await site.PublishAsync(DescribedSite.Pack("srv-1", "probe-1/env.temp", 21), agent: "node-1");
        await site.PublishAsync(DescribedSite.Pack("srv-1", "ups-1.l1/ups.load", 30), agent: "node-1");
        await site.PublishAsync(DescribedSite.Pack("free", "probe-7/env.temp", 21), agent: "node-1");
        await site.PublishAsync(DescribedSite.Pack("srv-1", "probe-1/env.rh", 45), agent: "node-1");
        await site.PublishAsync(DescribedSite.Pack("srv-1", "probe-1/env.rh", 46, 0.5), agent: "node-2");
        await site.PublishAsync(DescribedSite.Pack("attic", "probe-2/env.temp", 30), agent: "node-3");
        await CentralSite.UntilAsync(() => Task.FromResult(site.Get<UnassignedBook>().Count == 2 && site.Get<UnassignedBook>().All[1].Count == 2), "two points are on the list");

        var items = (await site.JsonAsync("api/v1/unassigned")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["hq/attic/probe-2/env.temp", "hq/srv-1/probe-1/env.rh"], items.Select(item => item.GetProperty("point").GetString()));
        Assert.Equal([false, true], items.Select(item => item.GetProperty("roomKnown").GetBoolean()));
        Assert.Equal(("node-2", 2, 46.0, "%RH"), (items[1].GetProperty("agent").GetString(), items[1].GetProperty("count").GetInt32(), items[1].GetProperty("value").GetDouble(), items[1].GetProperty("unit").GetString()));
        Assert.True(items[1].GetProperty("firstSeen").GetDateTime() <= items[1].GetProperty("lastSeen").GetDateTime());

        // Values of a known room are kept and watched all the same; those of an unknown one are refused, and counted.
        await CentralSite.UntilAsync(async () => (await site.SeriesAsync("probe-1/env.rh")).Count == 2, "both values are kept");
        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "srv-1")!.State.Points.Count(point => point.Key.StartsWith("probe-1/", StringComparison.Ordinal)) == 2), "both points are watched");
        Assert.True(await site.MetricAsync("roomguard_ingest_refused_total", "unknown_room") >= 1);
        Assert.Equal(2, await site.MetricAsync("roomguard_unassigned"));

        var page = await site.Http.GetStringAsync(new Uri("", UriKind.Relative), Stop);
        Assert.Contains("hq/attic/probe-2/env.temp", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adopted_point_and_room_are_in_the_model_the_audit_trail_and_the_journal_and_the_operator_s_file_is_as_it_was()
    {
        await using var site = await DescribedSite.StartAsync();
        await site.PublishAsync(DescribedSite.Pack("srv-1", "probe-1/env.rh", 45));
        await site.PublishAsync(DescribedSite.Pack("attic", "probe-2/env.temp", 30));
        await CentralSite.UntilAsync(() => Task.FromResult(site.Get<UnassignedBook>().Count == 2), "both are on the list");

        Assert.Equal(HttpStatusCode.BadRequest, await AdoptAsync(site, new { points = new[] { "hq/attic/probe-2/env.temp" }, by = "Aigerim" }));
        Assert.Equal(HttpStatusCode.BadRequest, await AdoptAsync(site, new { points = new[] { "hq/attic/probe-9/env.temp", "nonsense" }, type = "server" }));
        Assert.Equal(HttpStatusCode.OK, await AdoptAsync(site, new { points = new[] { "hq/srv-1/probe-1/env.rh" }, period = "30 s", by = "Aigerim" }));
        Assert.Equal(HttpStatusCode.OK, await AdoptAsync(site, new { points = new[] { "hq/attic/probe-2/env.temp" }, type = "cross_connect", name = new { kk = "Шатыр", ru = "Чердак", en = "Attic" }, by = "Aigerim" }));

        Assert.Equal(DescribedSite.Yaml, await File.ReadAllTextAsync(site.Scratch.Path("site.yaml"), Stop));
        Assert.NotNull(CentralOptions.Read(site.Scratch.Path("central.json"), out var faults));
        Assert.Empty(faults);
        Assert.Equal("Attic", site.Board.Find("hq", "attic")!.Definition.Name.En);
        Assert.Equal(TimeSpan.FromSeconds(30), site.Board.Find("hq", "srv-1")!.State.Points["probe-1/env.rh"].Expected!.Period);
        Assert.Empty(site.Get<UnassignedBook>().All);
        await site.PublishAsync(DescribedSite.Pack("attic", "probe-2/env.temp", 31));
        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "attic")!.State.Points["probe-2/env.temp"].IsHeard), "the new room hears its point");

        var lines = (await site.Get<AuditTrail>().ReadAsync(new AuditQuery { Who = "Aigerim" }, Stop)).Items;
        Assert.Equal(["site.adopt hq/attic", "site.change room hq/attic", "site.change point hq/attic/probe-2/env.temp", "site.adopt hq/srv-1", "site.change point hq/srv-1/probe-1/env.rh"], lines.Select(line => $"{line.Event.What} {line.Event.Subject}"));
        Assert.Equal(["added", "added", "added", "added"], (await site.JournalAsync("35.6")).Select(entry => entry.Result));

        // Still so after a restart.
        await site.StopAsync();
        await site.StartAgainAsync();
        await site.UntilReadyAsync();
        Assert.NotNull(site.Board.Find("hq", "attic"));
    }

    [Fact]
    public async Task Adopting_into_files_with_a_fault_changes_no_file()
    {
        await using var site = await DescribedSite.StartAsync();
        await site.PublishAsync(DescribedSite.Pack("srv-1", "probe-1/env.rh", 45));
        await CentralSite.UntilAsync(() => Task.FromResult(site.Get<UnassignedBook>().Count == 1), "it is on the list");
        site.Scratch.Write("site.yaml", DescribedSite.Yaml + "\n      - {id: x, type: garage}\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AdoptAsync(site, new { points = new[] { "hq/srv-1/probe-1/env.rh" } }));
        Assert.False(File.Exists(site.Scratch.Path("adopted.json")));
        site.Scratch.Write("site.yaml", DescribedSite.Yaml);
        site.Scratch.Write("adopted.json", "{ \"adopted\": 7 }");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AdoptAsync(site, new { points = new[] { "hq/srv-1/probe-1/env.rh" } }));
        Assert.Equal("{ \"adopted\": 7 }", await File.ReadAllTextAsync(site.Scratch.Path("adopted.json"), Stop));
    }

    [Fact]
    public async Task Without_a_site_file_there_is_nothing_to_adopt_into()
    {
        await using var site = await CentralSite.StartAsync();
        Assert.Equal(HttpStatusCode.Conflict, await AdoptAsync(site, new { points = new[] { "hq/attic/p/env.temp" }, type = "server" }));
    }

    [Fact]
    public void The_list_has_an_end_and_what_was_not_seen_for_longest_goes_first_of_the_site_that_has_most()
    {
        var sites = Enumerable.Range(0, 5).Select(number => Given.Site with { Id = $"s-{number}" }).ToList();
        var book = new UnassignedBook(new SiteBook(SiteModel.Of(sites), Given.Noon));
        for (var i = 0; i < 3_000; i++)
        {
            book.Note(Sample("s-0", i), "a", Given.Noon.AddSeconds(i));
        }

        Assert.Equal(UnassignedBook.MaxOfSite, book.Count);
        Assert.Equal(500, book.Dropped);
        Assert.Null(book.Find(Sample("s-0", 499).Point));
        book.Note(Sample("s-0", 500), "a", Given.Noon.AddSeconds(4_000));
        book.Note(Sample("s-0", 3_001), "a", Given.Noon.AddSeconds(4_001));
        Assert.Equal(2, book.Find(Sample("s-0", 500).Point)!.Count);
        Assert.Null(book.Find(Sample("s-0", 501).Point));

        foreach (var site in new[] { "s-1", "s-2", "s-3" })
        {
            for (var i = 0; i < UnassignedBook.MaxOfSite; i++)
            {
                book.Note(Sample(site, i), "a", Given.Noon);
            }
        }

        book.Note(Sample("s-4", 1), "a", Given.Noon);
        Assert.Equal(UnassignedBook.MaxPoints, book.Count);
        Assert.NotNull(book.Find(Sample("s-4", 1).Point));
    }

    private static Sample Sample(string site, int number) => new(new PointId(site, "x", $"p-{number}", "env.temp"), Given.Noon, Reading.Of(1.0));

    private static async Task<HttpStatusCode> AdoptAsync(CentralSite site, object order)
    {
        using var answer = await site.Http.PostAsJsonAsync(new Uri("api/v1/unassigned/adopt", UriKind.Relative), order, Stop);
        return answer.StatusCode;
    }
}
