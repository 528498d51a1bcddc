using System.Text.RegularExpressions;

namespace RoomGuard.House.Tests;

public sealed partial class SourceTests
{
    private const int LongestFile = 400;
    private const int LongestTestFile = 600;
    private const int FullestFolder = 15;

    private static readonly string[] ForbiddenWords = ["Helper", "Util", "Utils", "Utility", "Common", "Core", "Shared", "Base", "Impl", "Info", "Manager"];

    private static readonly string[] AllowedNames = ["SnmpManager", "SnmpManagerCounts"];

    [Fact]
    public void No_source_file_outgrows_its_reader() =>
        SourceTree.AssertNone(
            from file in Sources("src", "bench", "hw").Concat(SourceTree.Files("src", "*.razor"))
            let lines = SourceTree.Lines(file).Length
            where lines > LongestFile
            select $"{file} has {lines} lines, at most {LongestFile}");

    [Fact]
    public void No_test_file_outgrows_its_reader() =>
        SourceTree.AssertNone(
            from file in Sources("tests")
            let lines = SourceTree.Lines(file).Length
            where lines > LongestTestFile
            select $"{file} has {lines} lines, at most {LongestTestFile}");

    [Fact]
    public void Nine_of_ten_source_files_have_at_most_220_lines()
    {
        var lengths = Sources("src").Select(file => SourceTree.Lines(file).Length).Order().ToList();
        Assert.InRange(lengths[lengths.Count * 9 / 10], 1, 220);
    }

    [Fact]
    public void No_folder_is_overfull() =>
        SourceTree.AssertNone(
            from folder in Sources("src", "hw").GroupBy(file => Path.GetDirectoryName(file)!, StringComparer.Ordinal)
            where folder.Count() > FullestFolder
            select $"{folder.Key} holds {folder.Count()} source files, at most {FullestFolder}");

    [Fact]
    public void Types_are_called_after_things_of_the_field() =>
        SourceTree.AssertNone(
            from file in Sources("src", "hw")
            from Match match in TypeDeclaration().Matches(SourceTree.Read(file))
            let name = match.Groups[1].Value
            where !AllowedNames.Contains(name) && Words().Matches(name).Any(word => ForbiddenWords.Contains(word.Value))
            select $"{file}: {name}");

    [Fact]
    public void Nobody_turns_a_rule_off() =>
        SourceTree.AssertNone(Hits(Sources("src", "tests", "bench", "hw"), OptOut()));

    [Fact]
    public void No_mark_of_unfinished_work_is_left() =>
        SourceTree.AssertNone(Hits(Sources("src", "bench", "hw").Concat(Sources("tests").Where(file => !file.EndsWith("SourceTests.cs", StringComparison.Ordinal))), Unfinished()));

    [Fact]
    public void Only_the_supervisors_catch_everything() =>
        SourceTree.AssertNone(Hits(Sources("src", "hw"), CatchAll()).Where(hit => !hit.Contains("Supervisor", StringComparison.Ordinal)));

    [Fact]
    public void MQTTnet_is_named_in_one_class_of_a_project() =>
        SourceTree.AssertNone(
            from project in Sources("src").Where(file => MqttNet().IsMatch(SourceTree.Read(file))).GroupBy(file => file.Split('/')[1], StringComparer.Ordinal)
            where project.Select(file => System.IO.Path.GetFileName(file).Split('.')[0]).Distinct(StringComparer.Ordinal).Count() > 1
            select $"{project.Key}: {string.Join(", ", project)}");

    [Fact]
    public void Log_event_numbers_are_unique()
    {
        var uses =
            from file in Sources("src")
            from Match match in LogEvent().Matches(SourceTree.Read(file))
            group file by match.Groups[1].Value;
        SourceTree.AssertNone(uses.Where(use => use.Count() > 1).Select(use => $"{use.Key}: {string.Join(", ", use)}"));
    }

    [Fact]
    public void Decisions_have_no_clock_and_no_files() =>
        SourceTree.AssertNone(Hits(Sources("src/RoomGuard.Rooms"), ClockOrFile()));

    private static IEnumerable<string> Sources(params string[] folders) => folders.SelectMany(folder => SourceTree.Files(folder, "*.cs"));

    private static IEnumerable<string> Hits(IEnumerable<string> files, Regex pattern) =>
        from file in files
        from line in SourceTree.Lines(file).Select((text, index) => (text, number: index + 1))
        where pattern.IsMatch(line.text)
        select $"{file}:{line.number}: {line.text.Trim()}";

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum)\s+([A-Z]\w*)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    [GeneratedRegex(@"^\s*#(nullable\s+disable|region|pragma\s+warning\s+disable)|\basync\s+void\b")]
    private static partial Regex OptOut();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|\bXXX\b|\(Skip\s*=|Assert\.True\(true\)")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"catch\s*\(Exception(\s+\w+)?\)\s*$|catch\s*$|catch\s*\{")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"^using MQTTnet", RegexOptions.Multiline)]
    private static partial Regex MqttNet();

    [GeneratedRegex(@"LoggerMessage\((?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex LogEvent();

    [GeneratedRegex(@"TimeProvider|\bFile\.(Read|Write|Open|Exists|Delete|Move)|\bDirectory\.|HttpClient|\bSocket\b")]
    private static partial Regex ClockOrFile();
}
