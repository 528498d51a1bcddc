using System.Text.RegularExpressions;
using RoomGuard.Central.Access;
using RoomGuard.Central.Papers;
using RoomGuard.Central.Reports;
using RoomGuard.Central.Tests.Papers;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Reports;

/// <summary>What reports say comes from three files of the same keys, and from nowhere else.</summary>
public sealed partial class ReportTextsTests
{
    private static readonly string[] Families = ["report.document.", "report.role.", "report.statement."];

    private static readonly string Sources = Repository.Path("src", "RoomGuard.Central", "Reports");

    private static readonly TextFiles Files = new(Path.Combine(Sources, "Texts"));

    [Fact]
    public void The_three_files_have_the_same_keys_in_the_same_order_the_same_places_and_no_blank() => Files.AreAlike();

    [Fact]
    public void Every_text_is_in_its_language_and_can_be_printed()
    {
        Files.AreInTheirLanguages();
        Assert.All(Files.All(), text => Assert.Equal(text, PaperFont.Regular.Printable(text)));
        Assert.All(Catalogue.Current.Items, item => Assert.All([item.Text.Kk, item.Text.Ru, item.Text.En], text => Assert.Equal(text, PaperFont.Regular.Printable(text))));
    }

    [Fact]
    public void Every_key_that_is_named_exists_and_every_key_is_named()
    {
        var all = string.Concat(Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var named = Key().Matches(all).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count > 50, "The pattern finds no keys any more.");
        Assert.Empty(named.Except(Texts.Reports.Keys));
        Assert.All(Families, family => Assert.Contains($"\"{family}{{", all, StringComparison.Ordinal));
        Assert.Empty(Texts.Reports.Keys.Except(named).Where(key => !Families.Any(family => key.StartsWith(family, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_word_that_rooms_people_and_verdicts_can_have_is_said_in_each_language()
    {
        var wanted = Enum.GetValues<Role>().Select(role => $"report.role.{role.ToString().ToLowerInvariant()}")
            .Concat(Enum.GetValues<AttestationStatement>().Select(statement => $"report.statement.{statement.ToWord()}"))
            .Concat(new[] { "plan", "act", "certificate", "protocol" }.Select(kind => $"report.document.{kind}"));
        Assert.Empty(wanted.Except(Texts.Reports.Keys));
        foreach (var language in Enum.GetValues<Language>())
        {
            var words = new ReportWords(language, TimeZoneInfo.Utc);
            var said = ReportStandings.WorstFirst.Select(words.Standing).Concat(Enum.GetValues<ReasonCode>().Select(words.Reason)).Concat(Enum.GetValues<RoomType>().Select(words.RoomType)).ToList();
            Assert.Equal(said.Count, said.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void No_report_has_words_of_its_own() => Assert.Empty(TextFiles.OwnWords(Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)));

    [GeneratedRegex(@"""(?<key>report\.[a-z]\w*(?:\.\w+)*)""")]
    private static partial Regex Key();
}
