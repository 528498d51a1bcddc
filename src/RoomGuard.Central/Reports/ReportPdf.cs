using RoomGuard.Central.Papers;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Reports;

/// <summary>A report as PDF, to be read, signed and kept.</summary>
internal sealed class ReportPdf
{
    // A line to sign on.
    private const double SigningHeight = 34;

    private readonly VerdictReport _report;
    private readonly ReportWords _words;
    private readonly Paper _paper;

    private ReportPdf(VerdictReport report, ReportWords words, Paper paper) => (_report, _words, _paper) = (report, words, paper);

    /// <summary>The report in <paramref name="language"/>.</summary>
    public static byte[] Write(VerdictReport report, Language language)
    {
        var words = new ReportWords(language, report.Zone);
        var footer = $"{words["report.footer"]} · {report.Edition.Id} · {words.Moment(report.At)} ({words.Clocks(report.At)})";
        var title = new PaperTitle(words["report.title"], footer, report.At)
        {
            Author = report.Organisation.Name is { } name ? words.Say(name) : "",
            Subject = words.Scope(report),
        };
        var paper = new Paper(title);
        new ReportPdf(report, words, paper).Write();
        return paper.Build();
    }

    private void Write()
    {
        WriteCover();
        WriteRooms();
        if (_report.Whole.Count > 0)
        {
            _paper.Head(_words["report.whole"], TextStyle.Heading, 130);
            ReportRoomPages.WriteItems(_paper, _report.Whole, _words);
        }

        foreach (var room in _report.Rooms)
        {
            ReportRoomPages.Write(_paper, room, _words.By(room.Site.Zone), _report.At);
        }

        WriteNotAssessed();
        WriteFindings();
        WriteSignatures();
    }

    private void WriteCover()
    {
        _paper.Head(_words["report.title"], TextStyle.Title);
        _paper.Write(new PaperTable([new PaperColumn("", 26), new PaperColumn("", 74)])
        {
            IsRuled = false,
            Rows =
            [
                .. ReportHead.Lines(_report, _words).Select(line => new PaperRow(
                    new PaperCell(new Passage(line.Name, TextStyle.CellStrong with { Ink = Ink.Grey })),
                    new PaperCell(new Passage(line.Value, line.IsNote ? TextStyle.CellNote : TextStyle.Cell with { Size = 9 })))),
            ],
        });
        _paper.Head(_words["report.counts"], TextStyle.Subheading);
        _paper.Write(new PaperTable([new PaperColumn(_words["report.counts.state"], 70), new PaperColumn(_words["report.counts.number"], 30)])
        {
            Rows =
            [
                .. _report.Counts.Select(count => new PaperRow(ReportRoomPages.Standing(count.Standing, _words), _words.Count(count.Number))),
                new PaperRow(
                    new PaperCell(new Passage(_words.Fill("report.counts.all", _words.Count(_report.Rooms.Sum(room => room.Items.Count)), _words.Count(_report.Rooms.Count)), TextStyle.CellStrong)),
                    new PaperCell(new Passage(_words.Count(_report.Rooms.Sum(room => room.Items.Count)), TextStyle.CellStrong))),
            ],
        });
    }

    private void WriteRooms()
    {
        _paper.Head(_words["report.rooms"], TextStyle.Subheading);
        if (_report.Rooms.Count == 0)
        {
            _paper.Write(_words["report.rooms.none"], TextStyle.Body);
            return;
        }

        _paper.Write(new PaperTable(
            [
                new PaperColumn(_words["report.rooms.room"], 32),
                new PaperColumn(_words["report.rooms.type"], 20),
                new PaperColumn(_words["report.rooms.worst"], 20),
                new PaperColumn(_words["report.rooms.counts"], 28),
            ])
        {
            Rows =
            [
                .. _report.Rooms.Select(room => new PaperRow(
                    RoomName(room),
                    _words.RoomType(room.Room.Type),
                    ReportRoomPages.Standing(room.Worst, _words),
                    new PaperCell([.. room.Counts.Select(count => new Passage(_words.Counts([count]), TextStyle.Cell))]))),
            ],
        });
    }

