using RoomGuard.Central.Planning;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Planning;

public sealed class PlanMakerTests
{
    private static readonly DateTimeOffset Now = PlannedSite.Now;

    private static readonly Dictionary<TestedDevice, DateTimeOffset> Tests = new()
    {
        [new TestedDevice("hq/srv-1", "ups-1", PlanKind.UpsTest)] = Now.AddDays(-10),
        [new TestedDevice("hq/srv-1", "gen-1", PlanKind.GeneratorTest)] = Now.AddDays(-40),
        [new TestedDevice("hq/srv-1", "ups-gone", PlanKind.UpsTest)] = Now.AddDays(-500),
    };

    [Fact]
    public void Everything_that_has_a_term_is_in_the_plan_and_what_is_due_first_comes_first()
    {
        var items = Make();

        Assert.Equal(
            [
                "overdue 35.7 gen-1", "overdue 163.4 inspection", "overdue 163.6 inspection", "overdue contract diesel", "soon 35.7 ups-1", "soon 163.8 inspection",
                "soon 163.2 exclusion", "soon contract power", "later 35.1 monthly", "later contract cleaning", "later 163.1 inspection",
            ],
            items.Where(item => item.Due is not null).Select(item => $"{item.StateAt(Now).ToWord()} {item.Item} {item.Slot}"));
        Assert.Equal(items.Select(item => item.Due ?? Now).Order(), items.Select(item => item.Due ?? Now));
        Assert.Equal(
            ["163.3", "163.5", "163.7", "163.9", "163.10.a", "163.10.b", "163.11", "35.1", "35.1", "35.2", "35.2", "35.2", "35.4", "35.4", "35.4", "35.7.g", "35.7.u", "35.8.m", "35.8.m", "35.8.v", "35.8.v", "35.8.f", "35.8.f", "35.7"],
            items.Where(item => item.StateAt(Now) == PlanState.Missing && item.Room == "hq/srv-1").Select(item => item.Item));
    }

    [Fact]
    public void A_term_of_a_month_is_reminded_of_a_week_before_and_a_longer_one_thirty_days()
    {
        var items = Make().ToDictionary(item => (item.Room, item.Item, item.Slot));

        Assert.Equal((Now.AddDays(5), Now.AddDays(-2)), (items[("hq/srv-1", "163.8", "inspection")].Due, items[("hq/srv-1", "163.8", "inspection")].RemindAt));
        Assert.Equal((Now.AddDays(265), Now.AddDays(235)), (items[("hq/srv-1", "163.1", "inspection")].Due, items[("hq/srv-1", "163.1", "inspection")].RemindAt));
        Assert.Equal((Now.AddDays(4), Now.AddDays(-3)), (items[("hq/srv-1", "35.7", "ups-1")].Due, items[("hq/srv-1", "35.7", "ups-1")].RemindAt));
        Assert.True(items[("hq/srv-1", "163.6", "inspection")] is { IsRevoked: true } revoked && revoked.Due == Now.AddDays(-2));
    }

    [Fact]
    public void A_contract_holds_until_the_end_of_its_last_day_on_the_sites_clocks()
    {
        var diesel = Make().Single(item => item.Slot == "diesel");
        Assert.Equal((new DateOnly(2026, 11, 21), new DateTimeOffset(2026, 11, 21, 19, 0, 0, TimeSpan.Zero), "hq/srv-1"), (diesel.Day!.Value, diesel.Due!.Value, diesel.Room));
        Assert.Equal(PlanState.Soon, diesel.StateAt(diesel.Due.Value.AddSeconds(-1)));
        Assert.Equal(PlanState.Overdue, diesel.StateAt(diesel.Due.Value));
    }

    [Fact]
    public void A_contract_that_was_replaced_and_one_without_an_end_are_not_planned_and_one_of_no_room_is()
    {
        var contracts = Make().Where(item => item.Kind == PlanKind.Contract).Select(item => (item.Slot, item.Rooms.Count)).Order();
        Assert.Equal([("cleaning", 0), ("diesel", 1), ("power", 1)], contracts);
    }

    [Fact]
    public void The_day_is_the_sites_and_not_that_of_Greenwich()
    {
        var state = PlannedSite.Attest(RoomState.New(PlannedSite.Server, Now.AddDays(-60)), "163.4", AttestationStatement.Met, new DateTimeOffset(2026, 11, 10, 20, 30, 0, TimeSpan.Zero));
        var item = new PlanMaker(PlannedSite.Model, Tests, Now).Make([new RoomSnapshot(PlannedSite.Server, state, Now)]).Single(item => item.Item == "163.4");
        Assert.Equal(new DateOnly(2026, 12, 11), item.Day);
    }

