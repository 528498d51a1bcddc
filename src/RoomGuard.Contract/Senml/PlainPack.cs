using System.Text.Json;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Contract.Senml;

/// <summary>Reads a pack that is what an agent sends: base name a room, base time, and records of a name, perhaps a unit and a time, and one value. A fifth of the work of the whole of RFC 8428.</summary>
/// <remarks>Whatever is not so, right or wrong, is not for here: <see cref="SenmlDecoder"/> reads it from its first byte, and says what is refused.</remarks>
internal ref struct PlainPack
{
    private readonly DateTimeOffset _now;
    private readonly SenmlLimits _limits;
    private readonly TimeQuality _quality;
    private Utf8JsonReader _json;
    private RoomName? _room;
    private double _baseTime;

    private PlainPack(ReadOnlySpan<byte> utf8, DateTimeOffset now, SenmlLimits limits, TimeQuality quality)
    {
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 8 });
        (_now, _limits, _quality) = (now, limits, quality);
    }

    /// <summary>The samples; null when the pack is not a plain one.</summary>
    internal static List<Sample>? Read(ReadOnlySpan<byte> utf8, DateTimeOffset now, SenmlLimits limits, TimeQuality quality)
    {
        if (utf8.Length > limits.MaxBytes)
        {
            return null;
        }

        try
        {
            return new PlainPack(utf8, now, limits, quality).ReadArray();
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A text that is not UTF-8, or half of a surrogate pair.
            return null;
        }
    }

    private List<Sample>? ReadArray()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var samples = new List<Sample>(24);
        while (_json.Read() && _json.TokenType == JsonTokenType.StartObject)
        {
            if (samples.Count == _limits.MaxRecords || ReadRecord() is not { } sample)
            {
                return null;
            }

            samples.Add(sample);
        }

        // What follows the array is part of the payload too: this throws when anything does.
        return _json.TokenType == JsonTokenType.EndArray && !_json.Read() ? samples : null;
    }

    private Sample? ReadRecord()
    {
        SignalName? name = null;
        double? number = null;
        string? text = null;
        bool? flag = null;
        var time = 0.0;
        ReadOnlySpan<byte> unit = default;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var label = _json.ValueIsEscaped ? default : _json.ValueSpan;
            _json.Read();
            var isGood = label switch
            {
                [(byte)'n'] => IsPlainText() && (name = SenmlNames.FindSignal(_json.ValueSpan)) is not null,
                [(byte)'v'] => IsNumber() && (number = _json.GetDouble()) is not null,
                [(byte)'u'] => IsPlainText() && IsSet(ref unit, _json.ValueSpan),
                [(byte)'t'] => IsNumber() && IsSet(ref time, _json.GetDouble()),
                [(byte)'v', (byte)'s'] => _json.TokenType == JsonTokenType.String && (text = _json.GetString()) is not null,
                [(byte)'v', (byte)'b'] => _json.TokenType is JsonTokenType.True or JsonTokenType.False && (flag = _json.GetBoolean()) is not null,
                [(byte)'b', (byte)'n'] => IsPlainText() && (_room = SenmlNames.FindRoom(_json.ValueSpan)) is not null,
                [(byte)'b', (byte)'t'] => IsNumber() && IsSet(ref _baseTime, _json.GetDouble()),
                _ => false,
            };
            if (!isGood)
            {
                return null;
            }
        }

        return name is not null && _room is not null && IsOne(number, text, flag) && (unit.IsEmpty || number is null || name.Unit.Length == 0 || unit.SequenceEqual(name.Unit)) && TimeOf(_baseTime + time) is { } at
            ? ToSample(name, at, number, text, flag)
            : null;
    }

    private readonly Sample? ToSample(SignalName name, DateTimeOffset at, double? number, string? text, bool? flag)
    {
        var reading = name.IsFault ? SamplePack.ReadFault(text) : SamplePack.ReadValue(number, text, flag, name.Signal);
        return reading is { } value ? new Sample(new PointId(_room!.Site, _room.Room, name.Equipment, name.Signal.Id), at, value, _quality) : null;
    }

    private readonly DateTimeOffset? TimeOf(double seconds) => SenmlDecoder.IsRelative(seconds) ? null : SenmlResolver.ResolveAbsolute(seconds, _now, _limits);

    private readonly bool IsPlainText() => _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped;

    private readonly bool IsNumber() => _json.TokenType == JsonTokenType.Number && _json.TryGetDouble(out var number) && double.IsFinite(number);

    private static bool IsOne(double? number, string? text, bool? flag) => (number is null ? 0 : 1) + (text is null ? 0 : 1) + (flag is null ? 0 : 1) == 1;

    private static bool IsSet(ref double to, double value)
    {
        to = value;
        return true;
    }

    private static bool IsSet(scoped ref ReadOnlySpan<byte> to, ReadOnlySpan<byte> value)
    {
        to = value;
        return true;
    }
}
