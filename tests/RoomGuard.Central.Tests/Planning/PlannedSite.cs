using RoomGuard.Central.Sites;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Planning;

/// <summary>A room with something in each state of a plan, and what is written of it.</summary>
internal static class PlannedSite
{
    public static readonly DateTimeOffset Now = SampleRooms.Now;

    public static readonly RoomDefinition Server = SampleRooms.Server with
    {
        Equipment =
        [
            new EquipmentDefinition("ups-1", new LocalText("ҮҚК 1", "ИБП 1", "UPS 1")) { Kind = "ups", Contract = "power" },
            new EquipmentDefinition("ups-2", new LocalText("ҮҚК 2", "ИБП 2", "UPS 2")) { Kind = "ups", Contract = "power" },
            new EquipmentDefinition("gen-1", new LocalText("ДГҚ", "ДГУ", "Generator")) { Kind = "generator", Contract = "diesel" },
        ],
    };

    public static readonly SiteModel Model = new()
    {
        Sites = [SampleRooms.Site with { Rooms = [Server, SampleRooms.CrossConnect] }],
        Contracts =
        [
            Contract("power", "14/2026", new DateOnly(2026, 12, 15)),
            Contract("diesel", "9/2025", new DateOnly(2026, 11, 21)),
            Contract("replaced", "8/2024", new DateOnly(2025, 12, 31)),
            Contract("cleaning", "3/2026", new DateOnly(2027, 3, 1)),
            Contract("for-ever", "1", null),
        ],
        Contents = SiteContents.Of([SampleRooms.Site]),
    };

    /// <summary>163.4 overdue, 163.8 soon, 163.1 later, 163.2 excluded, 163.6 revoked by a leak, the rest never given.</summary>
    public static RoomState Attested()
    {
        var state = RoomState.New(Server, Now.AddDays(-400));
        foreach (var (item, statement, daysAgo) in new[]
        {
            ("163.4", AttestationStatement.Met, 33.0), ("163.8", AttestationStatement.Met, 25), ("163.1", AttestationStatement.Present, 100),
            ("163.2", AttestationStatement.NotApplicable, 350), ("163.6", AttestationStatement.Absent, 10),
        })
        {
            state = Attest(state, item, statement, Now.AddDays(-daysAgo));
        }

        var leak = new RoomGuard.Contract.Samples.Sample(SampleRooms.Point("leak-1", "leak.wet"), Now.AddDays(-2), RoomGuard.Contract.Samples.Reading.Of(true));
        return RoomLogic.Observe(Server, state, [leak], Now.AddDays(-2)).State;
    }

    public static RoomState Attest(RoomState state, string item, AttestationStatement statement, DateTimeOffset at) =>
        RoomLogic.Attest(Server, state, new Attestation { Id = $"a-{item}-{at:MMdd}", Item = item, Statement = statement, Signer = "B. Inspector", At = at }, at).State;

    private static MaintenanceContract Contract(string id, string number, DateOnly? to) =>
        new(id, number, "Quat LLP") { From = to is null ? null : new DateOnly(2026, 1, 1).AddYears(to.Value.Year - 2026), To = to };
}
