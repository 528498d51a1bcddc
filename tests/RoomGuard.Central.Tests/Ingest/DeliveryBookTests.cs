using CsCheck;
using RoomGuard.Central.Ingest;

namespace RoomGuard.Central.Tests.Ingest;

public sealed class DeliveryBookTests
{
    private static readonly BootKey Boot = new("hq", "node-1", "b-1");

    [Fact]
    public void However_packs_are_delivered_each_is_taken_once() => Gen.Select(Gen.Int[0, 2], Gen.Long[1, 30]).Array[0, 200].Sample(deliveries =>
    {
        var book = new DeliveryBook([]);
        var taken = deliveries.Where(delivery => book.TryNote(Pack(delivery.Item1, delivery.Item2))).ToList();

        Assert.Equal(deliveries.Distinct(), taken);
    });

    [Fact]
    public void What_was_stored_before_a_restart_is_known_after_it() => Gen.Long[1, 30].Array[1, 60].Sample(numbers =>
    {
        var before = new DeliveryBook([]);
        foreach (var number in numbers)
        {
            before.TryNote(new PackNumber(Boot, number));
        }

        var stored = before.Of([Boot]).Select(mark => mark with { Sequences = SequenceSet.Parse(mark.Sequences.ToString()) });
        var after = new DeliveryBook(stored);
        Assert.DoesNotContain(numbers, number => after.TryNote(new PackNumber(Boot, number)));
    });

    [Fact]
    public void A_stranger_with_endless_gaps_does_not_grow_our_memory_without_end()
    {
        var book = new DeliveryBook([]);
        for (var number = 1L; number < 3L * SequenceSet.MaxRuns; number += 2)
        {
            Assert.True(book.TryNote(new PackNumber(Boot, number)));
        }

        Assert.Equal(SequenceSet.MaxRuns, book.Of([Boot])[0].Sequences.ToString().Split(',').Length);
    }

    [Fact]
    public void Of_an_agent_that_starts_again_and_again_the_newest_boots_are_known()
    {
        var book = new DeliveryBook([]);
        for (var boot = 1; boot <= 100; boot++)
        {
            book.TryNote(Pack(boot, 1));
        }

        Assert.Null(book.ReceiptOf(Boot));
        Assert.False(book.TryNote(Pack(100, 1)));
        Assert.False(book.TryNote(Pack(100 - DeliveryBook.MaxBootsOfAgent + 1, 1)));
    }

    [Fact]
    public void A_receipt_is_for_its_boot_alone()
    {
        var book = new DeliveryBook([]);
        book.TryNote(Pack(1, 1));
        book.TryNote(Pack(1, 3));
        book.TryNote(Pack(2, 9));

        Assert.Equal(("b-1", 3L, "2"), (book.ReceiptOf(Boot)!.Boot, book.ReceiptOf(Boot)!.Upto, string.Join(',', book.ReceiptOf(Boot)!.Missing)));
        Assert.Null(book.ReceiptOf(Boot with { Boot = "b-3" }));
    }

    private static PackNumber Pack(int boot, long number) => new(Boot with { Boot = $"b-{boot}" }, number);
}
