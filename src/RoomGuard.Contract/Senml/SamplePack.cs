using System.Buffers;
using System.Text.Json;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Contract.Senml;

/// <summary>Samples as the SenML packs of topic <c>…/live</c> and <c>…/backlog</c>, both ways. Stateless.</summary>
public static class SamplePack
{
    /// <summary>MQTT content type of a pack in JSON.</summary>
    public const string ContentType = "application/senml+json";

    internal const string FaultSuffix = ":fault";

    /// <summary>Writes samples as one pack. Samples of one room should stand together: each change of room costs a base name.</summary>
    /// <exception cref="ArgumentException">A sample's signal is not in the catalogue, or there is no sample.</exception>
    public static byte[] Write(IReadOnlyList<Sample> samples)
    {
        if (samples.Count == 0)
        {
            throw new ArgumentException("A pack has at least one sample.", nameof(samples));
        }

        var buffer = new ArrayBufferWriter<byte>(64 + (samples.Count * 80));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        var baseTicks = UnixMicroseconds(samples[0].At);
        string? room = null;
        for (var i = 0; i < samples.Count; i++)
        {
            var sample = samples[i];
            json.WriteStartObject();
            if (room != sample.Point.RoomPath)
            {
                room = sample.Point.RoomPath;
                json.WriteString("bn", room + "/");
            }

            if (i == 0)
            {
                json.WriteNumber("bt", baseTicks / 1_000_000m);
            }

            WriteSample(json, sample, UnixMicroseconds(sample.At) - baseTicks);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a pack into samples; whatever is wrong is in the refusals, never an exception.</summary>
    /// <param name="now">The reader's clock, UTC.</param>
    /// <param name="quality">The pack's time quality, from its user property.</param>
    public static SampleBatch Read(ReadOnlySpan<byte> utf8, DateTimeOffset now, SenmlLimits limits, TimeQuality quality = TimeQuality.Synced)
    {
        if (PlainPack.Read(utf8, now, limits, quality) is { } plain)
        {
            return new SampleBatch(plain, []);
        }

        return ReadWhole(utf8, now, limits, quality);
    }

    /// <summary>Reads a pack by the whole of RFC 8428; what <see cref="Read"/> gives for any pack, plain or not.</summary>
    internal static SampleBatch ReadWhole(ReadOnlySpan<byte> utf8, DateTimeOffset now, SenmlLimits limits, TimeQuality quality)
    {
        var pack = SenmlDecoder.Decode(utf8, now, limits);
        var samples = new List<Sample>(pack.Records.Count);
        var refusals = new List<Refusal>(pack.Refusals);
        foreach (var (index, record) in pack.Records)
        {
            if (ToSample(record, quality, out var sample) is { } fault)
            {
                refusals.Add(new Refusal(fault.Reason, index, SenmlDecoder.Bounded(fault.Detail)));
            }
            else
            {
                samples.Add(sample!);
            }
        }

        return new SampleBatch(samples, refusals);
    }

    private static (RefusalReason Reason, string Detail)? ToSample(SenmlRecord record, TimeQuality quality, out Sample? sample)
    {
        sample = null;
        var isFault = record.Name.EndsWith(FaultSuffix, StringComparison.Ordinal);
        if (!PointId.TryParse(isFault ? record.Name[..^FaultSuffix.Length] : record.Name, out var point))
        {
            return (RefusalReason.Name, record.Name);
        }

        if (SignalCatalogue.Find(point.Signal) is not { } signal)
        {
            return (RefusalReason.UnknownSignal, point.Signal);
        }

        // Before the range: 294 K is a wrong unit, not an impossible temperature.
        if (record.Number is not null && !string.IsNullOrEmpty(record.Unit) && signal.Unit.Length > 0 && record.Unit != signal.Unit)
        {
            return (RefusalReason.WrongUnit, $"{record.Name} in {record.Unit}, not {signal.Unit}");
        }

        var reading = isFault ? ReadFault(record.Text) : ReadValue(record.Number, record.Text, record.Flag, signal);
        if (reading is not { } value)
        {
            return isFault
                ? (RefusalReason.UnknownFault, record.Text ?? "no text")
                : (RefusalReason.WrongKind, $"{record.Name} is not a {signal.Kind} with this value");
        }

        sample = new Sample(point, record.Time, value, quality);
        return null;
    }

    internal static Reading? ReadFault(string? text) =>
        AbsenceWords.TryParse(text, out var reason) ? Reading.Absent(reason) : null;

    // A value that cannot be is an absence, not a refusal: somebody has to hear that the sensor lies.
    internal static Reading? ReadValue(double? number, string? text, bool? flag, Signal signal)
    {
        Reading? reading = (number, text, flag) switch
        {
            ({ } value, _, _) when !signal.IsBelievable(value) => Reading.Absent(AbsenceReason.OutOfRange),
            ({ } value, _, _) => Reading.Of(value),
            (_, { } word, _) when signal.States.Count > 0 && !signal.States.ContainsKey(word) => null,
            (_, { Length: <= 256 } word, _) => Reading.Of(word),
            (_, _, { } isOn) => Reading.Of(isOn),
            _ => null,
        };
        return reading is { } found && signal.Accepts(found) && (number is null || signal.Kind is SignalKind.Gauge or SignalKind.Counter) ? found : null;
    }

    private static void WriteSample(Utf8JsonWriter json, Sample sample, long offset)
    {
        var signal = SignalCatalogue.Find(sample.Point.Signal)
            ?? throw new ArgumentException($"{sample.Point.Signal} is not in the signal catalogue.", nameof(sample));
        var name = $"{sample.Point.Equipment}/{sample.Point.Signal}";
        json.WriteString("n", sample.Reading.IsPresent ? name : name + FaultSuffix);
        if (offset != 0)
        {
            json.WriteNumber("t", offset / 1_000_000m);
        }

        switch (sample.Reading.Kind)
        {
            case ReadingKind.Number:
                json.WriteString("u", signal.Unit);
                json.WriteNumber("v", sample.Reading.Number);
                break;
            case ReadingKind.Text:
                json.WriteString("vs", sample.Reading.Text);
                break;
            case ReadingKind.Flag:
                json.WriteBoolean("vb", sample.Reading.Flag);
                break;
            default:
                json.WriteString("vs", sample.Reading.Absence.ToWord());
                break;
        }
    }

    private static long UnixMicroseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
