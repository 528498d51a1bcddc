using System.Security.Cryptography;
using System.Text;
using RoomGuard.Central.Access;
using RoomGuard.Central.Audit;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Web.Starting;

/// <summary>A room with a healthy UPS and a generator that waits, which allows tests to be started from the centre, and people who may.</summary>
internal static class TestedRoom
{
    public const string Page = "rooms/hq/srv-1/equipment/ups-1/test";

    public const string Call = "api/v1/rooms/hq/srv-1/equipment/ups-1/test";

    public static readonly RoomDefinition Room = SampleRooms.Server with { Rules = RoomRules.For(RoomType.Server) with { Tests = new RoomTestRules { RemoteStart = true } } };

    public static async Task<WebSite> StartAsync(bool knowsPeople = true)
    {
        var site = await WebSite.StartEmptyAsync(knowsPeople ? People() : null);
        site.Board.Describe([Room, SampleRooms.CrossConnect], SampleRooms.Now);
        Publish(site);
        return site;
    }

    /// <summary>Shows the room with values that are fresh now.</summary>
    public static void Publish(WebSite site, params (string Signal, object Value)[] other)
    {
        var now = site.Clock.GetUtcNow();
        var values = new Dictionary<string, object>(StringComparer.Ordinal) { ["ups-1/ups.output.source"] = "normal", ["ups-1/ups.battery.charge"] = 99.0, ["ups-1/ups.input.voltage"] = 230.0, ["gen-1/gen.mode"] = "auto", ["gen-1/gen.engine.state"] = "ready" };
        foreach (var (signal, value) in other)
        {
            values[signal] = value;
        }

        BirthPoint[] points = [.. values.Keys.Select(name => new BirthPoint(name, Room.Id, name.Split('/')[0], name.Split('/')[1], "", 10, "test"))];
        var state = RoomLogic.Expect(Room, RoomState.New(Room, now), "node-1", points, now).State;
        state = RoomLogic.Connection(Room, state, "node-1", online: true, now).State;
        site.Publish(RoomLogic.Observe(Room, state, [.. values.Select(value => new Sample(SampleRooms.Point(value.Key.Split('/')[0], value.Key.Split('/')[1]), now, value.Value is double number ? Reading.Of(number) : Reading.Of((string)value.Value)))], now).State);
    }

    /// <summary>What the centre writes down when the agent has answered.</summary>
    public static async Task AnswerAsync(WebSite site, bool? ok, string? detail, bool isSent = true)
    {
        var by = new Actor("E. Engineer", "engineer");
        await site.Audit.WriteAsync(new AuditEvent(new Actor("D. Duty", "operator"), "test.request", "hq/srv-1/ups-1").Changing(null, new { present = true }), TestContext.Current.CancellationToken);
        await site.Audit.WriteAsync(new AuditEvent(by, "test.confirm", "hq/srv-1/ups-1").Changing(null, new { order = "x" }), TestContext.Current.CancellationToken);
        await site.Audit.WriteAsync(new AuditEvent(by, "test.answer", "hq/srv-1/ups-1").Changing(null, new { order = "x", agent = "node-1", sent = isSent, ok, detail }), TestContext.Current.CancellationToken);
    }

    private static AccessList People() => AccessList.Parse(
        [.. new[] { ("duty", "operator D. Duty"), ("second", "engineer E. Engineer"), ("admin", "admin A. Admin"), ("look", "reader R. Reader"), ("walk", "inspector I. Inspector"), ("audit", "auditor U. Auditor") }
            .Select(person => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Item1)))} {person.Item2}")], out _);
}
