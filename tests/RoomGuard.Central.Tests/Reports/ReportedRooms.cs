using RoomGuard.Central.Options;
using RoomGuard.Central.Reports;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Reports;

/// <summary>Three rooms on two sites: a server room, a cross-connect room that people looked at, and one that nobody has heard of.</summary>
internal static class ReportedRooms
{
    public static readonly DateTimeOffset Now = SampleRooms.Now;

    public static readonly ReportOrganisation Bound = new(new LocalText("«Қазақ байланыс» мемлекеттік мекемесі", "ГУ «Казахская связь»", "State Institution “Kazakh Communications”"), true);

    public static readonly ReportOrganisation Free = Bound with { IsBound = false };

    public static readonly RoomDefinition Inspected = new("hq", "xc-2", RoomType.CrossConnect, new LocalText("3-қабаттың кростығы", "Кроссовая 3-го этажа", "Cross-connect, floor 3"));

    public static readonly RoomDefinition Far = new("ustkamen", "xc-1", RoomType.Combined, new LocalText("Өскемен торабы", "Узел Усть-Каменогорск", "Oskemen node"));

    public static readonly IReadOnlyList<SiteDefinition> Sites =
    [
        SampleRooms.Site with { Address = "Астана, Мәңгілік Ел даңғылы, 55", Rooms = [SampleRooms.Server, Inspected] },
        new SiteDefinition("ustkamen", new LocalText("Өскемен", "Усть-Каменогорск", "Oskemen"), TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), [Far]),
    ];

    public static readonly IReadOnlyList<RoomSnapshot> Rooms =
    [
        new(SampleRooms.Server, SampleRooms.ServerState(), Now),
        new(Inspected, InspectedState(), Now),
        new(Far, RoomState.New(Far, Now.AddDays(-3)), Now),
    ];

    public static VerdictReport Report(ReportOrganisation organisation, RoomDefinition? room = null, SiteDefinition? site = null) =>
        VerdictReportMaker.Make(organisation, new ReportScope(site ?? Sites.FirstOrDefault(candidate => candidate.Id == room?.Site), room), Sites, Rooms, Now);

    private static RoomState InspectedState()
    {
        var looked = new Attestation
        {
            Id = "0f3a9c5e",
            Item = "163.4",
            Statement = AttestationStatement.Present,
            Signer = "А. Омаров",
            Role = "inspector",
            At = Now.AddDays(-10),
            ValidUntil = Now.AddDays(20),
            Place = "1-қатар, өту жолы",
            Attachments = ["11", "22"],
        };
        var planned = new Attestation
        {
            Id = "77b1d2c4",
            Item = "163.2",
            Statement = AttestationStatement.Met,
            Signer = "Г. Сейтқали",
            Role = "engineer",
            At = Now.AddDays(-100),
            Document = new AttestedDocument("plan", "АС-3/2026", new DateOnly(2026, 5, 14), "ab"),
        };
        var pipe = new Attestation { Id = "c0ffee00", Item = "163.6", Statement = AttestationStatement.Present, Signer = "А. Омаров", At = Now.AddDays(-10), Note = "pipe above the door" };
        var old = new Attestation { Id = "5ee7a9b1", Item = "163.8", Statement = AttestationStatement.Absent, Signer = "А. Омаров", Role = "inspector", At = Now.AddDays(-50) };
        var state = RoomState.New(Inspected, Now.AddDays(-100));
        return state with
        {
            Attestations = state.Attestations.AddRange(new[] { looked, planned, pipe, old }.Select(attestation => KeyValuePair.Create(attestation.Item + "/x", attestation))),
            Points = state.Points.Add("probe-1/env.temp", SampleRooms.Heard("probe-1", "env.temp", Contract.Samples.Reading.Of(22.5), 4)),
            Verdicts = state.Verdicts
                .SetItem("163.2", new Verdict("163.2", VerdictState.Compliant, [], Now.AddDays(-100), ["attestation/77b1d2c4"]))
                .SetItem("163.4", new Verdict("163.4", VerdictState.Compliant, [], Now.AddDays(-10), ["attestation/0f3a9c5e"]))
                .SetItem("163.5", new Verdict("163.5", VerdictState.NotApplicable, [ReasonCode.Excluded], Now.AddDays(-40), ["attestation/gone"]))
                .SetItem("163.6", new Verdict("163.6", VerdictState.NonCompliant, [ReasonCode.AttestedPresent], Now.AddDays(-10), ["attestation/c0ffee00"]))
                .SetItem("163.8", new Verdict("163.8", VerdictState.AttestationExpired, [ReasonCode.AttestExpired], Now.AddDays(-20), ["attestation/5ee7a9b1"]))
                .SetItem("163.11", new Verdict("163.11", VerdictState.EvidenceStale, [ReasonCode.AttestMissing, ReasonCode.SensorStale], Now.AddHours(-5), ["point/hvac-1/hvac.run@2026-11-22T04:29:52.000Z"])),
        };
    }
}
