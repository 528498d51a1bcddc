using RoomGuard.Central.Papers;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Reports;

/// <summary>A report as a workbook, to be filtered and counted.</summary>
internal static class ReportXlsx
{
    /// <summary>The report in <paramref name="language"/>.</summary>
    public static byte[] Write(VerdictReport report, Language language)
    {
        var words = new ReportWords(language, report.Zone);
        var sheets = new List<Sheet> { Summary(report, words), Rooms(report, words), Items(report, words), NotAssessed(report, words) };
        if (report.Whole.Count > 0)
        {
            sheets.Add(Whole(report, words));
        }

        if (report.Findings.Count > 0)
        {
            sheets.Add(Findings(report, words));
        }

        return Workbook.Write(sheets);
    }

    private static Sheet Summary(VerdictReport report, ReportWords words) => new(
        words["report.sheet.summary"],
        [new SheetColumn(words["report.column.what"], 34), new SheetColumn(words["report.column.value"], 90)],
        [
            [words["report.title"], null],
            .. ReportHead.Lines(report, words).Select(line => (object?[])[line.Name, line.Value]),
            .. report.Counts.Select(count => (object?[])[words.Standing(count.Standing), count.Number]),
            [words.Fill("report.counts.all", words.Count(report.Rooms.Sum(room => room.Items.Count)), words.Count(report.Rooms.Count)), report.Rooms.Sum(room => room.Items.Count)],
            [words["report.footer"], null],
        ]);

    private static Sheet Rooms(VerdictReport report, ReportWords words) => new(
        words["report.rooms"],
        [
            .. Place(words),
            new SheetColumn(words["report.rooms.type"], 30),
            new SheetColumn(words["report.rooms.worst"], 30),
            .. ReportStandings.WorstFirst.Select(standing => new SheetColumn(words.Standing(standing), 18)),
        ],
        [
            .. report.Rooms.Select(room => (object?[])
            [
                .. Place(room, words),
                words.RoomType(room.Room.Type),
                words.Standing(room.Worst),
                .. ReportStandings.WorstFirst.Select(standing => (object)room.Items.Count(item => item.Standing == standing)),
            ]),
        ]);

    private static Sheet Items(VerdictReport report, ReportWords words)
    {
        var isKazakh = words.Language == Language.Kk;
        return new Sheet(
            words["report.sheet.items"],
            [
                .. Place(words),
                new SheetColumn(words["report.item.id"], 9),
                new SheetColumn(words["report.item.text"], 60),
                .. isKazakh ? [] : (SheetColumn[])[new SheetColumn(words["report.item.kazakh"], 60)],
                new SheetColumn(words["report.item.standing"], 30),
                new SheetColumn(words["report.item.binding"], 12),
                new SheetColumn(words["report.item.reasons"], 50),
                new SheetColumn(words["report.item.since"], 20) { TimeFormat = words.SheetTimeFormat },
                new SheetColumn(words["report.item.evidence"], 60),
            ],
            [
                .. report.Rooms.SelectMany(room => room.Items.Select(item => (object?[])
                [
                    .. Place(room, words),
                    item.Id,
                    words.Say(item.Text),
                    .. isKazakh ? [] : (object?[])[item.Text.Kk],
                    words.Standing(item.Standing),
                    words[item.IsBinding ? "report.yes" : "report.no"],
                    string.Join("; ", item.Reasons.Select(words.Reason)),
                    item.Since is { } since ? words.By(room.Site.Zone).Local(since) : null,
                    string.Join("\n", item.Evidence.Select(evidence => Evidence(evidence, words.By(room.Site.Zone)))),
                ])),
            ]);
    }

    private static Sheet NotAssessed(VerdictReport report, ReportWords words) => new(
        words["report.notAssessed"],
        [.. Place(words), new SheetColumn(words["report.item.id"], 9), new SheetColumn(words["report.item.text"], 60), new SheetColumn(words["report.notAssessed.why"], 60)],
        [
            .. report.Rooms.SelectMany(room => room.NotAssessed.Select(item => (object?[])
            [
                .. Place(room, words),
                item.Id,
                words.Say(item.Text),
                string.Join("; ", item.Reasons.Select(words.Reason).DefaultIfEmpty(words.Standing(item.Standing))),
            ])),
        ]);

    private static Sheet Whole(VerdictReport report, ReportWords words) => new(
        words["report.whole"],
        [
            new SheetColumn(words["report.item.id"], 9),
            new SheetColumn(words["report.item.text"], 60),
            new SheetColumn(words["report.item.standing"], 30),
            new SheetColumn(words["report.item.reasons"], 50),
            new SheetColumn(words["report.item.evidence"], 60),
        ],
        [
            .. report.Whole.Select(item => (object?[])
            [
                item.Id,
                words.Say(item.Text),
                words.Standing(item.Standing),
                string.Join("; ", item.Reasons.Select(words.Reason)),
                string.Join("\n", item.Evidence.Select(evidence => Evidence(evidence, words))),
            ]),
        ]);

    private static Sheet Findings(VerdictReport report, ReportWords words) => new(
        words["report.findings"],
        [new SheetColumn(words["report.rooms.room"], 30), new SheetColumn(words["report.findings.text"], 90)],
        [.. report.Findings.Select(finding => (object?[])[finding.Room ?? words["report.findings.general"], words.Say(finding.Text)])]);

    private static SheetColumn[] Place(ReportWords words) => [new(words["report.rooms.site"], 24), new(words["report.rooms.room"], 30), new(words["report.room.path"], 18)];

    private static object?[] Place(ReportRoom room, ReportWords words) => [words.Say(room.Site.Name), words.Say(room.Room.Name), room.Room.Path];

    private static string Evidence(ReportEvidence evidence, ReportWords words) => evidence.Attestation is { } attestation ? $"{evidence.Id} ({words.Signed(attestation)})" : evidence.Id;
}
