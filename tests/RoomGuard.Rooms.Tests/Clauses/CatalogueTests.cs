using System.Text;
using System.Text.RegularExpressions;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Testing;

namespace RoomGuard.Rooms.Tests.Clauses;

public class CatalogueTests
{
    private static Requirement[] Of(string clause) => [.. Catalogue.Current.Items.Where(item => item.Clause == clause)];

    [Fact]
    public void The_edition_has_all_items_of_the_clauses_in_three_languages()
    {
        Assert.Equal("KZ-832-2016/355-2018", Catalogue.Current.Edition);
        Assert.Equal(Enumerable.Range(1, 11).Select(number => $"163.{number}"), Of("163").Select(item => item.Id));
        Assert.Equal(Enumerable.Range(1, 8).Select(number => $"35.{number}"), Of("35").Select(item => item.Id));
        Assert.Equal(["31", "38.4", "47", "131"], Catalogue.Current.Items.Select(item => item.Id).Where(id => !id.StartsWith("163.", StringComparison.Ordinal) && !id.StartsWith("35.", StringComparison.Ordinal)));
        Assert.All(Catalogue.Current.Items, item => Assert.All([item.Text.Kk, item.Text.Ru, item.Text.En], text => Assert.NotEmpty(text)));
        Assert.Equal("сумен жабдықтау жүйесінің бұрандалары мен құбырларының болмауы", Catalogue.Current.Find("163.6")!.Text.Kk);
        Assert.Equal(["163.5", "163.6", "163.8"], Catalogue.Current.Items.Where(item => item.AsksAbsence).Select(item => item.Id));
        Assert.Equal(["163.10.a", "163.10.b"], Catalogue.Current.Find("163.10.b")!.Parts.Select(part => part.Id));
    }

    [Fact]
    public void What_was_not_compared_with_the_decree_says_so()
    {
        Assert.NotNull(Catalogue.Current.Head.Warning);
        Assert.Null(Catalogue.Current.Head.EffectiveFrom);
        Assert.Equal(["47", "131"], Catalogue.Current.Items.Where(item => item.Wording != WordingKind.Verbatim).Select(item => item.Id));
    }

    [Fact]
    public void A_clause_binds_the_rooms_it_names()
    {
        Assert.All(Of("163"), item => Assert.Equal([RoomType.CrossConnect, RoomType.Combined], item.Binds));
        Assert.Equal(["35.2", "35.7", "35.8"], Of("35").Where(item => !item.Binds.Contains(RoomType.CrossConnect)).Select(item => item.Id));
        Assert.Equal(["35.1", "35.4"], Catalogue.Current.ItemsOf(RoomType.CrossConnect).Where(item => item.Clause == "35").Select(item => item.Id));
        Assert.Equal(["31", "35.3", "35.5", "35.6", "38.4", "47", "131"], Catalogue.Current.ItemsOfOrganisation.Select(item => item.Id));
    }

    [Fact]
    public void Every_part_has_required_evidence_and_every_term_is_stated()
    {
        foreach (var slot in Catalogue.Current.Items.SelectMany(item => item.Parts).SelectMany(part => part.Slots))
        {
            Assert.Equal(slot.Kind is SlotKind.Attestation or SlotKind.Document, slot.Term is not null);
            Assert.Equal(slot.Kind is SlotKind.Event, slot.Interval is not null);
            Assert.Equal(slot.Kind is SlotKind.Sensor, slot.Signals.Count > 0);
        }

        Assert.All(Of("163").SelectMany(item => item.Parts), part => Assert.True(part.Slots[0].IsRequired && part.Slots[0].Kind is SlotKind.Attestation or SlotKind.Document, part.Id));
    }

