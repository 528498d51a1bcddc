using System.Text;
using RoomGuard.Agent.Watching;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Watching;

public sealed class WitnessBookTests : IDisposable
{
    private readonly JournalHeads _centre = new();
    private readonly WitnessBook _book = new();

    public void Dispose() => _centre.Dispose();

    [Fact]
    public void Journals_that_grow_are_kept_as_they_came_and_nothing_is_kept_twice()
    {
        var first = _centre.Message(1, JournalHeads.Head("35.1", 1));
        Assert.Equal(Witnessed.Kept, Take(first));
        Assert.Equal(Witnessed.Known, Take(first));
        Assert.Equal(Witnessed.Kept, Take(_centre.Message(2, JournalHeads.Head("35.1", 3), JournalHeads.Head("35.7", 1))));
        Assert.Equal(Witnessed.Known, Take(first));
        Assert.Equal(Witnessed.Kept, Take(_centre.Message(5, JournalHeads.Head("35.1", 3, marks: 1), JournalHeads.Head("35.7", 1))));
        Assert.Null(_book.Contradiction);
        Assert.Equal(3, _book.Lines.Count());
        Assert.Equal(first, _book.Lines.First());
    }

    [Fact]
    public void What_came_in_several_lines_is_kept_in_one()
    {
        Assert.Equal(Witnessed.Kept, Take(_centre.Message(1).Replace(",\"signature\"", ",\r\n\"signature\"", StringComparison.Ordinal)));
        Assert.DoesNotContain('\n', Assert.Single(_book.Lines));
        Assert.True(Contract.Messages.SignedCheckpoint.TryRead(Encoding.UTF8.GetBytes(_book.Lines.First()), out _));
    }

    [Theory]
    [InlineData(3, "35.1:1", "in checkpoint 3 journal 35.1 has 1 entries; it had 2")]
    [InlineData(3, "35.1:2:rewritten", "in checkpoint 3 journal 35.1 has another entry 2 than before")]
    [InlineData(3, "35.7:5", "in checkpoint 3 journal 35.1 is not there; it had 2 entries")]
    [InlineData(2, "35.1:3", "checkpoint 2 came after checkpoint 2")]
    [InlineData(1, "35.1:3", "checkpoint 1 came after checkpoint 2")]
    public void A_journal_that_got_shorter_or_was_rewritten_is_a_contradiction_that_stands(int no, string head, string contradiction)
    {
        Take(_centre.Message(2, JournalHeads.Head("35.1", 2)));
        var parts = head.Split(':');
        Assert.Equal(Witnessed.Kept, Take(_centre.Message(no, JournalHeads.Head(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), parts.ElementAtOrDefault(2) ?? ""))));
        Assert.Equal(contradiction, _book.Contradiction);
        Take(_centre.Message(9, JournalHeads.Head("35.1", 100), JournalHeads.Head("35.7", 100)));
        Assert.Equal(contradiction, _book.Contradiction);
    }

    [Fact]
    public void Marks_that_vanish_are_a_contradiction()
    {
        Take(_centre.Message(1, JournalHeads.Head("35.1", 1, marks: 2)));
        Take(_centre.Message(2, JournalHeads.Head("35.1", 2, marks: 1)));
        Assert.Equal("in checkpoint 2 journal 35.1 has 1 marks; it had 2", _book.Contradiction);
    }

    [Fact]
    public void A_slow_shortening_is_measured_against_the_longest_that_was_seen()
    {
        Take(_centre.Message(1, JournalHeads.Head("35.1", 9)));
        Take(_centre.Message(2, JournalHeads.Head("35.1", 12)));
        Assert.Null(_book.Contradiction);
        Take(_centre.Message(3, JournalHeads.Head("35.1", 10)));
        Assert.NotNull(_book.Contradiction);
    }

    [Fact]
    public void Another_key_is_told_once_and_is_no_contradiction()
    {
        using var other = new JournalHeads();
        Take(_centre.Message(1));
        Assert.Equal(Witnessed.Kept, _book.Take(Encoding.UTF8.GetBytes(other.Message(2)), out var before));
        Assert.Equal((_centre.KeyHash, other.KeyHash), (before, _book.Key));
        _book.Take(Encoding.UTF8.GetBytes(other.Message(3)), out before);
        Assert.Null(before);
        Assert.Null(_book.Contradiction);
    }

    [Fact]
    public void What_is_no_checkpoint_or_forged_is_counted_and_not_kept()
    {
        Assert.Equal(Witnessed.Refused, Take("hello"));
        var words = _centre.Words(1, JournalHeads.Head("35.1", 12));
        Assert.Equal(Witnessed.Forged, Take(_centre.Message(words, words.Replace("\"no\":12", "\"no\":11", StringComparison.Ordinal))));
        Assert.Equal(2, _book.Refused);
        Assert.True(_book.IsEmpty);
        Assert.Null(_book.Key);
    }

    [Fact]
    public void The_oldest_go_beyond_500_lines()
    {
        for (var no = 1; no <= WitnessBook.MaxLines + 3; no++)
        {
            Take(_centre.Message(no));
        }

        Assert.Equal(WitnessBook.MaxLines, _book.Lines.Count());
        Assert.Equal(_centre.Words(4), Words(_book.Lines.First()));
    }

    [Fact]
    public void The_oldest_go_beyond_1_MiB()
    {
        var padding = new string(' ', 60_000);
        for (var no = 1; no <= 20; no++)
        {
            Take(_centre.Message(no) + padding);
        }

        Assert.InRange(_book.Lines.Sum(line => Encoding.UTF8.GetByteCount(line) + 1), WitnessBook.MaxFileBytes - 61_000, WitnessBook.MaxFileBytes);
        Assert.Equal(_centre.Words(20), Words(_book.Lines.Last()));
    }

    private Witnessed Take(string message) => _book.Take(Encoding.UTF8.GetBytes(message), out _);

    private static string Words(string line) => line[14..(line.IndexOf(",\"publicKey\"", StringComparison.Ordinal))];
}
