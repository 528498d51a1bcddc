using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace RoomGuard.Contract.Senml;

/// <summary>Reads SenML in JSON (RFC 8428 §5) and resolves it (§4.6). Never throws on any payload. Stateless.</summary>
public static class SenmlDecoder
{
    // RFC 8428 §4.5.3: smaller times are relative to now, larger ones are seconds since 1970.
    private const double RelativeTimeLimit = 268_435_456;

    private const int SpokenVersion = 10;

    /// <summary>Decodes one payload.</summary>
    /// <param name="now">What relative times are relative to.</param>
    public static SenmlPack Decode(ReadOnlySpan<byte> utf8, DateTimeOffset now, SenmlLimits limits)
    {
        if (utf8.Length > limits.MaxBytes)
        {
            return SenmlPack.Refused(RefusalReason.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{utf8.Length} bytes, at most {limits.MaxBytes}"));
        }

        if (!Utf8.IsValid(utf8))
        {
            return SenmlPack.Refused(RefusalReason.NotUtf8, "not UTF-8");
        }

        try
        {
            return DecodeArray(utf8, now, limits);
        }
        catch (JsonException error)
        {
            return SenmlPack.Refused(RefusalReason.NotSenml, Bounded(error.Message));
        }
    }

    private static SenmlPack DecodeArray(ReadOnlySpan<byte> utf8, DateTimeOffset now, SenmlLimits limits)
    {
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 8 });
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            return SenmlPack.Refused(RefusalReason.NotSenml, "not an array");
        }

        var resolver = new SenmlResolver(now, limits);
        var records = new List<(int Index, SenmlRecord Record)>();
        var refusals = new List<Refusal>();
        for (var index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                return SenmlPack.Refused(RefusalReason.NotSenml, "an element of the array is not an object");
            }

            if (index == limits.MaxRecords)
            {
                return SenmlPack.Refused(RefusalReason.TooManyRecords, string.Create(CultureInfo.InvariantCulture, $"more than {limits.MaxRecords} records"));
            }

            var fields = SenmlFields.Read(ref json);
            if (fields.BaseVersion is > SpokenVersion)
            {
                return SenmlPack.Refused(RefusalReason.Version, string.Create(CultureInfo.InvariantCulture, $"bver {fields.BaseVersion}, at most {SpokenVersion}"));
            }

            if (resolver.Resolve(fields, out var record) is { } fault)
            {
                refusals.Add(new Refusal(fault.Reason, index, Bounded(fault.Detail)));
            }
            else if (record is not null)
            {
                records.Add((index, record));
            }
        }

        // What follows the array is part of the payload too: this throws when anything does.
        json.Read();
        return new SenmlPack(records, refusals);
    }

    internal static string Bounded(string text)
    {
        var shown = text.Length <= 120 ? text : text[..120];
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }

    /// <summary>Whether a resolved time is relative, RFC 8428 §4.5.3.</summary>
    internal static bool IsRelative(double seconds) => seconds < RelativeTimeLimit;
}
