using System.Globalization;
using System.Text.Json;
using RoomGuard.Contract.Files;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Rooms.Clauses;

/// <summary>The operator's terms that a verdict is reached by. The decree sets none of them. Immutable.</summary>
public sealed record ClauseTerms
{
    /// <summary>How long a fault of the fire, alarm or access system may last before it contradicts.</summary>
    public TimeSpan FaultFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long all air conditioners may be off or at fault while it is too warm.</summary>
    public TimeSpan CoolingAwayFor { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long samples must be good to end what sensors contradicted.</summary>
    public TimeSpan ClearFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Openings of the door without access granted, within 24 hours, that contradict.</summary>
    public int Openings { get; init; } = 5;

    /// <summary>The highest air temperature of the room's profile in °C; null when it has none.</summary>
    public double? MaxCelsius { get; init; }

    /// <summary>Time from one test of a generator to the next.</summary>
    public TimeSpan GeneratorInterval { get; init; } = TimeSpan.FromDays(31);

    /// <summary>Time from one test of a UPS to the next.</summary>
    public TimeSpan UpsInterval { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How much later than its interval a generator's test may be; null: as the edition says.</summary>
    public TimeSpan? GeneratorGrace { get; init; }

    /// <summary>The same of a UPS.</summary>
    public TimeSpan? UpsGrace { get; init; }

    /// <summary>The terms of a room's rules.</summary>
    internal static ClauseTerms Of(RoomRules rules) => new()
    {
        FaultFor = rules.Clause163.FaultFor,
        CoolingAwayFor = rules.Clause163.CoolingAwayFor,
        ClearFor = rules.Clause163.ClearFor,
        Openings = rules.Clause163.Openings,
        MaxCelsius = rules.Limits.MaxAirCelsius(),
        GeneratorInterval = rules.GeneratorTest.Interval,
        UpsInterval = rules.UpsTest.Interval,
        GeneratorGrace = rules.GeneratorTest.Grace,
        UpsGrace = rules.UpsTest.Grace,
    };

    /// <summary>The interval of an event's slot: the operator's own where the subject has one.</summary>
    internal TimeSpan IntervalOf(EvidenceSlot slot) => slot.Subject switch
    {
        "generator" => GeneratorInterval,
        "ups" => UpsInterval,
        _ => slot.Interval ?? TimeSpan.Zero,
    };

    /// <summary>The grace of an event's slot: the operator's own where the subject has one.</summary>
    internal TimeSpan GraceOf(EvidenceSlot slot) => slot.Subject switch
    {
        "generator" => GeneratorGrace ?? slot.Grace,
        "ups" => UpsGrace ?? slot.Grace,
        _ => slot.Grace,
    };

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("terms");
        json.WriteString("clearFor", Duration.Show(ClearFor));
        json.WriteString("coolingAwayFor", Duration.Show(CoolingAwayFor));
        json.WriteString("faultFor", Duration.Show(FaultFor));
        json.TextOrNothing("generatorGrace", GeneratorGrace is { } generator ? Duration.Show(generator) : null);
        json.WriteString("generatorInterval", Duration.Show(GeneratorInterval));
        json.TextOrNothing("maxCelsius", MaxCelsius?.ToString("R", CultureInfo.InvariantCulture));
        json.WriteString("openings", Openings.ToString(CultureInfo.InvariantCulture));
        json.TextOrNothing("upsGrace", UpsGrace is { } ups ? Duration.Show(ups) : null);
        json.WriteString("upsInterval", Duration.Show(UpsInterval));
        json.WriteEndObject();
    }

    /// <summary>Reads terms back; what is not there is as usual.</summary>
    /// <exception cref="FormatException">A term cannot be read.</exception>
    internal static ClauseTerms Read(JsonElement element)
    {
        var usual = new ClauseTerms();
        return new ClauseTerms
        {
            FaultFor = ReadSpan(element, "faultFor", usual.FaultFor),
            CoolingAwayFor = ReadSpan(element, "coolingAwayFor", usual.CoolingAwayFor),
            ClearFor = ReadSpan(element, "clearFor", usual.ClearFor),
            Openings = element.Text("openings") is { } openings ? int.Parse(openings, NumberStyles.None, CultureInfo.InvariantCulture) : usual.Openings,
            MaxCelsius = element.Text("maxCelsius") is { } celsius ? double.Parse(celsius, NumberStyles.Float, CultureInfo.InvariantCulture) : null,
            GeneratorInterval = ReadSpan(element, "generatorInterval", usual.GeneratorInterval),
            UpsInterval = ReadSpan(element, "upsInterval", usual.UpsInterval),
            GeneratorGrace = element.Text("generatorGrace") is null ? null : ReadSpan(element, "generatorGrace", TimeSpan.Zero),
            UpsGrace = element.Text("upsGrace") is null ? null : ReadSpan(element, "upsGrace", TimeSpan.Zero),
        };
    }

    private static TimeSpan ReadSpan(JsonElement element, string key, TimeSpan fallback) => element.Text(key) is not { } text
        ? fallback
        : Duration.TryParse(text, out var span) ? span : throw new FormatException($"{key} is \"{text}\", which is no span of time.");
}
