namespace RoomGuard.Rooms.Tests.Recognition.Traces;

/// <summary>What one kind of controller says of a moment: the signals and words of its profile in RoomGuard.Devices, with noise.</summary>
internal sealed record ControllerProfile(string Name)
{
    internal static IReadOnlyList<ControllerProfile> All { get; } =
    [
        new("comap") { Words = Plain, HasBreakers = true, HasModes = true, HasMains = true, HasPower = true },
        new("dse86xx") { Words = Dse86, HasModes = true, HasPower = true },
        new("dse86xx with a UPS beside") { Words = Dse86, HasModes = true, HasPower = true, HasUps = true },
        new("dse892") { HasModes = true, HasMains = true, HasPower = true },
        new("dse892 with an ATS behind") { HasModes = true, HasMains = true, HasPower = true, HasAts = true },
        new("genmon") { Words = Genmon, HasMains = true, HasPower = true, HasModes = true, HasNoTestMode = true },
        new("scte-gen") { Words = Scte },
        new("himoinsa") { Words = Himoinsa, HasBreakers = true, HasModes = true, HasMains = true, HasPower = true, CountsFailures = true },
    ];

    /// <summary>Its word for a phase; null for a controller without words.</summary>
    internal Func<string, string>? Words { get; init; }

    internal bool HasBreakers { get; init; }

    internal bool HasAts { get; init; }

    internal bool HasUps { get; init; }

    internal bool HasMains { get; init; }

    internal bool HasPower { get; init; }

    internal bool HasModes { get; init; }

    internal bool HasNoTestMode { get; init; }

    internal bool CountsFailures { get; init; }

    internal bool SeesStart => Words is not null && Words("prestart") != Words("ready");

    internal bool SeesCarrier => HasBreakers || HasAts;

    internal bool KnowsMains => HasMains || HasUps;

    internal bool SeesFailure => SeesStart || CountsFailures;

    /// <summary>When it first says something of a run, and when it says that it is over.</summary>
    internal (double From, double Until) Seen(TrueRun run) => run.Kind == RunKind.FailedStart && !SeesStart
        ? (run.Stopped, run.Stopped)
        : (SeesStart ? run.Start : run.Turning, SeesStart ? run.Stopped : run.Still);

    /// <summary>Whether the controller can show that there was a run at all.</summary>
    internal bool Shows(TrueRun run) => run.Kind != RunKind.FailedStart || SeesFailure;

    /// <summary>The kind of draft that the run must give.</summary>
    internal string DraftKind(TrueRun run) => run.Kind == RunKind.RealOutage && KnowsMains ? "real_outage" : "generator_test";

    /// <summary>The kind of test that the draft must name; null where nothing shows it.</summary>
    internal string? TestKind(TrueRun run) => run.Kind switch
    {
        RunKind.RealOutage when KnowsMains => "real_outage",
        RunKind.FailedStart => "no_load",
        _ when !HasPower => null,
        RunKind.NoLoad or RunKind.Manual => "no_load",
        RunKind.LoadBank when SeesCarrier => "load_bank",
        RunKind.Transfer when SeesCarrier => "transfer",
        RunKind.RealOutage when SeesCarrier => "transfer",
        _ => "on_load",
    };

    /// <summary>One poll, point by point as <c>{equipment}/{signal}</c>.</summary>
    internal IEnumerable<(string Path, object Value)> Poll(Moment now, Random random)
    {
        double Noise(double value, double part) => value * (1 + (((random.NextDouble() * 2) - 1) * part));
        if (Words is { } words)
        {
            yield return ("gen-1/gen.engine.state", words(now.Phase));
        }

        yield return ("gen-1/gen.running", Words is null || Words("cooling") == "running" ? now.IsTurning : Words(now.Phase) is "running" or "loaded" or "unloading" or "cooling");
        if (HasModes)
        {
            yield return ("gen-1/gen.mode", HasNoTestMode && now.Mode == "test" ? "auto" : now.Mode);
        }
        else if (now.Mode == "test" && now.IsTurning)
        {
            yield return ("gen-1/gen.mode", "test");
        }

        if (HasBreakers)
        {
            yield return ("gen-1/gen.breaker.gen", now.IsGeneratorClosed);
            yield return ("gen-1/gen.breaker.mains", now.IsMainsClosed);
        }

        if (HasMains)
        {
            yield return ("gen-1/mains.available", now.IsMains);
        }

        if (HasPower)
        {
            yield return ("gen-1/gen.gen.power", now.Kilowatts > 0 ? Noise(now.Kilowatts, 0.04) : random.NextDouble() * 0.2);
            yield return ("gen-1/gen.gen.voltage_ln.l1", now.IsTurning ? Noise(231, 0.015) : 0);
            yield return ("gen-1/gen.gen.frequency", now.IsTurning ? Noise(50, 0.006) : 0);
        }

        if (CountsFailures)
        {
            yield return ("gen-1/gen.starts_failed", 4 + now.FailedStarts);
        }

        yield return ("gen-1/gen.battery.voltage", now.Phase == "cranking" ? Noise(10.2, 0.03) : Noise(13.2, 0.01));
        yield return ("gen-1/gen.alarm.shutdown", now.Phase == "shutdown");
    }

    /// <summary>One poll of the transfer switch and of the UPS.</summary>
    internal IEnumerable<(string Path, object Value)> PollOthers(Moment now, Random random)
    {
        if (HasAts)
        {
            yield return ("ats-1/ats.selected_source", now.IsMainsClosed ? "source1" : "source2");
        }

        if (HasUps)
        {
            // The set feeds it as soon as it carries the building.
            var isFed = now.IsMainsClosed ? now.IsMains : now.IsGeneratorClosed;
            yield return ("ups-1/ups.output.source", isFed ? "normal" : "battery");
            yield return ("ups-1/ups.input.voltage.l1", isFed ? 228 + (random.NextDouble() * 6) : 0);
            yield return ("ups-1/ups.battery.charge", isFed ? 100 : 97);
        }
    }

    private static string Plain(string phase) => phase;

    private static string Dse86(string phase) => phase switch
    {
        "ready" or "shutdown" => "stopped",
        "cranking" or "pause" => "starting",
        "loaded" or "unloading" => "running",
        _ => phase,
    };

    private static string Genmon(string phase) => phase switch
    {
        "prestart" or "pause" => "starting",
        "loaded" or "unloading" => "running",
        _ => phase,
    };

    private static string Scte(string phase) => phase switch
    {
        "running" or "loaded" or "unloading" or "cooling" => "running",
        "shutdown" => "shutdown",
        _ => "off",
    };

    private static string Himoinsa(string phase) => phase switch
    {
        "running" or "loaded" or "unloading" or "cooling" => "running",
        "shutdown" => "shutdown",
        _ => "stopped",
    };
}
