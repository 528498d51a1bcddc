using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Reports;

/// <summary>How a report speaks: its own texts, and the words of rooms and verdicts that the pages have. Immutable.</summary>
internal sealed class ReportWords
{
    private readonly Words _own;
    private readonly Words _pages;

    public ReportWords(Language language, TimeZoneInfo zone)
    {
        _own = new Words(Texts.Reports, language, new SiteZone(zone));
        _pages = _own with { Texts = Texts.Embedded };
    }

    /// <summary>The language it speaks.</summary>
    public Language Language => _own.Language;

    /// <summary>The text called <paramref name="key"/>.</summary>
    public string this[string key] => _own[key];

    /// <summary>The text called <paramref name="key"/> with its places filled in.</summary>
    public string Fill(string key, params ReadOnlySpan<object?> places) => _own.Fill(key, places);

    /// <summary>The same words by the clocks of <paramref name="zone"/>.</summary>
    public ReportWords By(TimeZoneInfo zone) => zone.Equals(_own.Zone.Zone) ? this : new ReportWords(Language, zone);

    /// <summary>What people call <paramref name="text"/>.</summary>
    public string Say(LocalText text) => _own.Say(text);

    /// <summary>A whole number.</summary>
    public string Count(int number) => _own.Number(number, 0);

    /// <summary>Date and time, to the second.</summary>
    public string Moment(DateTimeOffset at) => _own.Moment(at);

    /// <summary>The same on the site's clocks, as a spreadsheet keeps it: without an offset.</summary>
    public DateTime Local(DateTimeOffset at) => _own.Zone.Local(at).DateTime;

    /// <summary>A day.</summary>
    public string Day(DateOnly day) => day.ToString(DayFormat, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How a spreadsheet shows times.</summary>
    public string SheetTimeFormat => Language == Language.En ? "yyyy-mm-dd hh:mm:ss" : "dd.mm.yyyy hh:mm:ss";

    /// <summary>What clocks times are told by: offset and zone.</summary>
    public string Clocks(DateTimeOffset at) => $"{_own.Zone.OffsetText(at)}, {_own.Zone.Zone.Id}";

    /// <summary>A standing.</summary>
    public string Standing(ReportStanding standing) => standing switch
    {
        ReportStanding.Violation => this["report.standing.violation"],
        ReportStanding.BenchmarkNotMet => this["report.standing.benchmark"],
        ReportStanding.Unknown => Verdict(VerdictState.Unknown),
        ReportStanding.AttestationExpired => Verdict(VerdictState.AttestationExpired),
        ReportStanding.EvidenceStale => Verdict(VerdictState.EvidenceStale),
        ReportStanding.Compliant => Verdict(VerdictState.Compliant),
        ReportStanding.NotApplicable => Verdict(VerdictState.NotApplicable),
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Not a standing."),
    };

    /// <summary>A reason.</summary>
    public string Reason(ReasonCode reason) => _pages[$"verdict.reason.{reason.ToWord()}"];

    /// <summary>What kind of room it is.</summary>
    public string RoomType(RoomType type) => _pages[$"room.type.{type.ToWord()}"];

    /// <summary>Whom the report is about.</summary>
    /// <summary>What an edition says was not checked, and that its texts are translations.</summary>
    public string Warning(ReportEdition edition) => $"{Say(edition.Warning)} {this["report.wording"]}".Trim();

    public string Organisation(ReportOrganisation organisation) => organisation.Name is { } name ? Say(name) : this["report.organisation.unnamed"];

    /// <summary>Which rooms it is about.</summary>
    public string Scope(VerdictReport report) => report.Scope switch
    {
        { Room: { } room, Site: { } site } => Fill("report.scope.room", Say(room.Name), room.Path, Say(site.Name)),
        { Site: { } site } => Fill("report.scope.site", Say(site.Name), site.Id, Count(report.Rooms.Count)),
        _ => Fill("report.scope.all", Count(report.Rooms.Select(room => room.Site.Id).Distinct(StringComparer.Ordinal).Count()), Count(report.Rooms.Count)),
    };

    /// <summary>Counts in one line, the worst first.</summary>
    public string Counts(IReadOnlyList<ReportCount> counts) => string.Join("; ", counts.Select(count => $"{Standing(count.Standing)} – {Count(count.Number)}"));

    /// <summary>What was signed, in one line: what, who, as what, when, until when, resting on what.</summary>
    public string Signed(Attestation attestation)
    {
        var parts = new List<string> { this[$"report.statement.{attestation.Statement.ToWord()}"], Fill("report.evidence.signed", Signer(attestation), Moment(attestation.At)) };
        if (attestation.ValidUntil is { } until)
        {
            parts.Add(Fill("report.evidence.until", Moment(until)));
        }

        if (attestation.Place is { Length: > 0 } place)
        {
            parts.Add(Fill("report.evidence.place", place));
        }

        if (attestation.Document is { } paper)
        {
            parts.Add(Fill("report.evidence.document", Texts.Reports.Find(Language, $"report.document.{paper.Kind}") ?? paper.Kind, paper.Number, Day(paper.Issued)));
        }

        if (attestation.Attachments.Count > 0)
        {
            parts.Add(Fill("report.evidence.photos", Count(attestation.Attachments.Count)));
        }

        if (attestation.Note is { Length: > 0 } note)
        {
            parts.Add(Fill("report.evidence.note", note));
        }

        return string.Join("; ", parts);
    }

    private string DayFormat => Language == Language.En ? "yyyy-MM-dd" : "dd.MM.yyyy";

    private string Verdict(VerdictState state) => _pages[$"verdict.state.{state.ToWord()}"];

    private string Signer(Attestation attestation) =>
        attestation.Role is { Length: > 0 } role ? $"{attestation.Signer} ({Texts.Reports.Find(Language, $"report.role.{role}") ?? role})" : attestation.Signer;
}
