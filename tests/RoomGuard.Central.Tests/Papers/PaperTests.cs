using RoomGuard.Central.Papers;

namespace RoomGuard.Central.Tests.Papers;

/// <summary>Documents as another program reads them: nothing lost, nothing beside the page, heads on every page.</summary>
public sealed class PaperTests
{
    private const string Kazakh = "ӘәҒғҚқҢңӨөҰұҮүҺһІі";

    private static readonly DateTimeOffset At = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Text_comes_out_as_it_went_in_with_every_letter_of_Kazakh_and_Russian()
    {
        var texts = new[]
        {
            Kazakh,
            "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя",
            "The quick brown fox jumps over the lazy dog 0123456789 !?()[]{}/\\@#$%^&*+=<>|~\"'`",
            "№ 12 «тырнақша» – сызықша — “quotes” 25,5 °C → 30 °C ≤ 40 ≥ 10 −3 ≈ ≠ ✓ ✗ □ ₸ € § ± … •",
            "Кростық үй-жайдың көлемі қызмет көрсетілетін жұмыс аумағы мен орнатылатын жабдықтың көлеміне қарай таңдалады.",
        };
        foreach (var style in new[] { TextStyle.Body, TextStyle.Heading })
        {
            var page = Assert.Single(await PdfText.PagesAsync(Print(paper => Array.ForEach(texts, text => paper.Write(text, style)))));
            Assert.All(texts, text => Assert.Contains(Bare(text), Bare(page), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_typefaces_hold_no_more_than_a_simple_font_can_tell_apart()
    {
        Assert.Equal(PaperFont.Regular.Characters.Order(), PaperFont.Bold.Characters.Order());
        Assert.InRange(PaperFont.Regular.Characters.Count, 200, 255);
        Assert.Empty(Kazakh.Except(PaperFont.Bold.Characters));
        Assert.All([PaperFont.Regular, PaperFont.Bold], font => Assert.InRange(font.Bytes.Length, 10_000, 100_000));
    }

    [Fact]
    public async Task Every_character_of_the_typefaces_can_stand_in_one_document()
    {
        var all = string.Concat(PaperFont.Regular.Characters.Where(character => !char.IsWhiteSpace(character)).Order());
        var page = Assert.Single(await PdfText.PagesAsync(Print(paper =>
        {
            foreach (var piece in all.Chunk(30))
            {
                paper.Write(new string(piece), TextStyle.Body);
                paper.Write(new string(piece), TextStyle.Heading);
            }
        })));
        Assert.All(all.Chunk(30), piece => Assert.Contains(new string(piece), page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("чай\u0306", "чай\u0306")]
    [InlineData("и\u0306ода", "йода")]
    [InlineData("部屋 1", "□□ 1")]
    [InlineData("a🔥b", "a□b")]
    [InlineData("tab\there\u0007", "tab here")]
    public void What_the_typeface_does_not_have_is_shown_as_missing_and_never_a_fault(string text, string printed) =>
        Assert.Equal(printed.Normalize().Replace('\u0306', PaperFont.Missing), PaperFont.Regular.Printable(text));

    [Fact]
    public void Half_a_character_is_no_fault() => Assert.Equal("half□", PaperFont.Regular.Printable("half" + '\ud83d'));

    [Fact]
    public void Lines_fit_whatever_stands_in_them()
    {
        var texts = new[] { "point/ups-1/ups.battery.runtime@2026-11-22T09:29:52.000Z", new string('Ж', 200), "бір екі үш " + new string('ш', 90) + " төрт", "a b\nc\n\nd" };
        foreach (var text in texts)
        {
            var lines = LineBreaker.Break(text, TextStyle.Cell, 90);
            Assert.All(lines, line => Assert.True(TextStyle.Cell.Font.Width(line, TextStyle.Cell.Size) <= 90, line));
            Assert.Equal(Bare(text), Bare(string.Concat(lines)));
        }

        Assert.Equal(["a b", "c", "", "d"], LineBreaker.Break("a b\nc\n\nd", TextStyle.Cell, 90));
        Assert.Equal(["point/ups-1/", "ups.battery."], LineBreaker.Break(texts[0], TextStyle.Cell, 60)[..2]);
    }

    [Fact]
    public async Task A_table_goes_on_over_pages_with_its_head_on_each_and_every_row_once()
    {
        var pages = await PdfText.PagesAsync(Print(paper => paper.Write(new PaperTable([new PaperColumn("№ қатар", 20), new PaperColumn("Мәтін", 80)])
        {
            Rows = [.. Enumerable.Range(1, 120).Select(number => new PaperRow($"r{number}.", string.Join(' ', Enumerable.Repeat($"w{number}.", 30))))],
        })));
        Assert.InRange(pages.Count, 4, 12);
        Assert.All(pages, page => Assert.Contains("№ қатар Мәтін", page, StringComparison.Ordinal));
        var all = string.Join(' ', pages);
        Assert.All(Enumerable.Range(1, 120), number => Assert.Equal((1, 30), (Times(all, $" r{number}."), Times(all, $" w{number}."))));

        // A row that fits on a page is on one page.
        Assert.All(Enumerable.Range(1, 120), number => Assert.Single(pages, page => page.Contains($" w{number}.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_row_that_is_longer_than_a_page_goes_on_on_the_next_one()
    {
        var words = Enumerable.Range(1, 3000).Select(number => $"w{number}.").ToArray();
        var pages = await PdfText.PagesAsync(Print(paper =>
        {
            paper.Write("above", TextStyle.Body);
            paper.Write(new PaperTable([new PaperColumn("left", 30), new PaperColumn("right", 70)]) { Rows = [new PaperRow("short", string.Join(' ', words)), new PaperRow("last", "row")] });
        }));
        Assert.InRange(pages.Count, 3, 10);
        Assert.Contains("short", pages[0], StringComparison.Ordinal);
        Assert.All(pages, page => Assert.Contains("left right", page, StringComparison.Ordinal));
        var all = string.Join(' ', pages);
        Assert.All(words, word => Assert.Equal(1, Times(all, $" {word}")));
        Assert.Contains("last row", pages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_says_which_it_is_of_how_many_and_what_it_belongs_to()
    {
        var pdf = Print(paper =>
        {
            for (var line = 0; line < 200; line++)
            {
                paper.Write("line", TextStyle.Body);
            }
        });
        var pages = await PdfText.PagesAsync(pdf);
        Assert.True(pages.Count > 2);
        Assert.All(pages.Select((page, index) => (page, index)), page =>
        {
            Assert.Contains("Төменгі жазу", page.page, StringComparison.Ordinal);
            Assert.Contains($"{page.index + 1} / {pages.Count}", page.page, StringComparison.Ordinal);
        });
        Assert.Equal(pages.Count - 1, pages.Count(page => page.Contains("Құжат", StringComparison.Ordinal)));

        var about = await PdfText.DescribeAsync(pdf);
        Assert.Matches(@"Title:\s+Құжат", about);
        Assert.Matches(@"Author:\s+Ұйым", about);
        Assert.Matches(@"Subject:\s+нәрсе", about);
        Assert.Matches(@"CreationDate:\s+Sun Nov 22 09:30:00 2026", about);
        Assert.Matches(@"A4", about);
        Assert.Matches(@"NotoSans-Regular +TrueType +\w+ +yes no +yes", about);
    }

    [Fact]
    public async Task A_document_of_hundreds_of_pages_leaves_page_by_page_and_is_whole()
    {
        using var output = new MemoryStream();
        var paper = new Paper(new PaperTitle("Құжат", "Төменгі жазу", At) { IsLandscape = true }, output);
        for (var number = 1; number <= 450; number++)
        {
            paper.Write($"page-{number}.", TextStyle.Body);
            if (number == 440)
            {
                Assert.True(output.Length > 150_000, $"Only {output.Length} bytes left before the end.");
            }

            if (number < 450)
            {
                paper.BreakPage();
            }
        }

        paper.Finish();
        var pages = await PdfText.PagesAsync(output.ToArray());
        Assert.Equal(450, pages.Count);
        Assert.All(pages.Select((page, index) => (page, number: index + 1)), page => Assert.Contains($"page-{page.number}.", page.page, StringComparison.Ordinal));
        Assert.Contains("450 / 450", pages[449], StringComparison.Ordinal);
        Assert.Contains("841.89 x 595.28", await PdfText.DescribeAsync(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heading_never_stands_alone_at_the_foot_of_a_page()
    {
        for (var lines = 50; lines < 62; lines++)
        {
            var pages = await PdfText.PagesAsync(Print(paper =>
            {
                for (var line = 0; line < lines; line++)
                {
                    paper.Write("line", TextStyle.Cell);
                }

                paper.Head("Heading", TextStyle.Heading);
                paper.Write("Paragraph", TextStyle.Body);
            }));
            Assert.Equal(pages.Single(page => page.Contains("Heading", StringComparison.Ordinal)), pages.Single(page => page.Contains("Paragraph", StringComparison.Ordinal)));
        }
    }

    private static byte[] Print(Action<Paper> write)
    {
        var paper = new Paper(new PaperTitle("Құжат", "Төменгі жазу", At) { Author = "Ұйым", Subject = "нәрсе" });
        write(paper);
        return paper.Build();
    }

    private static string Bare(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    private static int Times(string text, string part) => text.Split(part).Length - 1;
}
