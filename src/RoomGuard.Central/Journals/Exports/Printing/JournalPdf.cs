using System.Threading.Channels;
using RoomGuard.Central.Papers;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Journals.Exports.Printing;

/// <summary>A journal as PDF, to be read, signed and bound: a cover for every volume, the entries, and at the end how to prove them. Written page by page, however long it is. For one thread.</summary>
internal sealed class JournalPdf
{
    // Journals of few columns are tables, the others a block for each entry.
    private static readonly string[] Tables = ["35.2", "35.4"];

    // Entries that are told and wait to be set.
    private const int MostTold = 64;

    private readonly JournalBook _book;
    private readonly EntryTeller _teller;
    private readonly Paper _paper;
    private readonly IEntrySetter _setter;
    private readonly CoverPage _cover;
    private int _volume;
    private int _covers;
    private long _shown;

    private JournalPdf(JournalBook book, Language language, Stream output)
    {
        (_book, _teller) = (book, new EntryTeller(book, language));
        var voices = _teller.VoicesOf("");
        var isTable = Tables.Contains(book.Form.Id);
        var organisation = book.Volumes is [.., { Cover.Organisation: { } name }] ? voices.First.Say(name) : "";
        var title = $"{book.Form.Id} {voices.First.Say(book.Form.Title)}";
        _paper = new Paper(
            new PaperTitle(title, string.Join(" · ", new[] { book.Form.Id, organisation, voices.First.Moment(book.At) }.Where(part => part.Length > 0)), book.At)
            {
                Author = organisation,
                Subject = voices.Head(book.Form.Title).Beneath,
                IsLandscape = isTable,
            },
            output);
        _setter = isTable ? new EntryTable(_paper, book, _teller) : new EntryBlocks(_paper);
        _cover = new CoverPage(_paper, book, _teller);
    }

    /// <summary>Writes a journal in <paramref name="language"/>.</summary>
    public static async Task WriteAsync(JournalBook book, IAsyncEnumerable<JournalEntry> entries, Language language, Stream output, CancellationToken stop)
    {
        // What entries say is put together while those before them are set: the two take about as long.
        var told = Channel.CreateBounded<ToldEntry>(new BoundedChannelOptions(MostTold) { SingleReader = true, SingleWriter = true });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var telling = Task.Run(() => TellAsync(new EntryTeller(book, language), entries, told.Writer, end.Token), stop);
        var print = new JournalPdf(book, language, output);
        try
        {
            await foreach (var entry in told.Reader.ReadAllAsync(stop))
            {
                print.Add(entry);
            }

            await telling;
        }
        finally
        {
            await end.CancelAsync();
            await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        print.Finish();
    }

    private static async Task TellAsync(EntryTeller teller, IAsyncEnumerable<JournalEntry> entries, ChannelWriter<ToldEntry> told, CancellationToken stop)
    {
        try
        {
            await foreach (var entry in entries.WithCancellation(stop))
            {
                await told.WriteAsync(teller.Tell(entry), stop);
            }
        }
        finally
        {
            told.Complete();
        }
    }

    private void Add(ToldEntry entry)
    {
        if (entry.Volume != _volume)
        {
            _setter.End();
            Cover(entry.Volume);
            _volume = entry.Volume;
        }

        _setter.Add(entry);
        _shown++;
    }

    private void Finish()
    {
        _setter.End();
        Cover(int.MaxValue);
        if (_shown == 0)
        {
            _paper.Write(_teller.VoicesOf("").First["export.none"], TextStyle.Body);
        }

        ProofPage.Write(_paper, _book, _teller.VoicesOf(""), _shown);
        _paper.Finish();
    }

    // A copy of everything has a cover for every volume; one of some entries only for theirs. Without an entry there is one all the same.
    private void Cover(int until)
    {
        var volumes = _book.Volumes.Where(volume => volume.No > _volume && volume.No <= until && (_book.Scope.IsWhole || volume.No == until)).ToList();
        if (volumes.Count == 0 && (until < int.MaxValue || _covers == 0))
        {
            volumes = [_book.Volumes is [.., var newest] ? newest : new JournalVolume(Math.Min(until, 1), 1, _book.At, null)];
        }

        foreach (var volume in volumes)
        {
            _cover.Write(volume);
            _covers++;
        }
    }
}

/// <summary>Sets entries one after the other.</summary>
internal interface IEntrySetter
{
    /// <summary>Sets the next one.</summary>
    void Add(ToldEntry entry);

    /// <summary>Something else follows.</summary>
    void End();
}
