using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Starting;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Web;

/// <summary>Who may start a self-test from afar, for how long a request stands, and that one confirmation counts.</summary>
public sealed class TestStartTests
{
    private static readonly RoomDefinition Room = Given.ServerRoom with { Rules = RoomRules.For(RoomType.Server) with { Tests = new RoomTestRules { RemoteStart = true } } };

    private static readonly Actor Asker = new("D. Duty", "operator");
    private static readonly Actor Second = new("E. Engineer", "engineer");
    private static readonly Actor Third = new("A. Admin", "admin");

    [Fact]
    public async Task Without_named_persons_nobody_can_be_the_second()
    {
        await using var site = await CentralSite.StartAsync();
        using var answer = await site.Http.PostAsJsonAsync(Path(""), new { present = true, by = "somebody" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("nobody_named", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reader", HttpStatusCode.Forbidden)]
    [InlineData("inspector", HttpStatusCode.Forbidden)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("operator", HttpStatusCode.Conflict)]
    [InlineData("engineer", HttpStatusCode.Conflict)]
    [InlineData("admin", HttpStatusCode.Conflict)]
    public async Task Operators_engineers_and_admins_may_ask_and_a_room_whose_rules_say_nothing_says_no(string role, HttpStatusCode status)
    {
        var access = AccessList.Parse([$"{Convert.ToHexStringLower(SHA256.HashData("token"u8))} {role} Somebody"], out _);
        await using var site = await CentralSite.StartAsync(options => options with { Access = access });
        foreach (var word in new[] { "", "/confirm" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Path(word)) { Content = JsonContent.Create(new { present = true }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "token");
            using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(status, answer.StatusCode);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(status == HttpStatusCode.Conflict && word.Length == 0, text.Contains("\"disabled\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_request_stands_for_ten_minutes_and_who_asked_cannot_confirm()
    {
        var clock = new FakeTimeProvider(Given.Noon);
        await using var site = await PrepareAsync(clock);
        var desk = site.Get<TestDesk>();
        Assert.Equal(Given.Noon + TestDesk.Term, Assert.IsType<TestOutcome.Requested>(await desk.RequestAsync(Healthy(clock), "ups-1", true, Asker, default)).Until);
        Assert.IsType<TestOutcome.SamePerson>(await desk.ConfirmAsync(Healthy(clock), "ups-1", true, Asker, default));
        Assert.IsType<TestOutcome.NothingAsked>(await desk.ConfirmAsync(Healthy(clock), "ups-2", true, Second, default));
        Assert.IsType<TestOutcome.Refused>(await desk.ConfirmAsync(Healthy(clock), "ups-1", false, Second, default));
        clock.Advance(TestDesk.Term + TimeSpan.FromSeconds(1));
        Assert.IsType<TestOutcome.NothingAsked>(await desk.ConfirmAsync(Healthy(clock), "ups-1", true, Second, default));
    }

    [Fact]
    public async Task Of_two_who_confirm_at_once_one_gives_the_order_and_the_other_hears_that_there_is_nothing_to_confirm()
    {
        var clock = new FakeTimeProvider(Given.Noon);
        await using var site = await PrepareAsync(clock);
        await using var agent = site.Broker.Subscribe("roomguard/1/hq/node-1/command", "-F", "%R %p");
        await CentralSite.UntilAsync(async () => (await RoomGuard.Testing.Ports.AcceptsAsync(site.Broker.Port)) && site.Get<RoomGuard.Central.Ingest.BrokerLinks>().Main.IsConnected, "the broker is there");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var desk = site.Get<TestDesk>();
        Assert.IsType<TestOutcome.Requested>(await desk.RequestAsync(Healthy(clock), "ups-1", true, Asker, default));
        var both = new[] { desk.ConfirmAsync(Healthy(clock), "ups-1", true, Second, default), desk.ConfirmAsync(Healthy(clock), "ups-1", true, Third, default) };
        await CentralSite.UntilAsync(() => Task.FromResult(agent.Output.Contains("ups-test", StringComparison.Ordinal)), "the order came");

        var line = Assert.Single(agent.Output.Split('\n'), text => text.Contains("ups-test", StringComparison.Ordinal));
        Assert.StartsWith("roomguard/1/hq/node-1/answer ", line, StringComparison.Ordinal);
        Assert.True(MessageJson.TryRead(Encoding.UTF8.GetBytes(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]), out Command? order));
        Assert.Equal(("ups-test", "ups-1", Room.Id, Given.Noon), (order.Verb, order.Args.Equipment, order.Args.Room, order.Args.At));
        await site.Broker.PublishAsync("roomguard/1/hq/node-1/answer", site.Scratch.Write("strange.json", JsonSerializer.Serialize(new { id = order.Id, ok = false, detail = "forged" })), "-D", "publish", "correlation-data", "another");
        await site.Broker.PublishAsync("roomguard/1/hq/node-1/answer", site.Scratch.Write("answer.json", JsonSerializer.Serialize(new { id = order.Id, ok = true, detail = "begun" })), "-D", "publish", "correlation-data", order.Id);
        var outcomes = await Task.WhenAll(both);
        Assert.Equal("begun", Assert.Single(outcomes.OfType<TestOutcome.Told>()).Answer!.Detail);
        Assert.Single(outcomes.OfType<TestOutcome.NothingAsked>());
        Assert.Single(agent.Output.Split('\n'), text => text.Contains("ups-test", StringComparison.Ordinal));
    }

    private static async Task<CentralSite> PrepareAsync(FakeTimeProvider clock)
    {
        var site = await CentralSite.PrepareAsync();
        site.Clock = clock;
        await site.StartAgainAsync();
        await site.UntilReadyAsync();
        return site;
    }

    private static Uri Path(string word) => new($"/api/v1/rooms/hq/srv-1/equipment/ups-1/test{word}", UriKind.Relative);

    private static RoomSnapshot Healthy(FakeTimeProvider clock)
    {
        var now = clock.GetUtcNow();
        BirthPoint[] points = [.. new[] { "ups.output.source", "ups.battery.charge", "ups.input.voltage" }.Select(signal => new BirthPoint($"ups-1/{signal}", Room.Id, "ups-1", signal, "", 10, "test"))];
        var state = RoomLogic.Expect(Room, RoomState.New(Room, now), "node-1", points, now).State;
        state = RoomLogic.Connection(Room, state, "node-1", online: true, now).State;
        state = RoomLogic.Observe(Room, state, [Of("ups.output.source", Reading.Of("normal")), Of("ups.battery.charge", Reading.Of(99)), Of("ups.input.voltage", Reading.Of(230))], now).State;
        return new RoomSnapshot(Room, state, now);

        Sample Of(string signal, Reading reading) => new(Given.Point($"ups-1/{signal}"), now, reading);
    }
}
