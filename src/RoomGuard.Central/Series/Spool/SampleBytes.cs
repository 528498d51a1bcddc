using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Series.Spool;

/// <summary>Samples as bytes for the spool, both ways. A series is spelled out where it comes first and is a number from then on.</summary>
/// <remarks>One sample: number of its series (a new one is followed by five texts), UTC ticks, quality, kind, value. Texts are UTF-16 in the order of this machine: whatever was in them comes back.</remarks>
internal static class SampleBytes
{
    // Highest number of a series, and longest text in characters, that is believed when it is read.
    private const int MaxSeries = 1_000_000;
    private const int MaxText = 64 * 1024;

    /// <summary>Writes samples from <paramref name="start"/> on, until the end or until more than <paramref name="limit"/> bytes are written.</summary>
    /// <returns>How many samples were written, at least one when there is one.</returns>
    public static int Write(ArrayBufferWriter<byte> output, IReadOnlyList<SeriesSample> samples, int start, int limit)
    {
        var series = new Dictionary<(PointId Point, string Agent), int>();
        var written = 0;
        for (var i = start; i < samples.Count && output.WrittenCount <= limit; i++, written++)
        {
            var (sample, agent) = samples[i];
            WriteSeries(output, series, sample.Point, agent);
            WriteValue(output, sample);
        }

        return written;
    }

    /// <summary>Reads what <see cref="Write"/> wrote. False for anything else, without throwing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> input, out List<SeriesSample> samples)
    {
        samples = [];
        var series = new List<(PointId Point, string Agent)>();
        while (!input.IsEmpty)
        {
            if (!TryReadSeries(ref input, series, out var key) || !TryReadValue(ref input, key.Point, out var sample))
            {
                return false;
            }

            samples.Add(new SeriesSample(sample!, key.Agent));
        }

        return true;
    }

    private static void WriteSeries(ArrayBufferWriter<byte> output, Dictionary<(PointId Point, string Agent), int> series, PointId point, string agent)
    {
        if (series.TryGetValue((point, agent), out var number))
        {
            WriteInteger(output, number);
            return;
        }

        WriteInteger(output, series.Count);
        series[(point, agent)] = series.Count;
        foreach (var text in (ReadOnlySpan<string>)[point.Site, point.Room, point.Equipment, point.Signal, agent])
        {
            WriteText(output, text);
        }
    }

    private static bool TryReadSeries(ref ReadOnlySpan<byte> input, List<(PointId Point, string Agent)> series, out (PointId Point, string Agent) key)
    {
        key = default;
        if (!TryReadInteger(ref input, MaxSeries, out var number) || number > series.Count)
        {
            return false;
        }

        if (number == series.Count)
        {
            if (!TryReadText(ref input, out var site) || !TryReadText(ref input, out var room) || !TryReadText(ref input, out var equipment)
                || !TryReadText(ref input, out var signal) || !TryReadText(ref input, out var agent))
            {
                return false;
            }

            series.Add((new PointId(site, room, equipment, signal), agent));
        }

        key = series[number];
        return true;
    }

    private static void WriteValue(ArrayBufferWriter<byte> output, Sample sample)
    {
        var head = output.GetSpan(10);
        BinaryPrimitives.WriteInt64LittleEndian(head, sample.At.UtcTicks);
        (head[8], head[9]) = ((byte)sample.Quality, (byte)sample.Reading.Kind);
        output.Advance(10);
        switch (sample.Reading.Kind)
        {
            case ReadingKind.Number:
                BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), sample.Reading.Number);
                output.Advance(sizeof(double));
                break;
            case ReadingKind.Text:
                WriteText(output, sample.Reading.Text);
                break;
            case ReadingKind.Flag:
                WriteInteger(output, sample.Reading.Flag ? 1 : 0);
                break;
            default:
                WriteInteger(output, (int)sample.Reading.Absence);
                break;
        }
    }

    private static bool TryReadValue(ref ReadOnlySpan<byte> input, PointId point, out Sample? sample)
    {
        sample = null;
        if (input.Length < 10)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64LittleEndian(input);
        var (quality, kind) = ((TimeQuality)input[8], (ReadingKind)input[9]);
        input = input[10..];
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks || quality > TimeQuality.Unsynced || !TryReadReading(ref input, kind, out var reading))
        {
            return false;
        }

        sample = new Sample(point, new DateTimeOffset(ticks, TimeSpan.Zero), reading, quality);
        return true;
    }

    private static bool TryReadReading(ref ReadOnlySpan<byte> input, ReadingKind kind, out Reading reading)
    {
        reading = default;
        switch (kind)
        {
            case ReadingKind.Number when input.Length >= sizeof(double) && double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(input)):
                reading = Reading.Of(BinaryPrimitives.ReadDoubleLittleEndian(input));
                input = input[sizeof(double)..];
                return true;
            case ReadingKind.Text when TryReadText(ref input, out var text):
                reading = Reading.Of(text);
                return true;
            case ReadingKind.Flag when TryReadInteger(ref input, 1, out var flag):
                reading = Reading.Of(flag == 1);
                return true;
            case ReadingKind.Absent when TryReadInteger(ref input, (int)AbsenceReason.Disabled, out var reason):
                reading = Reading.Absent((AbsenceReason)reason);
                return true;
            default:
                return false;
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> output, string text)
    {
        WriteInteger(output, text.Length);
        output.Write(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static bool TryReadText(ref ReadOnlySpan<byte> input, out string text)
    {
        text = "";
        if (!TryReadInteger(ref input, MaxText, out var length) || input.Length < sizeof(char) * length)
        {
            return false;
        }

        text = new string(MemoryMarshal.Cast<byte, char>(input[..(sizeof(char) * length)]));
        input = input[(sizeof(char) * length)..];
        return true;
    }

    // Seven bits a byte, the lowest first; the eighth says that more follow.
    private static void WriteInteger(ArrayBufferWriter<byte> output, int number)
    {
        var span = output.GetSpan(5);
        var count = 0;
        for (var rest = (uint)number; ; rest >>= 7)
        {
            span[count++] = (byte)(rest > 0x7F ? rest | 0x80 : rest);
            if (rest <= 0x7F)
            {
                break;
            }
        }

        output.Advance(count);
    }

    private static bool TryReadInteger(ref ReadOnlySpan<byte> input, int max, out int number)
    {
        number = 0;
        var sum = 0L;
        for (var i = 0; i < input.Length && i < 5; i++)
        {
            sum |= (long)(input[i] & 0x7F) << (7 * i);
            if ((input[i] & 0x80) == 0)
            {
                input = input[(i + 1)..];
                number = (int)Math.Min(sum, int.MaxValue);
                return sum <= max;
            }
        }

        return false;
    }
}
