namespace RoomGuard.Rooms.Tests.Recognition.Traces;

/// <summary>What a UPS is doing at a moment, as it really is.</summary>
internal sealed record UpsMoment(double From)
{
    internal bool IsMains { get; init; } = true;

    internal bool IsTesting { get; init; }

    internal bool IsOnBattery { get; init; }

    /// <summary>The result of the last test.</summary>
    internal string Result { get; init; } = "passed";

    /// <summary>The day of the last test.</summary>
    internal int TestDay { get; init; } = 1;

    /// <summary>When it went on battery last.</summary>
    internal double OnBatteryFrom { get; init; }

    /// <summary>Why it went on battery last.</summary>
    internal string Cause { get; init; } = "no_transfer";
}

/// <summary>How one family of UPS agents tells of tests: the words of its profile in RoomGuard.Devices.</summary>
internal sealed record UpsWords(string Name)
{
    internal static IReadOnlyList<UpsWords> All { get; } =
    [
        new("UPS-MIB") { HasProgress = true, HasOnBattery = true, HasElapsed = true },
        new("PowerNet") { HasDate = true, HasCause = true, HasOnBattery = true },
        new("PowerNet with progress") { HasProgress = true, HasDate = true, HasCause = true, HasOnBattery = true },
        new("XUPS") { HasProgress = true, HasDate = true, HasInput = true },
        new("XUPS without a word of tests") { IsSilentOfTests = true },
    ];

    internal bool HasProgress { get; init; }

    internal bool HasDate { get; init; }

    internal bool HasCause { get; init; }

    internal bool HasOnBattery { get; init; }

    internal bool HasElapsed { get; init; }

    internal bool HasInput { get; init; } = true;

    internal bool IsSilentOfTests { get; init; }

    /// <summary>Whether polls may miss a test wholly: only its result or its date then shows it, and only where that changes.</summary>
    internal bool ShowsUnseenTest => HasDate;

    internal IEnumerable<(string Path, object Value)> Poll(UpsMoment now, double second, Random random)
    {
        double Noise(double value, double part) => value * (1 + (((random.NextDouble() * 2) - 1) * part));
        yield return ("ups-1/ups.output.source", now.IsOnBattery ? "battery" : "normal");
        yield return ("ups-1/ups.input.voltage.l1", now.IsMains ? Noise(229, 0.02) : random.NextDouble() * 3);
        yield return ("ups-1/ups.battery.voltage", now.IsOnBattery ? Noise(50, 0.01) : Noise(54.2, 0.005));
        yield return ("ups-1/ups.battery.charge", now.IsOnBattery ? 96 : 100);
        yield return ("ups-1/ups.output.load.l1", Noise(42, 0.05));
        if (HasOnBattery)
        {
            yield return ("ups-1/ups.battery.on_battery", now.IsOnBattery ? second - now.OnBatteryFrom : 0);
        }

        if (HasCause)
        {
            yield return ("ups-1/ups.input.fail_cause", now.Cause);
        }

        if (!IsSilentOfTests)
        {
            yield return ("ups-1/ups.test.result", HasProgress && now.IsTesting ? "in_progress" : now.Result);
        }

        if (HasDate)
        {
            yield return ("ups-1/ups.test.date", $"03/{now.TestDay:00}/2026");
        }

        if (HasElapsed && now.IsTesting)
        {
            yield return ("ups-1/ups.test.elapsed", 1 + second - now.From);
        }
    }
}
