using RoomGuard.Central.Papers;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Reports;

/// <summary>The pages of one room in a PDF: how it stands, and every item with why and on what.</summary>
internal static class ReportRoomPages
{
    /// <summary>Writes them where <paramref name="paper"/> is.</summary>
    /// <param name="words">Words by the clocks of the room's site.</param>
    public static void Write(Paper paper, ReportRoom room, ReportWords words, DateTimeOffset at)
    {
        paper.Head($"{words.Say(room.Room.Name)} ({room.Room.Path})", TextStyle.Heading, 130);
        paper.Write(words.Fill("report.room.line", words.RoomType(room.Room.Type), words.Say(room.Site.Name), words.Standing(room.Worst)), TextStyle.Body);
        paper.Write($"{words.Fill("report.room.counts", words.Count(room.Items.Count), words.Counts(room.Counts))} {words.Fill("report.room.clocks", words.Clocks(at))}", TextStyle.Body);
        foreach (var line in Warnings(room, words))
        {
            paper.Write(line, TextStyle.Body with { IsBold = true });
        }

        if (!room.Items.Any(item => item.IsBinding))
        {
            paper.Write(words["report.room.notBinding"], TextStyle.Note);
        }

        WriteItems(paper, room.Items, words);
    }

    /// <summary>Writes a table of items.</summary>
    public static void WriteItems(Paper paper, IReadOnlyList<ReportItem> items, ReportWords words) =>
        paper.Write(new PaperTable(
            [
                new PaperColumn(words["report.item.id"], 9),
                new PaperColumn(words["report.item.text"], 32),
                new PaperColumn(words["report.item.standing"], 18),
                new PaperColumn(words["report.item.reasons"], 19),
                new PaperColumn(words["report.item.evidence"], 22),
            ])
        {
            Rows = [.. items.Select(item => Row(item, words))],
        });

    /// <summary>A cell that says a standing by its word, and by a tint behind it.</summary>
    public static PaperCell Standing(ReportStanding standing, ReportWords words) => new(new Passage(words.Standing(standing), TextStyle.CellStrong)) { Ground = GroundOf(standing) };

    private static IEnumerable<string> Warnings(ReportRoom room, ReportWords words)
    {
        if (room.IsUnknown)
        {
            yield return words.Fill("report.room.nothing", words.Count(room.Items.Count));
        }

        if (room.IsSilent)
        {
            yield return words["report.room.silent"];
        }
    }

    private static PaperRow Row(ReportItem item, ReportWords words)
    {
        var standing = Standing(item.Standing, words);
        return new PaperRow(
            new PaperCell(new Passage(item.Id, TextStyle.CellStrong)),
            new PaperCell(new Passage(words.Say(item.Text), TextStyle.Cell), new Passage(words.Language == Language.Kk ? "" : item.Text.Kk, TextStyle.CellNote)),
            standing with { Passages = [.. standing.Passages, new Passage(item.Since is { } since ? words.Fill("report.item.sinceAt", words.Moment(since)) : "", TextStyle.CellNote)] },
            new PaperCell([.. item.Reasons.Select(reason => new Passage(item.Reasons.Count > 1 ? $"– {words.Reason(reason)}" : words.Reason(reason), TextStyle.Cell))]),
            new PaperCell([.. item.Evidence.SelectMany(evidence => Evidence(evidence, words)).DefaultIfEmpty(new Passage(words["report.evidence.none"], TextStyle.CellNote))]));
    }

    private static IEnumerable<Passage> Evidence(ReportEvidence evidence, ReportWords words)
    {
        yield return new Passage(evidence.Id, TextStyle.CellNote with { Ink = Ink.Black });
        if (evidence.Attestation is { } attestation)
        {
            yield return new Passage(words.Signed(attestation), TextStyle.CellNote);
        }
    }

    private static Ink? GroundOf(ReportStanding standing) => standing switch
    {
        ReportStanding.Violation => new Ink(0xf8, 0xd9, 0xd9),
        ReportStanding.BenchmarkNotMet => new Ink(0xfb, 0xe6, 0xd8),
        ReportStanding.Unknown => new Ink(0xe4, 0xe7, 0xea),
        ReportStanding.AttestationExpired => new Ink(0xfb, 0xf0, 0xd0),
        ReportStanding.EvidenceStale => new Ink(0xfb, 0xf0, 0xd0),
        ReportStanding.Compliant => new Ink(0xe0, 0xf1, 0xe6),
        ReportStanding.NotApplicable => null,
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Not a standing."),
    };
}
