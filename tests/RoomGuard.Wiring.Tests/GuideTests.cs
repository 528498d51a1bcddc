using System.Text.RegularExpressions;
using RoomGuard.Testing;

namespace RoomGuard.Wiring.Tests;

/// <summary>What an installer holds in hand.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void The_acceptance_sheet_asks_the_same_in_the_three_languages()
    {
        var shapes = new[] { "kk", "ru", "en" }.Select(language => string.Join('\n', File.ReadLines(Repository.Path("hw", $"acceptance.{language}.md")).Select(Shape))).ToList();

        Assert.Single(shapes.Distinct());
        Assert.InRange(shapes[0].Split('\n').Count(line => line.StartsWith("| No ", StringComparison.Ordinal)), 30, 60);
    }

    [Fact]
    public void Every_file_of_the_guides_commands_is_there()
    {
        var named = Commands().Matches(File.ReadAllText(Repository.Path("hw", "start.md"))).SelectMany(block => FileName().Matches(block.Value)).Select(match => match.Value).Distinct().ToList();

        Assert.InRange(named.Count, 6, 30);
        Assert.All(named, name => Assert.True(File.Exists(Repository.Path("firmware-config", name)), $"hw/start.md names firmware-config/{name}"));
    }

    [Theory]
    [InlineData("start.kk.md")]
    [InlineData("start.ru.md")]
    public void The_guides_commands_are_the_same_in_every_language(string guide) => Assert.Equal(CommandsOf("start.md"), CommandsOf(guide));

    [Fact]
    public void Every_driver_that_names_its_wiring_names_a_heading_that_is_there()
    {
        var headings = File.ReadLines(Repository.Path("hw", "README.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).ToHashSet(StringComparer.Ordinal);
        var named = Directory.EnumerateFiles(Repository.Path("src", "RoomGuard.Devices"), "README.md", SearchOption.AllDirectories).SelectMany(path => Heading().Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, headings));
    }

    // What stands behind # is a remark, in the reader's language.
    private static string[] CommandsOf(string guide) => [.. Commands().Matches(File.ReadAllText(Repository.Path("hw", guide))).SelectMany(block => block.Value.Split('\n')).Select(line => line.Split(" #")[0].TrimEnd())];

    // Numbers of rows and what is a command are the same in every language; the rest of a line is its number of cells.
    private static string Shape(string line) => RowNumber().IsMatch(line) ? $"| No {RowNumber().Match(line).Groups[1].Value} {string.Join(' ', Code().Matches(line).Select(match => match.Value))} {line.Count(letter => letter == '|')}"
        : line.Length == 0 || line[0] is '#' ? line.Split(' ')[0] : $"{line.Count(letter => letter == '|')} {string.Join(' ', Code().Matches(line).Select(match => match.Value))}";

    [GeneratedRegex(@"^\| (\d+) \|")]
    private static partial Regex RowNumber();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    [GeneratedRegex("```\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"(?<![/\w])(?:merge\.sh|(?:udev|systemd|rpi-4|rooms|readonly)/[\w./-]+\.\w+)")]
    private static partial Regex FileName();

    [GeneratedRegex("`hw/README.md`, \"([^\"]+)\"")]
    private static partial Regex Heading();
}
