using System.Buffers;
using CsCheck;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Spool;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Tests.Series.Spool;

public sealed class SampleBytesTests
{
    private static readonly Gen<Reading> Readings = Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(Reading.Of),
        Gen.Bool.Select(Reading.Of),
        Gen.String.Select(Reading.Of),
        Gen.Int[0, 5].Select(reason => Reading.Absent((AbsenceReason)reason)));

    private static readonly Gen<SeriesSample> Samples = Gen.Select(Gen.String[0, 12], Gen.String[0, 12], Readings, Gen.Long[0, DateTimeOffset.MaxValue.Ticks], Gen.Int[0, 2]).Select(
        (equipment, agent, reading, ticks, quality) =>
            new SeriesSample(new Sample(new PointId("hq", "srv-1", equipment, "env.temp"), new DateTimeOffset(ticks, TimeSpan.Zero), reading, (TimeQuality)quality), agent));

    [Fact]
    public void Whatever_is_written_is_read_back() => Samples.Array[0, 60].Sample(samples =>
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Equal(samples.Length, SampleBytes.Write(output, samples, 0, int.MaxValue));
        Assert.True(SampleBytes.TryRead(output.WrittenSpan, out var read));
        Assert.Equal(samples, read);
    });

    [Fact]
    public void A_limit_ends_a_batch_and_the_next_one_starts_where_it_ended()
    {
        var samples = Enumerable.Range(0, 1_000).Select(i => new SeriesSample(Given.Sample("probe-1/env.temp", Reading.Of((double)i), i), "n")).ToArray();
        var read = new List<SeriesSample>();
        var batches = 0;
        for (var start = 0; start < samples.Length; batches++)
        {
            var output = new ArrayBufferWriter<byte>();
            start += SampleBytes.Write(output, samples, start, 2_000);
            Assert.InRange(output.WrittenCount, 1, 2_300);
            Assert.True(SampleBytes.TryRead(output.WrittenSpan, out var some));
            read.AddRange(some);
        }

        Assert.InRange(batches, 9, 12);
        Assert.Equal(samples, read);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_never_more()
    {
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            SampleBytes.TryRead(bytes, out _);
        });

        // Bytes that are almost right reach further in.
        Gen.Select(Samples.Array[1, 8], Gen.Int[0, 100_000], Gen.Byte).Sample((samples, place, put) =>
        {
            var output = new ArrayBufferWriter<byte>();
            SampleBytes.Write(output, samples, 0, int.MaxValue);
            var bytes = output.WrittenSpan.ToArray();
            bytes[place % bytes.Length] = put;
            SampleBytes.TryRead(bytes, out _);
            SampleBytes.TryRead(bytes.AsSpan(0, place % bytes.Length), out _);
        });
    }
}
