using RoomGuard.Central.Papers;

namespace RoomGuard.Central.Journals.Exports.Printing;

/// <summary>The cover of a volume: what the decree's forms ask for on it.</summary>
internal sealed class CoverPage(Paper paper, JournalBook book, EntryTeller teller)
{
    // Where the title stands: a third of the page down reads as a cover.
    private const double AboveTitle = 90;

    private readonly JournalVoices _voices = teller.VoicesOf("");

    /// <summary>Writes it on a page of its own.</summary>
    public void Write(JournalVolume volume)
    {
        if (!paper.IsFresh)
        {
            paper.BreakPage();
        }

        var organisation = volume.Cover?.Organisation is { } name ? _voices.Value(speech => speech.Say(name)) : _voices.Value(speech => speech["export.cover.unnamed"]);
        paper.Write(_voices.Head("export.cover.organisation").First, PrintStyles.LineHead);
        Say(organisation, PrintStyles.CoverBeneath with { Ink = Ink.Black }, PrintStyles.LineBeneath);
        paper.Skip(paper.BodyHeight > paper.BodyWidth ? AboveTitle : AboveTitle / 6);
        paper.Write(book.Form.Id, PrintStyles.CoverBeneath);
        Say(_voices.Head(volume.Cover?.Title ?? book.Form.Title), PrintStyles.CoverTitle, PrintStyles.CoverBeneath);
        paper.Skip(8);
        Say(_voices.Head(speech => speech.Fill("export.cover.volume", volume.No)), PrintStyles.CoverBeneath with { IsBold = true, Ink = Ink.Black }, PrintStyles.LineBeneath);
        paper.Skip(AboveTitle / 4);
        PrintLines.Write(paper, Lines(volume));
        paper.BreakPage();
    }

    private IEnumerable<(Said Head, Said Value)> Lines(JournalVolume volume)
    {
        var unnamed = _voices.Value(speech => speech["export.cover.unnamed"]);
        yield return (_voices.Head("export.cover.rooms"), _voices.Value(Rooms));
        yield return (_voices.Head("export.cover.act"), volume.Cover?.Act is { } act ? new Said(act, "") : unnamed);
        yield return (_voices.Head("export.cover.responsible"), volume.Cover?.Responsible is { } responsible ? new Said(responsible, "") : unnamed);
        yield return (_voices.Head("export.cover.opened"), new Said(_voices.First.Moment(volume.OpenedAt), ""));
        yield return (_voices.Head("export.cover.closed"), volume.Closed is { } closed ? new Said(_voices.First.Moment(closed.When()), "") : _voices.Value(speech => speech["export.cover.open"]));
        if (volume.Erased is { } erased)
        {
            yield return (_voices.Head("export.cover.erased"), new Said(_voices.First.Moment(erased.When()), ""));
        }

        if (volume.Cover is { } cover)
        {
            yield return (_voices.Head("export.cover.retention"), _voices.Value(speech => speech.Fill("export.cover.days", cover.RetentionDays)));
        }

        var last = volume.Closed?.Last ?? Math.Max(book.Head?.No ?? 0, volume.First - 1);
        var count = last - volume.First + 1;
        yield return (
            _voices.Head("export.cover.entries"),
            count == 0 ? new Said("0", "") : _voices.Value(speech => speech.Fill("export.cover.numbers", count, volume.First, last)));
        yield return (_voices.Head("export.cover.scope"), _voices.Value(Scope));
        yield return (_voices.Head("export.cover.at"), new Said(_voices.First.Moment(book.At), ""));
    }

    private string Rooms(JournalSpeech speech) => string.Join("; ", book.Rooms.Select(room => $"{speech.Say(room.Name)} ({room.Path})").DefaultIfEmpty("–"));

    private string Scope(JournalSpeech speech)
    {
        var scope = book.Scope;
        if (scope.IsWhole)
        {
            return speech["export.scope.all"];
        }

        var parts = new List<string>();
        if (scope.Site is { } site)
        {
            parts.Add(speech.Fill("export.scope.site", book.Sites.FirstOrDefault(known => known.Id == site) is { } found ? speech.Say(found.Name) : site, site));
        }

        if (scope.Room is { } room)
        {
            parts.Add(speech.Fill("export.scope.room", book.FindRoom(room) is { } found ? speech.Say(found.Name) : room, room));
        }

        if (scope.From is { } from)
        {
            parts.Add(speech.Fill("export.scope.from", speech.Moment(from)));
        }

        if (scope.To is { } to)
        {
            parts.Add(speech.Fill("export.scope.to", speech.Moment(to)));
        }

        return string.Join(", ", parts);
    }

    private void Say(Said said, TextStyle first, TextStyle beneath)
    {
        paper.Write(said.First, first);
        if (said.Beneath.Length > 0)
        {
            paper.Write(said.Beneath, beneath);
        }
    }
}

/// <summary>Lines of a head and what it says, in two columns.</summary>
internal static class PrintLines
{
    /// <summary>Writes them where <paramref name="paper"/> is.</summary>
    public static void Write(Paper paper, IEnumerable<(Said Head, Said Value)> lines) => paper.Write(new PaperTable([new PaperColumn("", 34), new PaperColumn("", 66)])
    {
        IsRuled = false,
        Rows =
        [
            .. lines.Select(line => new PaperRow(
                new PaperCell([.. PrintStyles.Both(line.Head, PrintStyles.LineHead, PrintStyles.LineHeadBeneath)]),
                new PaperCell([.. PrintStyles.Both(line.Value, PrintStyles.Line, PrintStyles.LineBeneath)]))),
        ],
    });
}
