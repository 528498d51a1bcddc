using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using RoomGuard.Testing;
using RoomGuard.Wiring.Drawing;

namespace RoomGuard.Wiring.Tests.Drawing;

public sealed class DrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Boards => Maps.Boards;

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_drawings_that_are_kept_are_those_that_the_map_yields(string board)
    {
        var drawings = Drawings.Of(Maps.Read(board));
        var folder = Repository.Path("hw", board);

        Assert.Equal(drawings.Keys, Words.Languages.SelectMany(language => Directory.EnumerateFiles(Path.Combine(folder, language))).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal));
        Assert.All(drawings, drawing => Assert.True(File.ReadAllText(Path.Combine(folder, drawing.Key)) == drawing.Value, $"hw/{board}/{drawing.Key} is not what dotnet run --project hw/RoomGuard.Wiring draws."));
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void No_word_lies_on_another_or_beyond_the_edge(string board)
    {
        foreach (var (path, svg) in Drawings.Of(Maps.Read(board)))
        {
            var root = XDocument.Parse(svg).Root!;
            var texts = root.Descendants(Svg + "text").Select(Place).ToList();
            Assert.NotEmpty(texts);
            Assert.All(texts, text => Assert.True(text.Left >= 0 && text.Right <= Number(root, "width") && text.Bottom <= Number(root, "height"), $"{board}/{path}: \"{text.Words}\" is cut off"));
            foreach (var (text, index) in texts.Select((text, index) => (text, index)))
            {
                Assert.All(texts.Skip(index + 1), other => Assert.False(text.Meets(other), $"{board}/{path}: \"{text.Words}\" lies on \"{other.Words}\""));
            }
        }
    }

    // A word on a wire could be read as crossed out.
    [Theory]
    [MemberData(nameof(Boards))]
    public void No_wire_crosses_a_word(string board)
    {
        foreach (var (path, svg) in Drawings.Of(Maps.Read(board)).Where(drawing => !drawing.Key.EndsWith("header.svg", StringComparison.Ordinal)))
        {
            var root = XDocument.Parse(svg).Root!;
            var wires = root.Descendants(Svg + "line").Where(line => Number(line, "stroke-width") == 3 && Number(line, "y1") == Number(line, "y2")).ToList();
            Assert.NotEmpty(wires);
            // The numbers of pins stand in circles on the wire's beginning.
            foreach (var text in root.Descendants(Svg + "text").Where(text => !int.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) || number < 3).Select(Place))
            {
                Assert.All(wires, wire => Assert.False(Number(wire, "x1") < text.Right - 1 && text.Left + 1 < Number(wire, "x2") && text.Top < Number(wire, "y1") && Number(wire, "y1") < text.Bottom, $"{board}/{path}: a wire crosses \"{text.Words}\""));
            }
        }
    }

    [Fact]
    public void The_three_languages_have_the_same_words_and_say_them_in_their_own_letters()
    {
        var all = Words.Languages.ToDictionary(language => language, language => JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(Repository.Path("hw", "RoomGuard.Wiring", "Words", language + ".json")))!);
        var keys = all.ToDictionary(words => words.Key, words => words.Value.SelectMany(group => group.Value.Keys.Select(key => $"{group.Key}.{key}")).ToList());

        Assert.Equal(keys["en"], keys["kk"]);
        Assert.Equal(keys["en"], keys["ru"]);
        Assert.All(all["kk"].Concat(all["ru"]).SelectMany(group => group.Value), word => Assert.Contains(word.Value, letter => letter is >= 'а' and <= 'я' or 'І' or 'і'));
        Assert.All(all["kk"]["note"].Values, note => Assert.Contains(note, letter => "әғқңөұүһі".Contains(letter, StringComparison.Ordinal)));
        Assert.All(all["en"].SelectMany(group => group.Value), word => Assert.DoesNotContain(word.Value, letter => letter is >= 'а' and <= 'я'));
    }

    [Fact]
    public void Every_word_is_used()
    {
        var maps = string.Join('\n', Maps.Boards.Select(row => File.ReadAllText(Maps.PathOf(row.Data))));
        var words = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(Repository.Path("hw", "RoomGuard.Wiring", "Words", "en.json")))!;

        Assert.All(words.Where(group => group.Key != "head").SelectMany(group => group.Value.Keys), key => Assert.Contains($"\"{key}\"", maps, StringComparison.Ordinal));
    }

    private static Box Place(XElement text)
    {
        var size = Number(text, "font-size");
        var width = Canvas.Width(text.Value, size, text.Attribute("font-weight") is not null);
        var x = Number(text, "x");
        var left = (string)text.Attribute("text-anchor")! switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
        var baseline = Number(text, "y");
        return new Box(text.Value, left, baseline - (0.74 * size), left + width, baseline + (0.22 * size));
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private sealed record Box(string Words, double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Box other) => Words.Length > 0 && other.Words.Length > 0 && Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
