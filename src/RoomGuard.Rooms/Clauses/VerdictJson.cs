using System.Collections.Immutable;
using System.Text.Json;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Clauses;

/// <summary>Verdicts as lists of <c>[item, state, ticks, [reason, …], [evidence, …], record]</c>: a centre that starts reads eleven for each room before it is ready.</summary>
internal static class VerdictJson
{
    private static readonly ImmutableArray<VerdictState> States = [.. Enum.GetValues<VerdictState>()];
    private static readonly ImmutableArray<ReasonCode> Codes = [.. Enum.GetValues<ReasonCode>()];

    public static void WriteAll(Utf8JsonWriter writer, IEnumerable<Verdict> verdicts)
    {
        writer.WriteStartArray("verdicts"u8);
        foreach (var verdict in verdicts)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(verdict.Id);
            writer.WriteStringValue(verdict.State.ToWord());
            writer.WriteNumberValue(verdict.Since.UtcTicks);
            writer.WriteStartArray();
            foreach (var reason in verdict.Reasons)
            {
                writer.WriteStringValue(reason.ToWord());
            }

            writer.WriteEndArray();
            writer.WriteStartArray();
            foreach (var evidence in verdict.Evidence)
            {
                writer.WriteStringValue(evidence);
            }

            writer.WriteEndArray();
            writer.WriteStringValue(verdict.Record);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    public static ImmutableDictionary<string, Verdict> ReadAll(ref Utf8JsonReader reader)
    {
        var verdicts = ImmutableDictionary.CreateBuilder<string, Verdict>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            var verdict = Read(ref reader);
            verdicts[verdict.Id] = verdict;
        }

        Expect(ref reader, JsonTokenType.EndArray);
        return verdicts.ToImmutable();
    }

    private static Verdict Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        var id = TextPool.Get(ref reader);
        reader.Read();
        var state = ReadWord(ref reader, States, static state => state.ToWord());
        reader.Read();
        var since = PointJson.ReadTime(ref reader);
        reader.Read();
        Expect(ref reader, JsonTokenType.StartArray);
        List<ReasonCode>? reasons = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            (reasons ??= []).Add(ReadWord(ref reader, Codes, static code => code.ToWord()));
        }

        Expect(ref reader, JsonTokenType.EndArray);
        reader.Read();
        Expect(ref reader, JsonTokenType.StartArray);
        List<string>? evidence = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            (evidence ??= []).Add(reader.GetString()!);
        }

        Expect(ref reader, JsonTokenType.EndArray);
        reader.Read();
        var record = "";
        if (reader.TokenType == JsonTokenType.String)
        {
            record = reader.GetString()!;
            reader.Read();
        }

        Expect(ref reader, JsonTokenType.EndArray);
        return new Verdict(id, state, reasons?.ToArray() ?? [], since, evidence?.ToArray() ?? []) { Record = record };
    }

    private static T ReadWord<T>(ref Utf8JsonReader reader, ImmutableArray<T> all, Func<T, string> toWord)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach (var one in all)
            {
                if (reader.ValueTextEquals(toWord(one)))
                {
                    return one;
                }
            }
        }

        throw new JsonException("Not a word of a verdict.");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token)
        {
            throw new JsonException("Not a list of verdicts.");
        }
    }
}