    private void WriteNotAssessed()
    {
        var rooms = _report.Rooms.Where(room => room.NotAssessed.Any()).ToList();
        _paper.Head(_words["report.notAssessed"], TextStyle.Heading);
        if (rooms.Count == 0)
        {
            _paper.Write(_words["report.notAssessed.none"], TextStyle.Body);
            return;
        }

        _paper.Write(_words["report.notAssessed.hint"], TextStyle.Body);
        _paper.Write(new PaperTable([new PaperColumn(_words["report.rooms.room"], 30), new PaperColumn(_words["report.item.id"], 30), new PaperColumn(_words["report.notAssessed.why"], 40)])
        {
            Rows = [.. rooms.SelectMany(NotAssessed)],
        });
    }

    // Items that lack the same are told of together; of a room of which nothing is known, all of them.
    private IEnumerable<PaperRow> NotAssessed(ReportRoom room) => room.NotAssessed
        .GroupBy(item => Missing(room.IsUnknown ? room.Items : [item]))
        .Select(group => new PaperRow(
            RoomName(room),
            string.Join(", ", group.Select(item => item.Id)),
            new PaperCell(
            [
                .. room.IsUnknown ? (Passage[])[new Passage(_words.Fill("report.notAssessed.unknown", _words.Count(room.Items.Count)), TextStyle.CellStrong)] : [],
                new Passage(group.Key, TextStyle.Cell),
                .. room is { IsUnknown: true, IsSilent: true } ? (Passage[])[new Passage(_words["report.room.silent"], TextStyle.Cell)] : [],
            ])));

    private string Missing(IEnumerable<ReportItem> items) =>
        string.Join('\n', items.SelectMany(item => item.Reasons).Distinct().Order().Select(_words.Reason).DefaultIfEmpty(_words.Standing(ReportStanding.Unknown)));

    private void WriteFindings()
    {
        if (_report.Findings.Count == 0)
        {
            return;
        }

        _paper.Head(_words["report.findings"], TextStyle.Heading);
        _paper.Write(new PaperTable([new PaperColumn(_words["report.rooms.room"], 28), new PaperColumn(_words["report.findings.text"], 72)])
        {
            Rows = [.. _report.Findings.Select(finding => new PaperRow(finding.Room ?? _words["report.findings.general"], _words.Say(finding.Text)))],
        });
    }

    private void WriteSignatures()
    {
        string[] signers = [_words["report.signatures.inspector"], _words["report.signatures.responsible"], _words["report.signatures.officer"]];
        _paper.Head(_words["report.signatures"], TextStyle.Heading, 90 + (signers.Length * SigningHeight));

        // Said again here: these lines may be on a page of their own.
        _paper.Write($"{_words.Organisation(_report.Organisation)}. {_words.Scope(_report)}.", TextStyle.Body);
        _paper.Write(_words.Fill("report.signatures.hint", _words.Moment(_report.At), _words.Clocks(_report.At), _report.Edition.Id), TextStyle.Body);
        _paper.Skip(4);
        _paper.Write(new PaperTable(
            [
                new PaperColumn(_words["report.signatures.who"], 24),
                new PaperColumn(_words["report.signatures.name"], 28),
                new PaperColumn(_words["report.signatures.position"], 20),
                new PaperColumn(_words["report.signatures.date"], 12),
                new PaperColumn(_words["report.signatures.signature"], 16),
            ])
        {
            Rows = [.. signers.Select(signer => new PaperRow(signer, "", "", "", "") { MinHeight = SigningHeight })],
        });
    }

    private PaperCell RoomName(ReportRoom room) => new(
        new Passage(_words.Say(room.Room.Name), TextStyle.CellStrong),
        new Passage($"{room.Room.Path} · {_words.Say(room.Site.Name)}", TextStyle.CellNote));
}
