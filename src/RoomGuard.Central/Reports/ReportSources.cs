using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Verdicts;

namespace RoomGuard.Central.Reports;

/// <summary>What reports are made of, as it is now. Safe for several threads.</summary>
internal sealed class ReportSources(SiteBook sites, RoomBoard board, ReportOrganisation organisation, OrganisationBook book, TimeProvider clock)
{
    /// <summary>The site of this id; null when there is none.</summary>
    public SiteDefinition? FindSite(string id) => sites.Current.Sites.FirstOrDefault(site => site.Id == id);

    /// <summary>The room called <c>{site}/{room}</c>; null when there is none.</summary>
    public RoomSnapshot? FindRoom(string path) => board.Find(path);

    /// <summary>How the rooms of <paramref name="scope"/> stand with the requirements.</summary>
    public VerdictReport Verdicts(ReportScope scope) => VerdictReportMaker.Make(organisation, scope, sites.Current.Sites, board.Rooms, clock.GetUtcNow(), new ReportWhole(book.Catalogue, book.State));
}
