using CsCheck;
using RoomGuard.Central.Ingest;

namespace RoomGuard.Central.Tests.Ingest;

public sealed class SequenceSetTests
{
    [Fact]
    public void It_holds_exactly_what_was_added_whatever_the_order() => Gen.Long[1, 60].Array[0, 80].Sample(numbers =>
    {
        var set = Of(numbers);
        var text = SequenceSet.Parse(set.ToString());
        for (var number = 1L; number <= 61; number++)
        {
            Assert.Equal(numbers.Contains(number), set.Contains(number));
            Assert.Equal(numbers.Contains(number), text.Contains(number));
        }
    });

    [Fact]
    public void A_receipt_names_exactly_the_numbers_that_are_missing() => Gen.Long[1, 60].Array[0, 80].Sample(numbers =>
    {
        var (upto, missing) = Of(numbers).Receipt();
        Assert.Equal(numbers.DefaultIfEmpty(0).Max(), upto);
        Assert.Equal(Enumerable.Range(1, (int)upto).Select(number => (long)number).Except(numbers), missing);
    });

    [Fact]
    public void A_receipt_never_lets_an_agent_throw_away_what_is_not_stored()
    {
        // 1001 gaps of one number each: the receipt can name 1000 and ends before the next.
        var set = Of([.. Enumerable.Range(0, 1002).Select(i => 1L + (2 * i))]);
        var (upto, missing) = set.Receipt();

        Assert.Equal(SequenceSet.MaxMissing, missing.Count);
        Assert.Equal(2001, upto);
        Assert.True(set.Contains(2003));
        Assert.Equal((0, 0), (Of([5000]).Receipt().Upto, Of([5000]).Receipt().Missing.Count));
    }

    [Fact]
    public void Numbers_that_follow_each_other_are_one_run() => Assert.Equal("1-5,7,9-10", Of([3, 1, 2, 10, 5, 7, 4, 9]).ToString());

    [Fact]
    public void The_largest_numbers_do_no_harm()
    {
        var set = Of([long.MaxValue, long.MaxValue - 1, 1]);

        Assert.True(set.Contains(long.MaxValue));
        Assert.Equal(1, set.Receipt().Upto);
    }

    private static SequenceSet Of(IEnumerable<long> numbers) => numbers.Aggregate(SequenceSet.Empty, (set, number) => set.Add(number));
}
