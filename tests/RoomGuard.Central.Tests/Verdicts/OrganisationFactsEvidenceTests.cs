using System.Text.Json;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Options;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Central.Verdicts;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Tests.Verdicts;

public class OrganisationFactsEvidenceTests
{
    private static readonly OrganisationFacts Facts = new()
    {
        Applicability = Applicability.Mandatory,
        IsStateBody = true,
        IsWiredOnly = true,
        RadioFound = [],
        ObjectClass = 2,
        RetentionTotal = TimeSpan.FromDays(1096),
        RetentionOnline = TimeSpan.FromDays(396),
    };

    [Theory]
    [InlineData("pass", VerdictState.Compliant, null)]
    [InlineData("fail", VerdictState.NonCompliant, ReasonCode.TestFailed)]
    public void The_newest_restore_test_counts_though_an_older_one_passed(string newest, VerdictState state, ReasonCode? reason)
    {
        var evidence = OrganisationFactsEvidence.Of(Facts, SampleRooms.Now, [Entry(1, "restoration", 20, "pass"), Entry(2, "backup", 0.5, "pass"), Entry(3, "restoration", 1, newest)]);
        var verdict = Judge("35.5", evidence);
        Assert.Equal((state, reason), (verdict.State, verdict.Reasons.Where(one => one != ReasonCode.ExpiringSoon).Cast<ReasonCode?>().SingleOrDefault()));
    }

    [Theory]
    [InlineData(2, VerdictState.NonCompliant)]
    [InlineData(3, VerdictState.Compliant)]
    [InlineData(null, VerdictState.Unknown)]
    public void Tokens_alone_do_not_meet_clause_47_where_it_asks_for_more(int? objectClass, VerdictState state) =>
        Assert.Equal(state, Judge("47", OrganisationFactsEvidence.Of(Facts with { ObjectClass = objectClass }, SampleRooms.Now, [])).State);

    [Fact]
    public void Something_linked_by_radio_contradicts_clause_131_and_saying_nothing_leaves_it_unknown()
    {
        Assert.Equal(VerdictState.Compliant, Judge("131", OrganisationFactsEvidence.Of(Facts, SampleRooms.Now, [])).State);
        Assert.Equal(VerdictState.Unknown, Judge("131", OrganisationFactsEvidence.Of(Facts with { IsWiredOnly = false }, SampleRooms.Now, [])).State);
        Assert.Equal(VerdictState.NonCompliant, Judge("131", OrganisationFactsEvidence.Of(Facts with { IsWiredOnly = false, RadioFound = [new RadioLink("sms", "cellular")] }, SampleRooms.Now, [])).State);
    }

    private static Judgement Judge(string item, IReadOnlyList<Evidence> facts)
    {
        var requirement = Catalogue.Current.Find(item)!;
        var signed = requirement.Parts.SelectMany(part => part.Slots).Where(slot => slot.Kind is SlotKind.Attestation or SlotKind.Document).Select(slot => new Evidence
        {
            Id = "attestation/" + slot.Id,
            Kind = EvidenceKind.Attestation,
            Part = item,
            Slot = slot.Id,
            Source = "A. Officer",
            ObservedAt = SampleRooms.Now.AddDays(-1),
            Supports = true,
        });
        return VerdictEngine.Judge(requirement, [.. facts, .. signed], new ClauseTerms(), SampleRooms.Now);
    }

    private static JournalEntry Entry(long no, string kind, double daysAgo, string result) => new()
    {
        No = no,
        Journal = "35.5",
        Kind = kind,
        Section = "",
        Room = "",
        Equipment = "roomguard",
        StartedAt = SampleRooms.Now.AddDays(-daysAgo),
        EndedAt = SampleRooms.Now.AddDays(-daysAgo),
        RecordedAt = SampleRooms.Now.AddDays(-daysAgo),
        Result = result,
        Fields = JsonElement.Parse("{}"),
        Hash = "",
        PreviousHash = "",
    };
}
