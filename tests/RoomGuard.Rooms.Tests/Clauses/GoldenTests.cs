using System.Globalization;
using System.Text.Json;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Testing;

namespace RoomGuard.Rooms.Tests.Clauses;

/// <summary>Cases that a lawyer can read: a folder each, with its story, the evidence, and the verdicts expected of it with the reason why.</summary>
public class GoldenTests
{
    private static readonly string Folder = Repository.Path("tests", "RoomGuard.Rooms.Tests", "Clauses", "Cases");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_at_least_forty_and_each_tells_its_story()
    {
        var cases = Directory.GetDirectories(Folder);
        Assert.True(cases.Length >= 40, $"{cases.Length} cases are too few.");
        Assert.All(cases, one => Assert.True(Read(one, "case.json").GetProperty("story").GetString() is { Length: > 20 }));
        Assert.Equal(Enum.GetValues<VerdictState>().Length, cases.SelectMany(one => Read(one, "expected.json").EnumerateArray()).Select(expected => expected.GetProperty("state").GetString()).Distinct().Count());
        Assert.Empty(Enum.GetValues<ReasonCode>().Select(reason => reason.ToWord()).Except(cases
            .SelectMany(one => Read(one, "expected.json").EnumerateArray()).SelectMany(expected => expected.GetProperty("reasons").EnumerateArray()).Select(reason => reason.GetString()!)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_verdicts_are_those_expected(string name)
    {
        var folder = Path.Combine(Folder, name);
        var @case = Read(folder, "case.json");
        var catalogue = CatalogueBook.Shipped.Find(@case.GetProperty("edition").GetString()!)!;
        var now = DateTimeOffset.Parse(@case.GetProperty("now").GetString()!, CultureInfo.InvariantCulture);
        var terms = ClauseTerms.Read(@case.TryGetProperty("terms", out var own) ? own : JsonElement.Parse("{}"));
        var evidence = Read(folder, "evidence.json").EnumerateArray().Select(EvidenceJson.Read).ToList();
        foreach (var expected in Read(folder, "expected.json").EnumerateArray())
        {
            var item = catalogue.Find(expected.GetProperty("item").GetString()!)!;
            var judgement = VerdictEngine.Judge(item, evidence, terms, now);
            var reasons = expected.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!).Order(StringComparer.Ordinal);
            Assert.Equal($"{item.Id} {expected.GetProperty("state").GetString()} {string.Join(' ', reasons)}", $"{item.Id} {judgement.State.ToWord()} {string.Join(' ', judgement.Reasons.Select(reason => reason.ToWord()).Order(StringComparer.Ordinal))}");
            Assert.NotEmpty(expected.GetProperty("because").GetString()!);

            var record = VerdictRecord.Make(new VerdictPlace("hq/srv-1", item.Id, catalogue, terms), judgement, evidence, (now, now), "");
            var texts = record.Inputs.ToDictionary(input => input.Hash, input => input.Content);
            Assert.Equal(ReplayOutcome.Same, VerdictReplay.Check(record.Content, texts.GetValueOrDefault, hash => hash == catalogue.Hash ? catalogue : null, _ => null).Outcome);
        }
    }

    private static JsonElement Read(string folder, string file) => JsonElement.Parse(File.ReadAllText(Path.Combine(folder, file)));
}
