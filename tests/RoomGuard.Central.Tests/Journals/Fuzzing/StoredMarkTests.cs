using RoomGuard.Central.Journals;
using RoomGuard.Central.Store;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals.Fuzzing;

/// <summary>Marks as a database gives them back in which somebody wrote: they are marks, or none, and the journal can be read all the same.</summary>
public sealed class StoredMarkTests
{
    private static readonly string[] Corpus =
    [
        new JournalMark { Journal = "35.7", Kind = JournalMark.WasSigned, At = "2026-11-22T09:30:00.000000Z", By = new JournalPerson("Сейтова Б.", "performer", "инженер"), Entry = 1, EntryHash = JournalSamples.HashOf(1), Method = "eds", Attachment = JournalSamples.HashOf(2), Cms = new CmsFacts("CN=A", "CN=B", "01", null, "trusted"), Note = "x" }.Write(),
        new JournalMark { Journal = "35.7", Kind = JournalMark.VolumeOpened, At = "2026-11-22T09:30:00.000000Z", Volume = 1, First = 1, Cover = new JournalCover(JournalForms.Find("35.7")!.Title, JournalSamples.Organisation, "№ 17", "Сейтова Б.", 1_096) }.Write(),
        new JournalMark { Journal = "35.7", Kind = JournalMark.VolumeClosed, At = "2026-11-22T09:30:00.000000Z", Volume = 1, First = 1, Last = 9, Head = JournalSamples.HashOf(9) }.Write(),
        new JournalMark { Journal = "35.7", Kind = JournalMark.VolumeErased, At = "2026-11-22T09:30:00.000000Z", Volume = 1, First = 1, Last = 9, Head = JournalSamples.HashOf(9) }.Write(),
    ];

    private static readonly string[] Pieces =
    [
        "null", "{}", "[]", "\"\"", "-1", "0", "9223372036854775807", "9223372036854775808", "1e5", "\"9999-99-99\"", "\\ud800", "\\u0000", "\"cover\":null,", "\"cover\":{},", "\"title\":null,", "\"by\":{},", "\"by\":null,", "\"cms\":{},", "\"kind\":\"volume_opened\",",
        "\"kind\":null,", "\"at\":null,", "\"last\":null,", "\"head\":null,", "\"volume\":2,", "{", "}", "\"", ",", "\0",
    ];

    [Fact]
    public void Any_mutated_mark_is_one_that_can_be_shown_or_is_none()
    {
        var mutation = new Mutation(40, Pieces);
        var read = 0;
        for (var no = 0; no < 20_000; no++)
        {
            var content = mutation.Next(Corpus);
            if (JournalMark.Read(content) is not { } mark)
            {
                continue;
            }

            read++;
            Assert.NotNull(mark.Journal);
            Assert.NotNull(mark.Kind);
            _ = mark.When();
            Assert.Equal(mark, JournalMark.Read(mark.Write()));
            _ = SignatureShape.Of(mark);
            foreach (var volume in JournalVolume.Of([mark, mark with { Kind = JournalMark.VolumeClosed }, mark with { Kind = JournalMark.VolumeErased }]))
            {
                _ = VolumeShape.Of(volume);
                Assert.All(Enum.GetValues<Contract.Signals.Language>(), language => Assert.NotNull(volume.Cover?.Title.In(language) ?? ""));
            }
        }

        Assert.InRange(read, 1_000, 19_000);
    }

    [Fact]
    public void Any_mutated_mark_in_a_chain_is_found_and_stops_nobody()
    {
        var mutation = new Mutation(41, Pieces);
        for (var no = 0; no < 5_000; no++)
        {
            var content = mutation.Next(Corpus);
            var row = Row(content, content.Contains("erased", StringComparison.Ordinal) ? JournalMark.VolumeErased : JournalMark.WasSigned);
            var chain = new JournalChain("35.7", [row]);
            chain.CheckHead(new JournalHeadRow { Journal = "35.7", No = 0, Hash = ChainLink.None, MarkNo = 1, MarkHash = row.Hash });
            Assert.True(chain.Faults.Count > 0 || JournalMark.Read(content)?.Kind == row.Kind, content);
        }
    }

    // Its hash fits, as whoever wrote the content would see to.
    private static JournalMarkRow Row(string content, string kind) => new()
    {
        Journal = "35.7",
        No = 1,
        Entry = JournalMark.Read(content)?.Entry ?? 0,
        Kind = kind,
        Content = content,
        Hash = new ChainLink(ChainLink.MarksOf("35.7"), 1, ChainLink.HashOf(content), ChainLink.None).Hash,
        Previous = ChainLink.None,
    };
}
