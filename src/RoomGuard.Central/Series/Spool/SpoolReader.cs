namespace RoomGuard.Central.Series.Spool;

/// <summary>Reads one file of the spool, batch after batch, and counts what a power cut or a bad disk has taken. For one loop.</summary>
internal sealed class SpoolReader(Stream file)
{
    private readonly byte[] _header = new byte[SpoolFrame.HeaderBytes];

    /// <summary>Bytes that were not whole batches: most often the batch that was being written at a power cut, which nobody was told of.</summary>
    public long LostBytes { get; private set; }

    /// <summary>The next batch; null at the end.</summary>
    /// <exception cref="IOException">The disk does not give it.</exception>
    public async Task<IReadOnlyList<SeriesSample>?> ReadAsync(CancellationToken stop)
    {
        while (true)
        {
            var start = file.Position;
            var count = await file.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, stop);
            if (count == 0)
            {
                return null;
            }

            if (!SpoolFrame.TryReadHeader(_header.AsSpan(0, count), out var length, out var checksum) || file.Length - file.Position < length)
            {
                LostBytes += file.Length - start;
                file.Position = file.Length;
                return null;
            }

            var content = new byte[length];
            await file.ReadExactlyAsync(content, stop);
            if (Checksum.Of(content) == checksum && SampleBytes.TryRead(content, out var samples))
            {
                return samples;
            }

            // The header holds, so the next batch can be found behind this one.
            LostBytes += SpoolFrame.HeaderBytes + length;
        }
    }
}
