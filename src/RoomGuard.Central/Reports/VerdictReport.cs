using RoomGuard.Central.Options;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Reports;

/// <summary>How rooms stand with the requirements at one instant, in no language yet. Immutable; <see cref="VerdictReportMaker"/> makes it.</summary>
/// <param name="Organisation">Whose rooms they are.</param>
/// <param name="Scope">Which of them.</param>
/// <param name="Edition">What they were judged by.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Zone">The zone its times are told in where no site has its own.</param>
/// <param name="Rooms">The rooms, in the order of the settings.</param>
internal sealed record VerdictReport(
    ReportOrganisation Organisation, ReportScope Scope, ReportEdition Edition, DateTimeOffset At, TimeZoneInfo Zone, IReadOnlyList<ReportRoom> Rooms)
{
    /// <summary>What was found that is no verdict; empty when nobody looked for any.</summary>
    public IReadOnlyList<ReportFinding> Findings { get; init; } = [];

    /// <summary>The items that are about the organisation as a whole; empty for a part of it.</summary>
    public IReadOnlyList<ReportItem> Whole { get; init; } = [];

    /// <summary>How many items of all rooms stand how, the worst first.</summary>
    public IReadOnlyList<ReportCount> Counts => ReportCount.Of(Rooms.SelectMany(room => room.Items));
}

/// <summary>Which rooms a report is about: one, those of a site, or all.</summary>
/// <param name="Site">The site; null for the whole organisation.</param>
/// <param name="Room">The room; null for all of the site.</param>
internal sealed record ReportScope(SiteDefinition? Site, RoomDefinition? Room)
{
    /// <summary><c>{site}/{room}</c>, <c>{site}</c>, or <c>*</c> for the whole organisation.</summary>
    public string Path => Room?.Path ?? Site?.Id ?? "*";
}

/// <summary>The edition of the requirements.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Where its texts come from.</param>
/// <param name="Warning">What was amended later and not checked; empty when nothing is known.</param>
internal sealed record ReportEdition(string Id, LocalText Source, LocalText Warning);

/// <summary>One room.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Room">What it is.</param>
/// <param name="Items">Every item of the edition, in its order.</param>
/// <param name="IsSilent">Whether no sensor of it was ever heard.</param>
internal sealed record ReportRoom(SiteDefinition Site, RoomDefinition Room, IReadOnlyList<ReportItem> Items, bool IsSilent)
{
    /// <summary>The worst standing among its items.</summary>
    public ReportStanding Worst => Items.Count == 0 ? ReportStanding.Unknown : Items.Max(item => item.Standing);

    /// <summary>How many of its items stand how, the worst first.</summary>
    public IReadOnlyList<ReportCount> Counts => ReportCount.Of(Items);

    /// <summary>Its items that nobody and nothing has assessed wholly.</summary>
    public IEnumerable<ReportItem> NotAssessed => Items.Where(item => item.IsNotAssessed);

    /// <summary>Whether no item of it was ever assessed.</summary>
    public bool IsUnknown => Items.All(item => item.Standing == ReportStanding.Unknown);
}

/// <summary>One item in one room.</summary>
/// <param name="Id">The item, for example <c>163.6</c>.</param>
/// <param name="Text">Its text; the Kazakh one is the decree's.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="IsBinding">Whether the organisation is bound to it in this room.</param>
/// <param name="Reasons">Why, every reason.</param>
/// <param name="Since">Since when, UTC; null when nobody ever judged it.</param>
/// <param name="Evidence">What it rests on.</param>
internal sealed record ReportItem(
    string Id, LocalText Text, ReportStanding Standing, bool IsBinding, IReadOnlyList<ReasonCode> Reasons, DateTimeOffset? Since, IReadOnlyList<ReportEvidence> Evidence)
{
    /// <summary>Whether something that the item asks for was never given: it may stand otherwise all the same, where another part decides.</summary>
    public bool IsNotAssessed => Standing == ReportStanding.Unknown || Reasons.Contains(ReasonCode.NeverObserved) || Reasons.Contains(ReasonCode.AttestMissing);
}

/// <summary>A piece of evidence.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Attestation">What was signed; null for evidence of sensors, and for what the room no longer keeps.</param>
internal sealed record ReportEvidence(string Id, Attestation? Attestation);

/// <summary>Something found that is no verdict.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>; null when it concerns more than one.</param>
/// <param name="Text">What was found.</param>
internal sealed record ReportFinding(string? Room, LocalText Text);

/// <summary>How many items stand so.</summary>
internal sealed record ReportCount(ReportStanding Standing, int Number)
{
    /// <summary>Counts items, the worst first; standings that no item has are left out.</summary>
    public static IReadOnlyList<ReportCount> Of(IEnumerable<ReportItem> items) =>
        [.. items.CountBy(item => item.Standing).OrderByDescending(count => count.Key).Select(count => new ReportCount(count.Key, count.Value))];
}
