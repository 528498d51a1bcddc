using System.Text.RegularExpressions;
using RoomGuard.Central.Papers;
using RoomGuard.Central.Tests.Papers;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>What exported journals say comes from three files of the same keys, and from nowhere else.</summary>
public sealed partial class JournalTextsTests
{
    private static readonly string[] Families = ["export.method.", "export.origin.", "export.role.", "export.state."];

    private static readonly string Sources = Repository.Path("src", "RoomGuard.Central", "Journals");

    private static readonly TextFiles Files = new(Path.Combine(Sources, "Exports", "Texts"));

    private static readonly string Callers = Repository.Path("src", "RoomGuard.Central", "Web", "Api", "Journals");

    [Fact]
    public void The_three_files_have_the_same_keys_in_the_same_order_the_same_places_and_no_blank() => Files.AreAlike();

    [Fact]
    public void Every_text_is_in_its_language_and_can_be_printed_and_so_can_every_head_of_the_forms()
    {
        Files.AreInTheirLanguages();
        var heads = JournalForms.All.SelectMany(form => form.Sections.SelectMany(section => section.Columns.Select(column => column.Head).Append(section.Title)).Append(form.Title)).Concat(JournalForms.Frame.Select(column => column.Head));
        Assert.All(Files.All().Concat(heads.SelectMany(head => new[] { head.Kk, head.Ru, head.En })), text => Assert.Equal(text, PaperFont.Regular.Printable(text)));
    }

    [Fact]
    public void Every_key_that_is_named_exists_and_every_key_is_named()
    {
        var all = string.Concat(new[] { Sources, Callers }.SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText));
        var named = Key().Matches(all).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count > 40, "The pattern finds no keys any more.");
        Assert.Empty(named.Except(Texts.Journals.Keys));
        Assert.All(Families, family => Assert.Contains($"\"{family}{{", all, StringComparison.Ordinal));
        Assert.Empty(Texts.Journals.Keys.Except(named).Where(key => !Families.Any(family => key.StartsWith(family, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_word_that_entries_and_their_signatures_can_have_is_said()
    {
        var wanted = SigningRoles.All.Select(role => $"export.role.{role}")
            .Concat(new[] { "draft", "reviewed", "signed", "closed" }.Select(state => $"export.state.{state}"))
            .Concat(new[] { "auto", "manual", "import" }.Select(origin => $"export.origin.{origin}"))
            .Concat(new[] { "account", "eds", "paper" }.Select(method => $"export.method.{method}"));
        Assert.Empty(wanted.Except(Texts.Journals.Keys));
    }

    [Fact]
    public void No_export_has_words_of_its_own() =>
        Assert.Empty(TextFiles.OwnWords(new[] { Sources, Callers }.SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))));

    [GeneratedRegex(@"""(?<key>export\.[a-z]\w*(?:\.\w+)*)""")]
    private static partial Regex Key();
}
