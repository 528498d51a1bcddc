using System.Text.Json;
using System.Text.RegularExpressions;
using RoomGuard.Contract.Signals;

namespace RoomGuard.House.Tests;

public sealed partial class DocumentTests
{
    [Fact]
    public void The_README_is_short_and_shows_the_page()
    {
        Assert.InRange(SourceTree.Lines("README.md").Length, 20, 150);
        Assert.Contains("docs/pictures/room.png", SourceTree.Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_that_documents_name_exist() =>
        SourceTree.AssertNone(
            from document in SourceTree.Files(".", "*.md")
            from Match match in BacktickedPath().Matches(SourceTree.Read(document))
            let path = match.Groups[1].Value
            let beside = Path.Combine(SourceTree.Root, Path.GetDirectoryName(document)!, path)
            where !Path.Exists(Path.Combine(SourceTree.Root, path)) && !Path.Exists(beside)
            select $"{document} names {path}");

    [Fact]
    public void Links_and_pictures_of_documents_exist() =>
        SourceTree.AssertNone(
            from document in SourceTree.Files(".", "*.md")
            from Match match in RelativeLink().Matches(SourceTree.Read(document))
            let path = match.Groups[1].Value
            where !Path.Exists(Path.Combine(SourceTree.Root, Path.GetDirectoryName(document)!, path))
            select $"{document} links {path}");

    [Fact]
    public void Decisions_are_numbered_without_a_gap_and_have_their_three_parts()
    {
        var decisions = SourceTree.Files("docs/decisions", "*.md").ToList();
        Assert.NotEmpty(decisions);
        Assert.Equal(Enumerable.Range(1, decisions.Count).Select(number => $"{number:0000}"), decisions.Select(path => Path.GetFileName(path)[..4]));
        SourceTree.AssertNone(
            from decision in decisions
            let text = SourceTree.Read(decision)
            where !(text.Contains("## Context", StringComparison.Ordinal) && text.Contains("## Decision", StringComparison.Ordinal) && text.Contains("## Consequences", StringComparison.Ordinal))
            select decision);
    }

    [Fact]
    public void Resource_files_have_the_same_keys_in_the_three_languages()
    {
        var folders = SourceTree.Files("src", "kk.json").Select(path => Path.GetDirectoryName(path)!).ToList();
        Assert.NotEmpty(folders);
        SourceTree.AssertNone(
            from folder in folders
            let keys = new[] { "kk", "ru", "en" }.Select(language => Keys(Path.Combine(folder, language + ".json"))).ToList()
            from key in keys.SelectMany(set => set).Distinct()
            where keys.Any(set => !set.Contains(key))
            select $"{folder}: {key} is not in all three languages");
    }

    [Fact]
    public void Dashboards_query_only_signals_of_the_catalogue()
    {
        var dashboards = SourceTree.Files("dashboards", "*.json").ToList();
        Assert.NotEmpty(dashboards);
        SourceTree.AssertNone(
            from dashboard in dashboards
            from Match match in FromClause().Matches(SourceTree.Read(dashboard))
            let measurement = match.Groups[1].Value
            where SignalCatalogue.Find(measurement) is null
            select $"{dashboard} queries {measurement}");
    }

    [Fact]
    public void Every_profile_comes_with_a_recording_and_its_expected_readings() =>
        SourceTree.AssertNone(
            from profile in SourceTree.Files("src/RoomGuard.Devices/Profiles", "*.json")
            let cases = Path.Combine(SourceTree.Root, "tests/RoomGuard.Devices.Tests/Profiles", Path.GetFileNameWithoutExtension(profile))
            where !File.Exists(Path.Combine(cases, "recording.snmprec")) || !File.Exists(Path.Combine(cases, "expected.json"))
            select $"{profile} has no recording.snmprec and expected.json in {Path.GetRelativePath(SourceTree.Root, cases)}");

    private static HashSet<string> Keys(string file)
    {
        using var document = JsonDocument.Parse(SourceTree.Read(file));
        return [.. Flatten("", document.RootElement)];
    }

    private static IEnumerable<string> Flatten(string path, JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Flatten(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value))
        : [path + (string.IsNullOrWhiteSpace(element.GetString()) ? " (empty)" : "")];

    [GeneratedRegex(@"`((?:src|tests|bench|docs|eng|dashboards|firmware-config|hw|\.ci)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex BacktickedPath();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
    private static partial Regex RelativeLink();

    [GeneratedRegex("FROM \\\\\"([^\\\\]+)\\\\\"")]
    private static partial Regex FromClause();
}
