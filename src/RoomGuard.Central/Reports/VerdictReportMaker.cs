using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Reports;

/// <summary>Makes reports of what the rooms are like. Pure. The only place of the reports that reads the catalogue and the verdicts.</summary>
internal static class VerdictReportMaker
{
    private const string AttestationPrefix = "attestation/";

    /// <summary>The report of <paramref name="scope"/>.</summary>
    /// <param name="sites">The sites, in the order of the files.</param>
    /// <param name="rooms">The newest snapshot of every room.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="whole">What is about the organisation as a whole; null leaves it out.</param>
    public static VerdictReport Make(
        ReportOrganisation organisation, ReportScope scope, IReadOnlyList<SiteDefinition> sites, IEnumerable<RoomSnapshot> rooms, DateTimeOffset now, ReportWhole? whole = null)
    {
        var bySite = sites.ToDictionary(site => site.Id, StringComparer.Ordinal);
        var chosen = rooms.Where(room => (scope.Site is null || room.Definition.Site == scope.Site.Id) && (scope.Room is null || room.Definition.Path == scope.Room.Path)).ToList();
        return new VerdictReport(
            organisation,
            scope,
            Edition([.. chosen.Select(room => room.Definition.Catalogue).Distinct()]),
            now,
            (scope.Site ?? (sites is [var first, ..] ? first : null))?.Zone ?? TimeZoneInfo.Utc,
            [.. chosen.Select(room => Room(organisation, SiteOf(bySite, room.Definition.Site), room))])
        {
            Whole = whole is null || scope.Site is not null ? [] : Whole(organisation, whole),
            Findings = [.. chosen.SelectMany(room => room.State.Hints.Select(hint => new ReportFinding(room.Definition.Path, hint.Text)))],
        };
    }

    // Rooms may be judged by editions of their own.
    private static ReportEdition Edition(IReadOnlyList<Catalogue> editions)
    {
        var all = editions.Count == 0 ? [Catalogue.Current] : editions;
        var warnings = all.Select(edition => edition.Head.Warning).OfType<LocalText>().Distinct().ToList();
        return new ReportEdition(
            string.Join(", ", all.Select(edition => edition.Edition)),
            LocalText.Same(string.Join(' ', all.Select(edition => edition.Head.Source))),
            new LocalText(string.Join(' ', warnings.Select(warning => warning.Kk)), string.Join(' ', warnings.Select(warning => warning.Ru)), string.Join(' ', warnings.Select(warning => warning.En))));
    }

    // A state body is bound to clause 131, other organisations are not.
    private static IReadOnlyList<ReportItem> Whole(ReportOrganisation organisation, ReportWhole whole)
    {
        var signed = whole.State.Attestations.Values.DistinctBy(attestation => attestation.Id).ToDictionary(attestation => attestation.Id, StringComparer.Ordinal);
        return [.. whole.Catalogue.ItemsOfOrganisation.Select(item => Item(item, whole.State.Verdicts.GetValueOrDefault(item.Id), organisation.IsBound && (item.Id != "131" || organisation.IsStateBody), signed))];
    }

    private static SiteDefinition SiteOf(Dictionary<string, SiteDefinition> sites, string id) =>
        sites.TryGetValue(id, out var site) ? site : new SiteDefinition(id, LocalText.Same(id), TimeZoneInfo.Utc, []);

    private static ReportRoom Room(ReportOrganisation organisation, SiteDefinition site, RoomSnapshot room)
    {
        var signed = room.State.Attestations.Values.DistinctBy(attestation => attestation.Id).ToDictionary(attestation => attestation.Id, StringComparer.Ordinal);
        return new ReportRoom(
            site,
            room.Definition,
            [.. room.Definition.Requirements.Select(item => Item(item, room.State.Verdicts.GetValueOrDefault(item.Id), organisation.IsBound && item.Binds.Contains(room.Definition.Type), signed))],
            !room.State.Points.Values.Any(point => point.Known.IsPresent));
    }

    // An item without a verdict is unknown: nobody has judged it.
    private static ReportItem Item(Requirement item, Verdict? verdict, bool isBinding, Dictionary<string, Attestation> signed) => new(
        item.Id,
        item.Text,
        ReportStandings.Of(verdict?.State ?? VerdictState.Unknown, isBinding),
        isBinding,
        verdict?.Reasons ?? [],
        verdict?.Since,
        [.. (verdict?.Evidence ?? []).Select(id => new ReportEvidence(id, id.StartsWith(AttestationPrefix, StringComparison.Ordinal) ? signed.GetValueOrDefault(id[AttestationPrefix.Length..]) : null))]);
}

/// <summary>How the organisation as a whole stands.</summary>
internal sealed record ReportWhole(Catalogue Catalogue, OrganisationState State);
