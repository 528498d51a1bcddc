using System.Text;
using CsCheck;
using RoomGuard.Contract.Files;

namespace RoomGuard.Contract.Tests.Files;

public sealed class SettingsFileTests
{
    [Fact]
    public void Every_fault_is_named_with_its_line_at_once()
    {
        var file = Parse("""
            {
              // the broker
              "host": "",
              "port": 99999,
              "period": "3 weeks",
              "mode": "blue",
              "prot": 1,
            }
            """);
        file.Root.GetText("host");
        file.Root.GetInteger("port", 1, 65535);
        file.Root.GetDuration("period", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(10));
        file.Root.GetChoice("mode", new Dictionary<string, int> { ["red"] = 1, ["green"] = 2 });
        file.Root.GetText("site");
        Assert.Equal(
            [
                "f.json:1: site is missing.",
                "f.json:3: host must be a text that is not empty.",
                "f.json:4: port is 99999; it must be a whole number from 1 to 65535.",
                "f.json:5: period is \"3 weeks\"; it must be a span of time from 1 s to 10 min, such as \"10 s\".",
                "f.json:6: mode is \"blue\"; it must be one of red, green.",
                "f.json:7: prot is not known here; known are host, mode, period, port, site.",
            ],
            file.Close().Select(fault => fault.ToString()));
    }

    [Fact]
    public void Lists_and_sections_name_the_place_of_a_fault()
    {
        var file = Parse("""
            { "inputs": [ { "room": "a" },
                          { "room": 5 } ], "names": ["x", 7] }
            """);
        foreach (var input in file.Root.GetSections("inputs"))
        {
            input.GetText("room");
        }

        file.Root.GetTexts("names");
        Assert.Equal(
            ["f.json:2: inputs[1].room is 5; it must be a text: put it in quotes.", "f.json:2: names[1] is 7; it must be a text."],
            file.Close().Select(fault => fault.ToString()));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("[]", 1)]
    [InlineData("{\n\"a\": 1,\n\"b\" 2}", 3)]
    [InlineData("{} trailing", 1)]
    [InlineData("{\"a\":\"\\ud800\"}", 1)]
    public void A_file_that_is_not_a_JSON_object_is_one_fault_at_its_line(string text, int line)
    {
        var file = Parse(text);
        Assert.Equal(line, Assert.Single(file.Faults).Line);
    }

    [Fact]
    public void A_key_that_is_there_twice_is_a_fault() => Assert.Contains("is there twice", Parse("{\"a\":1,\"a\":2}").Faults[0].Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_does_not_exist_is_a_fault_and_not_an_exception() =>
        Assert.Contains("cannot be read", Assert.Single(SettingsFile.Read("/nowhere/at/all.json").Faults).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_bytes_are_parsed_or_refused_without_a_throw() =>
        Gen.Byte.Array[0, 100].Sample(bytes => SettingsFile.Parse(bytes, "f").Close().Count >= 0, iter: 10_000);

    [Theory]
    [InlineData("10 s", 10_000)]
    [InlineData("10s", 10_000)]
    [InlineData("500 ms", 500)]
    [InlineData("1.5 min", 90_000)]
    [InlineData("2 h", 7_200_000)]
    [InlineData("1 d", 86_400_000)]
    public void Spans_are_read_as_people_write_them(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var span));
        Assert.Equal(milliseconds, span.TotalMilliseconds);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1 s")]
    [InlineData("1e9 d")]
    [InlineData("99999999999 d")]
    [InlineData("1 week")]
    public void Other_spans_are_refused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void A_span_that_is_shown_is_read_back() =>
        Gen.Int[1, int.MaxValue].Select(ms => TimeSpan.FromMilliseconds(ms)).Sample(span => Duration.TryParse(Duration.Show(span), out var back) && back == span);

    private static SettingsFile Parse(string text) => SettingsFile.Parse(Encoding.UTF8.GetBytes(text), "f.json");
}
