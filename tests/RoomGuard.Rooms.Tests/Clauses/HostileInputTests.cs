using System.Text;
using CsCheck;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Tests.Clauses;

/// <summary>What comes from a file is hostile: refused, never thrown about, never believed.</summary>
public class HostileInputTests
{
    private static readonly RecordBook Book = Make();

    // The record of an attestation, and the one that came after it: a chain of two.
    private static readonly string Record = Book.Records.Values.First(record => record.Contains("\"attestation/a-1\"", StringComparison.Ordinal));

    private static readonly string Next = Book.Records.Values.First(record => record.Contains($"\"previous\":\"{EvidenceJson.Hash(Record)}\"", StringComparison.Ordinal));

    [Fact]
    public void A_record_with_any_byte_changed_is_found_by_itself_or_by_the_one_after_it() => Gen.Select(Gen.Int[0, Record.Length - 1], Gen.Char[' ', '~']).Sample(
        (place, letter) => AssertFound(new StringBuilder(Record) { [place] = letter }.ToString()), iter: 3000);

    [Fact]
    public void A_record_that_is_cut_or_stretched_is_found_and_throws_nothing() => Gen.Select(Gen.Int[0, Record.Length - 1], Gen.String).Sample(
        (place, more) =>
        {
            AssertFound(Record[..place]);
            AssertFound(Record[..place] + more + Record[place..]);
        },
        iter: 1000);

    private static void AssertFound(string changed)
    {
        var records = new Dictionary<string, string>(Book.Records, StringComparer.Ordinal);
        records.Remove(EvidenceJson.Hash(Record));
        records[EvidenceJson.Hash(changed)] = changed;
        var outcomes = new[] { changed, Next }.Select(record => VerdictReplay.Check(
            record, Book.Evidence.GetValueOrDefault, hash => hash == Catalogue.Current.Hash ? Catalogue.Current : null, records.GetValueOrDefault).Outcome).ToList();
        Assert.Equal(changed == Record, outcomes.TrueForAll(outcome => outcome == ReplayOutcome.Same));
    }

    [Fact]
    public void Evidence_that_was_changed_is_found_though_the_record_is_whole()
    {
        var (hash, text) = Book.Evidence.First(pair => pair.Value.Contains("attestation/a-1", StringComparison.Ordinal));
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char[' ', '~']).Sample((place, letter) =>
        {
            var changed = new StringBuilder(text) { [place] = letter }.ToString();
            var result = VerdictReplay.Check(Record, one => one == hash ? changed : Book.Evidence.GetValueOrDefault(one), one => one == Catalogue.Current.Hash ? Catalogue.Current : null, Book.Records.GetValueOrDefault);
            Assert.Equal(changed == text ? ReplayOutcome.Same : ReplayOutcome.Different, result.Outcome);
        }, iter: 1000);
    }

    [Fact]
    public void Evidence_or_an_edition_that_is_missing_is_said()
    {
        Assert.Equal(ReplayOutcome.Missing, VerdictReplay.Check(Record, _ => null, _ => Catalogue.Current, _ => null).Outcome);
        Assert.Equal(ReplayOutcome.Missing, VerdictReplay.Check(Record, Book.Evidence.GetValueOrDefault, _ => null, _ => null).Outcome);
        Assert.Equal(ReplayOutcome.Missing, VerdictReplay.Check(Next, Book.Evidence.GetValueOrDefault, _ => Catalogue.Current, _ => null).Outcome);
    }

    [Fact]
    public void An_edition_with_any_bytes_changed_is_read_or_refused_and_throws_nothing()
    {
        var bytes = Catalogue.Current.Bytes.ToArray();
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte.Array[1, 8]).Sample((place, more) =>
        {
            var changed = bytes.ToArray();
            more.AsSpan(0, Math.Min(more.Length, changed.Length - place)).CopyTo(changed.AsSpan(place));
            var file = CatalogueReader.Read(changed, "edition.json", out var catalogue);
            Assert.Equal(file.Faults.Count == 0, catalogue is not null);
        }, iter: 150);
    }

    private static RecordBook Make()
    {
        var script = new RoomScript().Hold(0, 20, 10, ("fire-1/fire.fault", false)).Attest("163.7", AttestationStatement.Present, "a-1").Until(400, 10);
        var book = new RecordBook(script.Begun.Concat(script.Effects));
        Assert.All(book.Records.Values, record => Assert.Equal(ReplayOutcome.Same, book.Replay(record).Outcome));
        return book;
    }
}
