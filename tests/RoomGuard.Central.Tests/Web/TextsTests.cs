using System.Text.RegularExpressions;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Planning;
using RoomGuard.Central.Tests.Papers;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Web;

/// <summary>What the pages say comes from three files of the same keys, and from nowhere else.</summary>
public sealed partial class TextsTests
{
    private static readonly string Sources = Repository.Path("src", "RoomGuard.Central", "Web");

    private static readonly TextFiles Files = new(Path.Combine(Sources, "Texts"));

    [Fact]
    public void The_three_files_have_the_same_keys_in_the_same_order_the_same_places_and_no_blank() => Files.AreAlike("unit.count", "unit./");

    [Fact]
    public void Kazakh_texts_are_Kazakh_and_Russian_ones_Russian() => Files.AreInTheirLanguages(key => key.StartsWith("language.", StringComparison.Ordinal));

    [Fact]
    public void Every_key_that_a_page_or_a_class_names_exists()
    {
        var keys = Texts.Embedded.Keys.ToHashSet(StringComparer.Ordinal);
        var named = SourceFiles().SelectMany(file => NamedKey().Matches(File.ReadAllText(file)).Select(match => (Path.GetFileName(file), match.Groups["key"].Value))).ToArray();
        Assert.True(named.Length > 60, "The pattern finds no keys any more.");
        Assert.Empty(named.Where(name => !keys.Contains(name.Value)));
    }

    [Fact]
    public void Every_key_is_named_somewhere()
    {
        var all = string.Concat(SourceFiles().Select(File.ReadAllText));
        var families = new[] { "absence.", "alarm.action.", "alarm.do.", "alarm.hold.", "alarm.priority.", "alarm.state.", "alarms.act.for.", "flag.", "inspection.kind.", "inspection.role.", "inspection.side.", "inspection.statement.", "journal.kind.", "journal.part.", "journal.result.", "journals.method.", "journals.origin.", "journals.role.", "journals.state.", "journals.trust.", "language.", "plan.month.", "plan.state.", "room.state.", "room.type.", "unit.", "verdict.reason.", "verdict.state." };
        Assert.All(families, family => Assert.Contains($"\"{family}{{", all, StringComparison.Ordinal));
        Assert.Empty(Texts.Embedded.Keys.Where(key => !all.Contains($"\"{key}\"", StringComparison.Ordinal) && !families.Any(family => key.StartsWith(family, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_word_that_rooms_and_the_catalogue_can_say_has_its_text()
    {
        var wanted = Enum.GetValues<AlarmPriority>().Select(priority => $"alarm.priority.{priority.ToWord()}")
            .Concat(Enum.GetValues<AlarmCondition>().Select(state => $"alarm.state.{state.ToWord()}"))
            .Concat(Enum.GetValues<AlarmActionKind>().Select(kind => $"alarm.action.{kind.ToWord()}"))
            .Concat(Enum.GetValues<HoldKind>().Select(kind => $"alarm.hold.{kind.ToWord()}"))
            .Concat(Enum.GetValues<VerdictState>().Select(state => $"verdict.state.{state.ToWord()}"))
            .Concat(Enum.GetValues<ReasonCode>().Select(reason => $"verdict.reason.{reason.ToWord()}"))
            .Concat(Enum.GetValues<AbsenceReason>().Select(reason => $"absence.{reason.ToWord()}"))
            .Concat(Enum.GetValues<RoomType>().Select(type => $"room.type.{type.ToWord()}"))
            .Concat(Enum.GetValues<RoomStanding>().Select(standing => $"room.state.{standing.Word}"))
            .Concat(Enum.GetValues<PlanState>().Select(state => $"plan.state.{state.ToWord()}"))
            .Concat(Enumerable.Range(1, 12).Select(month => FormattableString.Invariant($"plan.month.{month}")))
            .Concat(SignalCatalogue.All.Where(signal => signal.Unit.Length > 0).Select(signal => $"unit.{signal.Unit}"));
        Assert.Empty(wanted.Except(Texts.Embedded.Keys));
    }

    [Fact]
    public void No_page_has_words_of_its_own()
    {
        var pages = Directory.EnumerateFiles(Sources, "*.razor", SearchOption.AllDirectories).Where(file => !file.EndsWith("_Imports.razor", StringComparison.Ordinal)).ToArray();
        Assert.True(pages.Length > 10);
        Assert.Empty(pages.SelectMany(file => OwnWords(File.ReadAllText(file)).Select(word => $"{Path.GetFileName(file)}: {word}")));
        Assert.Equal(["alt", "Open"], OwnWords("<p class=\"a\">@Words[\"b\"] Open</p><img alt=\"alt\" />"));
    }

    [Fact]
    public void A_key_that_is_not_there_is_a_fault_that_names_it()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => Texts.Embedded.Get(Language.Ru, "no.such.key"));
        Assert.Equal("Web/Texts has no text called 'no.such.key'.", error.Message);
    }

    // What stands between tags, and what a reader hears or sees of attributes.
    private static IEnumerable<string> OwnWords(string razor)
    {
        var markup = razor.Split("@code {")[0];
        markup = Comment().Replace(markup, "");
        foreach (Match spoken in SpokenAttribute().Matches(markup))
        {
            if (!spoken.Groups["text"].Value.StartsWith('@') && spoken.Groups["text"].Value.Length > 0)
            {
                yield return spoken.Groups["text"].Value;
            }
        }

        var bare = Tag().Replace(markup, "\n");
        bare = CodeLine().Replace(bare, "");
        bare = Expression().Replace(bare, "");
        foreach (Match word in Word().Matches(bare))
        {
            yield return word.Value;
        }
    }

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateFiles(Sources, "*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal));

    [GeneratedRegex(@"[Ww]ords(?:\[|\.Fill\()""(?<key>[a-z]\w*\.[\w.]+)""")]
    private static partial Regex NamedKey();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:alt|title|aria-label|placeholder)=""(?<text>[^""]*)""")]
    private static partial Regex SpokenAttribute();

    [GeneratedRegex(@"<[!/]?[A-Za-z](?:""[^""]*(?:\[""[^""]*""\][^""]*)*""|[^>""])*>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\s*(?:@?(?:if|else|foreach|switch)\b.*|case .*|default:|break;|[{}])\s*$", RegexOptions.Multiline)]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"@[\w.]+(?:\((?:[^()]|\([^()]*\))*\)|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*[\w.]*")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
