using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Central.Options;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Spool;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Series.Spool;

public sealed class SeriesSpoolTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TestMeters _meters = new();

    public void Dispose()
    {
        _meters.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task After_a_power_cut_at_any_byte_every_batch_that_was_whole_is_there_and_nothing_else()
    {
        var batches = Enumerable.Range(0, 6).Select(Batch).ToArray();
        var (bytes, ends) = await WriteAsync(batches);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var (read, lost) = await ReadAsync(bytes[..length]);
            var whole = ends.Count(end => end <= length);
            Assert.Equal(batches.Take(whole).SelectMany(batch => batch), read);
            Assert.Equal(length - ends.Where(end => end <= length).DefaultIfEmpty(0).Max(), lost);
        }
    }

    [Fact]
    public async Task A_bit_that_fell_over_costs_its_own_batch_or_what_lies_behind_it_and_never_makes_a_sample_up()
    {
        var batches = Enumerable.Range(0, 4).Select(Batch).ToArray();
        var written = batches.SelectMany(batch => batch).ToHashSet();
        var (bytes, ends) = await WriteAsync(batches);
        for (var place = 0; place < bytes.Length; place++)
        {
            var damaged = bytes.ToArray();
            damaged[place] ^= (byte)(1 << (place % 8));
            var (read, lost) = await ReadAsync(damaged);
            Assert.True(read.All(written.Contains));
            Assert.Equal(batches.Take(ends.Count(end => end <= place)).SelectMany(batch => batch), read.Take(ends.Count(end => end <= place) * 3));
            Assert.InRange(lost, 1, bytes.Length);
        }
    }

    [Fact]
    public async Task Anybodys_bytes_in_the_folder_are_passed_over_and_counted()
    {
        var random = new Random(163);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(400)];
            random.NextBytes(bytes);
            var (read, lost) = await ReadAsync(bytes);
            Assert.Empty(read);
            Assert.Equal(bytes.Length, lost);
        }
    }

    [Fact]
    public async Task What_an_earlier_run_kept_is_found_oldest_first_and_never_written_to()
    {
        using (var first = Spool())
        {
            Assert.True((await first.KeepAsync(Batch(1), Stop)).IsKept);
        }

        using var second = Spool();
        Assert.True((await second.KeepAsync(Batch(2), Stop)).IsKept);
        Assert.Equal(2, Directory.GetFiles(_scratch.Path("data", "spool")).Length);
        var oldest = await second.OldestAsync(Stop);
        Assert.Equal(Batch(1), (await ReadAsync(await File.ReadAllBytesAsync(oldest!, Stop))).Samples);
        await second.RemoveAsync(oldest!, Stop);
        Assert.Equal(Batch(2), (await ReadAsync(await File.ReadAllBytesAsync((await second.OldestAsync(Stop))!, Stop))).Samples);
        await second.RemoveAsync((await second.OldestAsync(Stop))!, Stop);
        Assert.Null(await second.OldestAsync(Stop));
        Assert.Equal(0, second.Bytes);
        Assert.True((await second.KeepAsync(Batch(3), Stop)).IsKept);
    }

    [Fact]
    public async Task The_disk_is_filled_to_its_bound_and_no_further()
    {
        using var spool = Spool(1);
        var big = Enumerable.Range(0, 2_000).Select(i => new SeriesSample(Given.Sample("acs-1/acs.event", Reading.Of(new string('x', 50)), i), "n")).ToArray();
        var kept = 0;
        while (await spool.KeepAsync(big, Stop) is var verdict && verdict.IsKept)
        {
            Assert.True(++kept < 100);
        }

        Assert.InRange(kept, 1, 10);
        Assert.InRange(spool.Bytes, 1, 1024 * 1024);
        Assert.Contains("of 1 MiB", (await spool.KeepAsync(big, Stop)).Reason, StringComparison.Ordinal);
        await spool.RemoveAsync((await spool.OldestAsync(Stop))!, Stop);
        Assert.True((await spool.KeepAsync(big, Stop)).IsKept);
    }

    [Fact]
    public async Task Only_our_own_account_may_read_the_folder()
    {
        using var spool = Spool();
        await spool.KeepAsync(Batch(1), Stop);

        foreach (var folder in new[] { _scratch.Path("data"), _scratch.Path("data", "spool") })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(folder).UnixFileMode);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SeriesSpool Spool(int megabytes = 10) => new(_scratch.Path("data", "spool"), new SpoolOptions { MaxMegabytes = megabytes }, _meters.Central, NullLogger<SeriesSpool>.Instance);

    private static SeriesSample[] Batch(int number) =>
    [
        new SeriesSample(Given.Sample("probe-1/env.temp", Reading.Of(20.5 + number), number), "node-1"),
        new SeriesSample(Given.Sample("acs-1/acs.event", Reading.Of("кіру"), number), "node-1"),
        new SeriesSample(Given.Sample("probe-1/env.temp", Reading.Absent(AbsenceReason.Silent), number + 0.5), "node-2"),
    ];

    // The bytes of one file, and where in it each batch ends.
    private async Task<(byte[] Bytes, List<long> Ends)> WriteAsync(IEnumerable<SeriesSample[]> batches)
    {
        using var spool = Spool();
        var ends = new List<long>();
        foreach (var batch in batches)
        {
            Assert.True((await spool.KeepAsync(batch, Stop)).IsKept);
            ends.Add(spool.Bytes);
        }

        return (await File.ReadAllBytesAsync((await spool.OldestAsync(Stop))!, Stop), ends);
    }

    private static async Task<(List<SeriesSample> Samples, long Lost)> ReadAsync(byte[] bytes)
    {
        var reader = new SpoolReader(new MemoryStream(bytes));
        var samples = new List<SeriesSample>();
        while (await reader.ReadAsync(Stop) is { } batch)
        {
            samples.AddRange(batch);
        }

        return (samples, reader.LostBytes);
    }
}
