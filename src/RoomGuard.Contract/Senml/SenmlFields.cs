using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace RoomGuard.Contract.Senml;

/// <summary>One object of a pack as it was written, before the base fields are applied. Labels as RFC 8428 table 1 spells them.</summary>
internal sealed class SenmlFields
{
    public string? BaseName { get; private set; }

    public double? BaseTime { get; private set; }

    public string? BaseUnit { get; private set; }

    public double? BaseValue { get; private set; }

    public double? BaseSum { get; private set; }

    public double? BaseVersion { get; private set; }

    public string? Name { get; private set; }

    public double? Time { get; private set; }

    public string? Unit { get; private set; }

    public double? Number { get; private set; }

    public string? Text { get; private set; }

    public bool? Flag { get; private set; }

    public ReadOnlyMemory<byte>? Octets { get; private set; }

    public double? Sum { get; private set; }

    public double? UpdateSeconds { get; private set; }

    /// <summary>The first thing wrong with the object itself, or null.</summary>
    public (RefusalReason Reason, string Detail)? Fault { get; private set; }

    /// <summary>How many of v, vs, vb and vd are there.</summary>
    public int Values => (Number is null ? 0 : 1) + (Text is null ? 0 : 1) + (Flag is null ? 0 : 1) + (Octets is null ? 0 : 1);

    /// <summary>Reads the object that <paramref name="json"/> stands at, to its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static SenmlFields Read(ref Utf8JsonReader json)
    {
        var fields = new SenmlFields();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var label = ReadString(ref json);
            json.Read();
            fields.Take(label, ref json);
            json.Skip();
        }

        return fields;
    }

    private void Take(string label, ref Utf8JsonReader json)
    {
        switch (label)
        {
            case "bn": BaseName = TakeText(label, ref json); break;
            case "bt": BaseTime = TakeNumber(label, ref json); break;
            case "bu": BaseUnit = TakeText(label, ref json); break;
            case "bv": BaseValue = TakeNumber(label, ref json); break;
            case "bs": BaseSum = TakeNumber(label, ref json); break;
            case "bver": BaseVersion = TakeNumber(label, ref json); break;
            case "n": Name = TakeText(label, ref json); break;
            case "t": Time = TakeNumber(label, ref json); break;
            case "u": Unit = TakeText(label, ref json); break;
            case "v": Number = TakeNumber(label, ref json); break;
            case "vs": Text = TakeText(label, ref json); break;
            case "vb": Flag = TakeFlag(label, ref json); break;
            case "vd": Octets = TakeOctets(label, ref json); break;
            case "s": Sum = TakeNumber(label, ref json); break;
            case "ut": UpdateSeconds = TakeNumber(label, ref json); break;
            default:
                // Other labels are ignored, but one that ends in an underscore must be understood (§4.4).
                if (label.EndsWith('_'))
                {
                    Complain(RefusalReason.MustUnderstand, $"label {label}");
                }

                break;
        }
    }

    private double? TakeNumber(string label, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.Number || !json.TryGetDouble(out var number))
        {
            Complain(RefusalReason.FieldType, $"{label} is not a number");
            return null;
        }

        if (!double.IsFinite(number))
        {
            Complain(RefusalReason.NotFinite, $"{label} is not finite");
            return null;
        }

        return number;
    }

    private string? TakeText(string label, ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            return ReadString(ref json);
        }

        Complain(RefusalReason.FieldType, $"{label} is not a string");
        return null;
    }

    private bool? TakeFlag(string label, ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return json.GetBoolean();
        }

        Complain(RefusalReason.FieldType, $"{label} is not true or false");
        return null;
    }

    // RFC 8428 §5: vd is base64 with the URL alphabet and without padding.
    private ReadOnlyMemory<byte>? TakeOctets(string label, ref Utf8JsonReader json)
    {
        if (TakeText(label, ref json) is not { } text)
        {
            return null;
        }

        if (!Base64Url.IsValid(text))
        {
            Complain(RefusalReason.FieldType, $"{label} is not base64url");
            return null;
        }

        return Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(text));
    }

    // A string may be valid UTF-8 and still hold an escaped half of a surrogate pair, which no string can.
    private static string ReadString(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("a string is not text", error);
        }
    }

    private void Complain(RefusalReason reason, string detail) => Fault ??= (reason, detail);
}
