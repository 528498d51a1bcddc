using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Testing;

namespace RoomGuard.Rooms.Tests.Clauses;

public class CatalogueTests
{
    [Fact]
    public void The_edition_has_eleven_items_in_three_languages()
    {
        Assert.Equal("KZ-832-2016/355-2018", Catalogue.Current.Edition);
        Assert.Equal(Enumerable.Range(1, 11).Select(number => $"163.{number}"), Catalogue.Current.Items.Select(item => item.Id));
        Assert.All(Catalogue.Current.Items, item => Assert.All([item.Text.Kk, item.Text.Ru, item.Text.En], text => Assert.NotEmpty(text)));
        Assert.Equal("сумен жабдықтау жүйесінің бұрандалары мен құбырларының болмауы", Catalogue.Current.Find("163.6")!.Text.Kk);
        Assert.Equal(["163.5", "163.6", "163.8"], Catalogue.Current.Items.Where(item => item.AsksAbsence).Select(item => item.Id));
    }

    [Fact]
    public void Every_part_needs_a_person_first_and_every_term_is_stated()
    {
        foreach (var part in Catalogue.Current.Items.SelectMany(item => item.Parts))
        {
            Assert.True(part.Slots[0].IsRequired && part.Slots[0].Kind != SlotKind.Sensor, part.Id);
            Assert.All(part.Slots, slot => Assert.Equal(slot.Kind == SlotKind.Sensor, slot.Term is null));
        }
    }

    [Fact]
    public void Every_signal_of_a_slot_is_in_the_signal_catalogue() =>
        Assert.All(Catalogue.Current.Items.SelectMany(item => item.Parts).SelectMany(part => part.Slots).SelectMany(slot => slot.Signals),
            signal => Assert.NotNull(SignalCatalogue.Find(signal)));

    [Fact]
    public void The_documentation_quotes_every_item_word_for_word_and_names_files_that_exist()
    {
        var page = File.ReadAllText(Repository.Path("docs", "clauses", "163.md"));
        foreach (var item in Catalogue.Current.Items)
        {
            Assert.Contains($"## {item.Id}", page, StringComparison.Ordinal);
            Assert.All([item.Text.Kk, item.Text.Ru, item.Text.En], text => Assert.Contains(text, page, StringComparison.Ordinal));
        }

        var files = System.Text.RegularExpressions.Regex.Matches(page, "`(src/[^`]+)`").Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(File.Exists(Repository.Path(file.Split('/'))), file));
    }
}
