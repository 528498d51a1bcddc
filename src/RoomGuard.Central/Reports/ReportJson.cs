using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Reports;

/// <summary>A report as JSON, to be read by programs: codes of the contract beside the words of one language, times in UTC.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>The report with words of <paramref name="language"/>.</summary>
    public static byte[] Write(VerdictReport report, Language language)
    {
        var words = new ReportWords(language, report.Zone);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                report = "verdicts",
                language = language.Tag,
                title = words["report.title"],
                at = report.At.UtcDateTime,
                zone = report.Zone.Id,
                edition = new { id = report.Edition.Id, source = report.Edition.Source, warning = words.Warning(report.Edition) },
                organisation = new { name = report.Organisation.Name, isBound = report.Organisation.IsBound, items = report.Whole.Select(item => Item(item, words)) },
                scope = new { path = report.Scope.Path, site = report.Scope.Site?.Id, room = report.Scope.Room?.Id, said = words.Scope(report) },
                items = report.Rooms.Sum(room => room.Items.Count),
                counts = Counts(report.Counts),
                rooms = report.Rooms.Select(room => Room(room, words)),
                notAssessed = report.Rooms.SelectMany(room => room.NotAssessed.Select(item => new { room = room.Room.Path, item = item.Id, reasons = item.Reasons.Select(reason => reason.ToWord()) })),
                findings = report.Findings.Select(finding => new { room = finding.Room, text = finding.Text }),
            },
            Readable);
    }

    private static object Room(ReportRoom room, ReportWords words) => new
    {
        id = room.Room.Path,
        site = room.Site.Id,
        zone = room.Site.Zone.Id,
        type = room.Room.Type.ToWord(),
        name = room.Room.Name,
        worst = room.Worst.ToWord(),
        isUnknown = room.IsUnknown,
        isSilent = room.IsSilent,
        counts = Counts(room.Counts),
        items = room.Items.Select(item => Item(item, words)),
    };

    private static object Item(ReportItem item, ReportWords words) => new
    {
        id = item.Id,
        text = item.Text,
        verdict = item.Standing.ToWord(),
        isBinding = item.IsBinding,
        said = words.Standing(item.Standing),
        reasons = item.Reasons.Select(reason => new { code = reason.ToWord(), said = words.Reason(reason) }),
        since = item.Since?.UtcDateTime,
        evidence = item.Evidence.Select(Evidence),
    };

    private static object Evidence(ReportEvidence evidence) => new { id = evidence.Id, attestation = evidence.Attestation is { } attestation ? Attestation(attestation) : null };

    private static object Attestation(Attestation attestation) => new
    {
        item = attestation.Item,
        statement = attestation.Statement.ToWord(),
        signer = attestation.Signer,
        role = attestation.Role,
        at = attestation.At.UtcDateTime,
        validUntil = attestation.ValidUntil?.UtcDateTime,
        place = attestation.Place,
        document = attestation.Document,
        note = attestation.Note,
        attachments = attestation.Attachments,
    };

    private static Dictionary<string, int> Counts(IReadOnlyList<ReportCount> counts) => counts.ToDictionary(count => count.Standing.ToWord(), count => count.Number, StringComparer.Ordinal);
}