    [Fact]
    public void A_new_room_has_everything_before_it_and_a_cross_connect_room_no_tests()
    {
        var items = new PlanMaker(PlannedSite.Model, new Dictionary<TestedDevice, DateTimeOffset>(), Now)
            .Make([new RoomSnapshot(SampleRooms.CrossConnect, RoomState.New(SampleRooms.CrossConnect, Now), Now)]).Where(item => item.Kind != PlanKind.Contract).ToList();
        Assert.Equal(18, items.Count);
        Assert.All(items, item => Assert.Equal((PlanState.Missing, null), (item.StateAt(Now), item.RemindAt)));
    }

    [Fact]
    public void A_part_of_the_plan_is_that_of_a_site_a_room_or_until_a_day()
    {
        var items = Make();
        Assert.Equal(items.Count(item => item.Rooms.Count > 0), items.Count(new PlanQuery(Site: "hq").Fits));
        Assert.Equal(0, items.Count(new PlanQuery(Site: "h").Fits));
        Assert.Equal(18, items.Count(new PlanQuery(Room: "hq/xc-1").Fits));
        Assert.DoesNotContain(items.Where(new PlanQuery(Until: Now.AddDays(7)).Fits), item => item.Due > Now.AddDays(7));
        Assert.Contains(items.Where(new PlanQuery(Until: Now.AddDays(7)).Fits), item => item.Due is null);
    }

    [Fact]
    public async Task The_newest_test_of_each_device_is_found_in_the_journal_and_outages_are_none()
    {
        await using var site = await WebSite.StartEmptyAsync();
        foreach (var days in new[] { 30, 16, 2 })
        {
            await site.WriteEntryAsync(SampleRooms.UpsTest(Now.AddDays(-days)));
        }

        await site.WriteEntryAsync(SampleRooms.UpsTest(Now) with { Key = FormattableString.Invariant($"ups-1|real_outage|{Now:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}"), Kind = "real_outage" });
        await site.WriteEntryAsync(SampleRooms.Leak(Now));
        using var dates = new TestDates(site.Database);
        var ups = new TestedDevice("hq/srv-1", "ups-1", PlanKind.UpsTest);
        Assert.Equal([(ups, Now.AddDays(-2))], (await dates.ReadAsync(CancellationToken.None)).Select(pair => (pair.Key, pair.Value)));

        await site.WriteEntryAsync(SampleRooms.UpsTest(Now.AddDays(-1)));
        await site.WriteEntryAsync(SampleRooms.UpsTest(Now.AddDays(-7)));
        Assert.Equal(Now.AddDays(-1), (await dates.ReadAsync(CancellationToken.None))[ups]);
    }

    [Fact]
    public async Task Tests_that_people_wrote_down_or_imported_count_and_those_that_were_broken_off_do_not()
    {
        await using var site = await WebSite.StartEmptyAsync();
        var ups = new TestedDevice("hq/srv-1", "ups-1", PlanKind.UpsTest);
        using var dates = new TestDates(site.Database);
        foreach (var (key, days, result, found) in new[] { ("manual|35.7|a", 30, "pass", 30), ("import|35.7|b", 90, "pass", 30), ("import|35.7|c", 7, "fail", 7), ("manual|35.7|d", 3, "not_completed", 7), ("", 1, "not_completed", 7) })
        {
            var test = SampleRooms.UpsTest(Now.AddDays(-days));
            await site.WriteEntryAsync(test with { Key = key.Length == 0 ? test.Key : key, Result = result });
            Assert.Equal([(ups, Now.AddDays(-found))], (await dates.ReadAsync(CancellationToken.None)).Select(pair => (pair.Key, pair.Value)));
        }

        await site.WriteEntryAsync(SampleRooms.UpsTest(Now) with { Key = "manual|35.7|e", Kind = "real_outage" });
        await site.WriteEntryAsync(SampleRooms.UpsTest(Now) with { Key = "manual|35.7|2026-11-22", Kind = "generator_test", Equipment = "gen-1" });
        Assert.Equal([Now.AddDays(-7), Now], (await dates.ReadAsync(CancellationToken.None)).OrderByDescending(pair => pair.Key.Equipment, StringComparer.Ordinal).Select(pair => pair.Value));
    }

    private static IReadOnlyList<PlanItem> Make() => new PlanMaker(PlannedSite.Model, Tests, Now).Make(
        [new RoomSnapshot(PlannedSite.Server, PlannedSite.Attested(), Now), new RoomSnapshot(SampleRooms.CrossConnect, RoomState.New(SampleRooms.CrossConnect, Now), Now)]);
}
