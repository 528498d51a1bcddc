using System.Globalization;
using RoomGuard.Central.Papers;

namespace RoomGuard.Central.Journals.Exports.Printing;

/// <summary>The end of a print: what was signed of the journal, as text and as a QR code, and how to verify it.</summary>
internal static class ProofPage
{
    private const double CodeSide = 150;

    /// <summary>Writes it where <paramref name="paper"/> is.</summary>
    /// <param name="shown">How many entries the print has.</param>
    public static void Write(Paper paper, JournalBook book, JournalVoices voices, long shown)
    {
        paper.Need(CodeSide + 260);
        var title = voices.Head("export.proof");
        paper.Head(title.First, TextStyle.Heading);
        paper.Write(title.Beneath, PrintStyles.LineBeneath);
        if (book is not { Checkpoint: { } signed, Head: { } head } || signed.Open() is not { } checkpoint)
        {
            paper.Write(voices.First["export.proof.none"], TextStyle.Body);
            return;
        }

        PrintLines.Write(paper,
        [
            (voices.Head("export.proof.shown"), new Said(voices.First.Count(shown), "")),
            (voices.Head("export.proof.all"), new Said(voices.First.Count(head.No), "")),
            (voices.Head("export.proof.head"), new Said(head.Hash, "")),
            (voices.Head("export.proof.checkpoint"), new Said(voices.First.Fill("export.proof.checkpointAt", checkpoint.No, voices.First.Moment(checkpoint.At)), "")),
            (voices.Head("export.proof.key"), new Said(signed.KeyId, "")),
        ]);
        var how = voices.Head(speech => speech.Fill("export.proof.how", book.Form.Id));
        paper.Write(how.First, TextStyle.Body);
        paper.Write(how.Beneath, TextStyle.Note);
        paper.Need(CodeSide);
        PaperCode.Draw(paper.Page, Code(book.Form.Id, head.No, head.Hash, checkpoint.No, signed.KeyId), Paper.Left, paper.At, CodeSide);
        paper.Take(CodeSide);
    }

    /// <summary>What the QR code says.</summary>
    public static string Code(string journal, long no, string head, long checkpoint, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"roomguard journal={journal} no={no} head={head} checkpoint={checkpoint} key={key}");
}