    [Fact]
    public void A_draft_is_shipped_and_nothing_can_be_judged_by_it()
    {
        var draft = Assert.Single(CatalogueBook.Shipped.All, edition => edition.Head.IsDraft);
        Assert.All(draft.Items, item => Assert.Equal(WordingKind.Recalled, item.Wording));
        var fault = Assert.Single(Faults($$$"""{"id":"srv-1","type":"server","clauses":{"edition":"{{{draft.Edition}}}"}}"""));
        Assert.Contains("a draft that was not checked against the official text", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_edition_loads_beside_the_first_and_a_room_may_choose_it()
    {
        var text = Encoding.UTF8.GetString(Catalogue.Current.Bytes.Span).Replace("KZ-832-2016/355-2018", "KZ-832-2016/112-2023", StringComparison.Ordinal).Replace("\"term\": \"30 d\"", "\"term\": \"7 d\"", StringComparison.Ordinal);
        Assert.Empty(CatalogueReader.Read(Encoding.UTF8.GetBytes(text), "second.json", out var second).Faults);
        var book = CatalogueBook.Shipped.With([second!]);
        var room = RoomScript.ReadRoom("""{"id":"srv-1","type":"server","clauses":{"edition":"KZ-832-2016/112-2023"}}""", book);
        Assert.Same(second, room.Catalogue);
        Assert.Equal(TimeSpan.FromDays(7), room.Catalogue.Find("163.4")!.Parts[0].Slots[0].Term);
        Assert.NotEqual(Catalogue.Current.Hash, second!.Hash);
        Assert.Same(Catalogue.Current, RoomScript.ReadRoom("""{"id":"srv-1","type":"server"}""", book).Catalogue);
        Assert.Throws<ArgumentException>(() => book.With([second]));
    }

    [Fact]
    public void A_room_may_be_judged_by_more_than_its_type_and_by_nothing_unknown()
    {
        var room = RoomScript.ReadRoom("""{"id":"srv-1","type":"cross_connect","clauses":{"also":["35.7"]}}""");
        Assert.Contains(room.Requirements, item => item.Id == "35.7");
        Assert.Contains("names \"35.9\"", Assert.Single(Faults("""{"id":"srv-1","type":"server","clauses":{"also":["35.9"]}}""")).ToString(), StringComparison.Ordinal);
        Assert.Contains("it must be one of KZ-832-2016/355-2018.", Assert.Single(Faults("""{"id":"srv-1","type":"server","clauses":{"edition":"KZ"}}""")).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"kk\": \"ауа баптау жүйесінің болуы\",", "", "kk")]
    [InlineData("\"kk\": \"ауа баптау жүйесінің болуы\"", "\"kk\": \" \"", "is empty")]
    [InlineData("\"leak\", \"plumbing_works\"", "\"flood\"", "no event of this edition")]
    [InlineData("\"signals\": [\"hvac.run\", \"hvac.fault\"]", "\"signals\": [\"hvac.dance\"]", "which is no signal")]
    [InlineData("\"id\": \"163.11\",\n", "\"id\": \"163.9\",\n", "once is allowed")]
    [InlineData("\"adopted\": \"2018-06-18\"", "\"adopted\": \"18.06.2018\"", "must be a day")]
    [InlineData("\"asks\": \"absence\"", "\"asks\": \"miracle\"", "must be one of presence, absence")]
    public void An_edition_with_a_fault_is_refused_whole_with_its_line(string good, string bad, string says)
    {
        var text = Encoding.UTF8.GetString(Catalogue.Current.Bytes.Span);
        Assert.Contains(good, text, StringComparison.Ordinal);
        var file = CatalogueReader.Read(Encoding.UTF8.GetBytes(text.Replace(good, bad, StringComparison.Ordinal)), "edition.json", out var catalogue);
        Assert.Null(catalogue);
        Assert.Contains(file.Faults, fault => fault.ToString().Contains(says, StringComparison.Ordinal) && fault.Line > 1);
    }

    [Theory]
    [InlineData("163.md", "163")]
    [InlineData("35.md", "35")]
    public void The_documentation_quotes_every_item_word_for_word_and_names_files_that_exist(string file, string clause)
    {
        var page = File.ReadAllText(Repository.Path("docs", "clauses", file));
        foreach (var item in Of(clause))
        {
            Assert.Contains(item.Id, page, StringComparison.Ordinal);
            Assert.All([item.Text.Kk, item.Text.Ru, item.Text.En], text => Assert.Contains(text[1..], page, StringComparison.Ordinal));
        }

        var files = Regex.Matches(page, "`(src/[^`]+)`").Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, name => Assert.True(File.Exists(Repository.Path(name.Split('/'))), name));
    }

    private static IReadOnlyList<RoomGuard.Contract.Files.SettingsFault> Faults(string json)
    {
        var file = RoomGuard.Contract.Files.SettingsFile.Parse(Encoding.UTF8.GetBytes(json), "room.json");
        _ = RoomDefinition.Read(file.Root, "hq");
        return file.Close();
    }
}
