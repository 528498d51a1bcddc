using System.Text;
using RoomGuard.Central.Sites;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Tests.Sites;

/// <summary>YAML becomes what the same JSON becomes, with its own lines; what is hostile or half is refused by name.</summary>
public sealed class YamlNotationTests
{
    [Fact]
    public void What_YAML_says_is_what_the_same_JSON_says()
    {
        const string Yaml = """
            # comment
            text: plain words
            quoted: "10"
            number: -1.5e2
            yes: true
            country: no
            nothing: ~
            day: 2026-01-31
            list: [1, two, {three: 3}]
            folded: >-
              one
              two
            nested:
              deep: {a: []}
            """;
        var yaml = Parse(Yaml);
        var json = SettingsFile.Parse(
            """
            { "text": "plain words", "quoted": "10", "number": -150, "yes": true, "country": "no", "nothing": null, "day": "2026-01-31", "list": [1, "two", {"three": 3}],
              "folded": "one two", "nested": {"deep": {"a": []}} }
            """u8,
            "x.json");

        Assert.Empty(yaml.Faults);
        Assert.Equal(json.Root.ToJson(), yaml.Root.ToJson());
        Assert.Contains("x.yaml:4: number is -150; it must be a whole number from 1 to 5.", Faults(yaml, root => root.GetInteger("number", 1, 5)));
        Assert.Contains("x.yaml:14: nested.deep must be a text that is not empty.", Faults(yaml, root => root.GetSection("nested").GetText("deep")));
    }

    [Fact]
    public void Anchors_are_copies_with_their_own_places()
    {
        var file = Parse("""
            base: &names {kk: A, ru: B, en: C}
            rooms:
              - {name: *names, id: r-1}
              - {name: *names, id: r-2}
            """);

        Assert.Empty(file.Faults);
        Assert.Equal("""{"base":{"en":"C","kk":"A","ru":"B"},"rooms":[{"id":"r-1","name":{"en":"C","kk":"A","ru":"B"}},{"id":"r-2","name":{"en":"C","kk":"A","ru":"B"}}]}""", file.Root.ToJson());
        var faults = Faults(file, root => root.GetSections("rooms")[1].GetSection("name").GetNumber("kk", 0, 1));
        Assert.Contains("x.yaml:1: rooms[1].name.kk is \"A\"; it must be a number from 0 to 1.", faults);
    }

    [Theory]
    [InlineData("a:\n\tb: 1", "x.yaml:2: the file is indented by a tab here; YAML allows only spaces.")]
    [InlineData("a: 1\nb: 2\na: 3", "x.yaml:3: a is there twice.")]
    [InlineData("", "x.yaml:1: the file is empty.")]
    [InlineData("- 1", "x.yaml:1: the file must be keys with values.")]
    [InlineData("a: *gone", "x.yaml:1: the file uses *gone here, which no &gone before it defines whole.")]
    [InlineData("a: &me [*me]", "x.yaml:1: the file uses *me here, which no &me before it defines whole.")]
    [InlineData("a: 1\n---\nb: 2", "x.yaml:2: the file has a second document here; one is allowed.")]
    [InlineData("? [a, b]\n: 1", "x.yaml:1: the file has a key here that is not a text.")]
    [InlineData("a: !!python/object:os.system ls", "x.yaml:1: the file has the tag tag:yaml.org,2002:python/object:os.system here; only !!str is known.")]
    public void What_is_not_as_it_must_be_is_refused_with_its_line(string yaml, string fault) => Assert.Equal([fault], Parse(yaml).Faults.Select(found => found.ToString()));

    [Theory]
    [InlineData("a: [1, 2\nb: 3", ": the file is not YAML")]
    [InlineData("a: \"never ends", ":1: the file is not YAML: ")]
    [InlineData("a: {b: 1", ": the file is not YAML: ")]
    [InlineData("a: b: c", ":1: the file is not YAML: ")]
    [InlineData("%YAML 9.9\n---\na: 1", ": the file is not YAML: ")]
    public void What_is_no_YAML_is_said_with_its_line(string yaml, string part) => Assert.Contains(part, Assert.Single(Parse(yaml).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_page_of_anchors_that_would_become_gigabytes_is_refused()
    {
        var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            yaml.Append(FormattableString.Invariant($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        }

        Assert.Contains("comes to more than 250000 values", Assert.Single(Parse(yaml.ToString()).Faults).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100_000)]
    public void A_tower_of_brackets_is_refused(int height) =>
        Assert.Contains("nests more than 32 deep here", Assert.Single(Parse($"a: {new string('[', height)}").Faults).Message, StringComparison.Ordinal);

    [Fact]
    public void A_tower_of_anchors_is_refused()
    {
        var yaml = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 40; i++)
        {
            yaml.Append(FormattableString.Invariant($"a{i}: &a{i} [*a{i - 1}]\n"));
        }

        Assert.Contains("with what its anchors repeat", Assert.Single(Parse(yaml.ToString()).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_encodings_and_files_without_end_are_named()
    {
        Assert.Equal("x.yaml:1: the file is UTF-16; save it as UTF-8.", SettingsFile.Parse([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a: 1")], "x.yaml", YamlNotation.Read).Faults[0].ToString());
        Assert.Equal("x.yaml:2: the file is not UTF-8 here; save it as UTF-8.", SettingsFile.Parse([.. "a: 1\nb: "u8, 0xCF, 0xF0, 0xE8], "x.yaml", YamlNotation.Read).Faults[0].ToString());
        Assert.Empty(SettingsFile.Parse([0xEF, 0xBB, 0xBF, .. "a: 1"u8], "x.yaml", YamlNotation.Read).Faults);
        Assert.Contains("longer than", SettingsFile.Parse(new byte[SettingsFile.MaxBytes + 1], "x.yaml", YamlNotation.Read).Faults[0].Message, StringComparison.Ordinal);
        if (File.Exists("/dev/zero"))
        {
            Assert.Contains("longer than", SettingsFile.Read("/dev/zero", YamlNotation.Read).Faults[0].Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Random_bytes_give_faults_or_nodes_and_never_anything_else()
    {
        const string Letters = "abc:-?[]{},&*!|>'\"%@`# \n\t~019.\0é";
        var random = new Random(832);
        for (var round = 0; round < 3_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Letters[random.Next(Letters.Length)]));
            var file = Parse(text);
            Assert.NotNull(file.Root);
            Assert.True(file.Faults.Count > 0 || file.Root.ToJson().Length > 0, text);
        }
    }

    private static SettingsFile Parse(string yaml) => SettingsFile.Parse(Encoding.UTF8.GetBytes(yaml), "x.yaml", YamlNotation.Read);

    private static List<string> Faults(SettingsFile file, Action<SettingsNode> ask)
    {
        ask(file.Root);
        return [.. file.Close().Select(fault => fault.ToString())];
    }
}
