using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Rooms.Tests.Clause35;

public sealed class ConfigurationEntryTests
{
    [Theory]
    [InlineData("room", "hq/srv-1", null, "{}", "added", "hq/srv-1", "roomguard", "Үй-жай hq/srv-1")]
    [InlineData("equipment", "hq/srv-1/ups-1", "{}", null, "removed", "hq/srv-1", "ups-1", "Жабдық hq/srv-1/ups-1")]
    [InlineData("point", "hq/srv-1/probe-1/env.temp", "{}", "{\"period\":\"10 s\"}", "changed", "hq/srv-1", "probe-1", "Күтілетін нүкте hq/srv-1/probe-1/env.temp")]
    [InlineData("site", "hq", "{}", "{}", "changed", "hq", "roomguard", "Нысан hq")]
    [InlineData("limits", "mine", null, "{}", "added", "", "roomguard", "Шектер профилі mine")]
    [InlineData("contact", "duty", null, "{}", "added", "", "roomguard", "Байланыс duty")]
    [InlineData("contract", "c", null, "{}", "added", "", "roomguard", "Шарт c")]
    [InlineData("model", "0123456789abcdef", null, "{}", "added", "", "roomguard", "RoomGuard нысан моделі, sha256 0123456789abcdef…")]
    public void Every_kind_of_thing_has_its_entry(string kind, string name, string? before, string? after, string result, string place, string equipment, string told)
    {
        var change = new ConfigurationChange(kind, name, before, after, "Aigerim", RoomScript.Start);
        var draft = ConfigurationEntry.Draft(change);

        Assert.Equal(("35.6", "A", result, equipment, place), (draft.Journal, draft.Section, draft.Result, draft.Equipment, change.Place));
        Assert.Equal(told, Assert.IsType<JournalValue.Local>(draft.Fields["object"]).Text.Kk);
        var columns = JournalForms.Find("35.6")!.FindSection("A")!.Columns.Select(column => column.Id).ToHashSet();
        Assert.Subset(columns, draft.Fields.Keys.ToHashSet());
        Assert.Equal(before is null, !draft.Fields.ContainsKey("before"));
        Assert.Equal(new JournalValue.Plain("Aigerim"), draft.Fields["changed_by"]);
    }

    [Fact]
    public void What_is_too_long_for_a_column_says_how_long_it_was()
    {
        var draft = ConfigurationEntry.Draft(new ConfigurationChange("room", "hq/srv-1", null, new string('x', 5_000), "A", RoomScript.Start));
        var text = Assert.IsType<JournalValue.Plain>(draft.Fields["after"]).Text;

        Assert.EndsWith("… (5000)", text, StringComparison.Ordinal);
        Assert.Equal(ConfigurationEntry.MaxLength + 8, text.Length);
    }
}
