namespace RoomGuard.Rooms.Tests.Recognition.Traces;

/// <summary>What a run of the set really was.</summary>
internal enum RunKind
{
    NoLoad,
    Manual,
    OnLoad,
    Transfer,
    LoadBank,
    RealOutage,
    FailedStart,
}

/// <summary>One run as it really was. Seconds of the day.</summary>
/// <param name="Start">The start command.</param>
/// <param name="Turning">The engine turns by itself; when it was stopped for a failed start.</param>
/// <param name="Loaded">It carries load; null for never.</param>
/// <param name="Still">The engine turns no more.</param>
/// <param name="Stopped">The controller is ready again.</param>
internal sealed record TrueRun(RunKind Kind, double Start, double Turning, double? Loaded, double Still, double Stopped)
{
    /// <summary>How often the starter turned.</summary>
    internal int Attempts { get; init; } = 1;
}

/// <summary>How things really are from one second on, until the next moment.</summary>
internal sealed record Moment(double From)
{
    internal string Phase { get; init; } = "ready";

    internal bool IsMains { get; init; } = true;

    internal bool IsGeneratorClosed { get; init; }

    internal bool IsMainsClosed { get; init; } = true;

    internal double Kilowatts { get; init; }

    internal string Mode { get; init; } = "auto";

    internal int FailedStarts { get; init; }

    internal bool IsTurning => Phase is "running" or "loaded" or "unloading" or "cooling";
}

/// <summary>A stretch of time with one set and its mains: the truth that recognisers are measured by.</summary>
internal sealed class TrueDay
{
    private readonly List<Moment> _moments = [new Moment(0)];
    private readonly Random _random;

    internal TrueDay(Random random, IReadOnlyList<RunKind> kinds)
    {
        _random = random;
        End = Between(100, 220);
        foreach (var kind in kinds)
        {
            Runs.Add(Run(kind));
            End += Between(540, 700);
        }
    }

    internal List<TrueRun> Runs { get; } = [];

    /// <summary>Outages of the mains, from and until.</summary>
    internal List<(double From, double Until)> Outages { get; } = [];

    internal double End { get; private set; }

    internal Moment At(double second)
    {
        var (low, high) = (0, _moments.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _moments[middle].From <= second ? (middle, high) : (low, middle - 1);
        }

        return _moments[low];
    }

    private Moment Last => _moments[^1];

    private double Between(double from, double to) => from + (_random.NextDouble() * (to - from));

    /// <summary>Adds what is true from <see cref="End"/> on, for so long.</summary>
    private void Add(Func<Moment, Moment> change, double seconds)
    {
        _moments.Add(change(Last) with { From = End });
        End += seconds;
    }

    private TrueRun Run(RunKind kind)
    {
        var mode = kind switch
        {
            RunKind.Manual => "manual",
            RunKind.RealOutage => "auto",
            _ => _random.Next(2) == 0 ? "test" : "auto",
        };
        Add(now => now with { Mode = mode }, Between(2, 20));
        var lostAt = End;
        if (kind == RunKind.RealOutage)
        {
            Add(now => now with { IsMains = false }, Between(2, 8));
        }

        var run = kind == RunKind.FailedStart ? Fail() : Whole(kind, lostAt);
        Add(now => now with { Mode = "auto" }, 0);
        return run;
    }

    private TrueRun Fail()
    {
        var start = End;
        Add(now => now with { Phase = "prestart" }, Between(2, 4));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Add(now => now with { Phase = "cranking" }, Between(12, 18));
            Add(now => now with { Phase = "pause" }, Between(14, 20));
        }

        Add(now => now with { Phase = "shutdown", FailedStarts = now.FailedStarts + 1 }, Between(60, 300));
        var stopped = Last.From;
        Add(now => now with { Phase = "ready" }, 0);
        return new TrueRun(RunKind.FailedStart, start, stopped, null, stopped, stopped) { Attempts = 3 };
    }

    private TrueRun Whole(RunKind kind, double lostAt)
    {
        var start = End;
        Add(now => now with { Phase = "prestart" }, Between(1, 4));
        Add(now => now with { Phase = "cranking" }, Between(2, 5));
        Add(now => now with { Phase = "starting" }, Between(1, 4));
        var turning = End;
        Add(now => now with { Phase = "running" }, Between(20, 60));
        double? loaded = null;
        if (kind is RunKind.NoLoad or RunKind.Manual)
        {
            End += Between(300, 900);
        }
        else
        {
            loaded = End;
            Load(kind, lostAt);
        }

        Add(now => now with { Phase = "cooling", Kilowatts = 0, IsGeneratorClosed = false }, Between(60, 180));
        var still = End;
        Add(now => now with { Phase = "stopping" }, Between(5, 20));
        var stopped = End;
        Add(now => now with { Phase = "ready" }, 0);
        return new TrueRun(kind, start, turning, loaded, still, stopped);
    }

    private void Load(RunKind kind, double lostAt)
    {
        var kilowatts = Between(25, 75);
        var length = Between(400, 1400);
        Func<Moment, Moment> carry = kind switch
        {
            // The bank hangs before the set's own breaker.
            RunKind.LoadBank => now => now with { Kilowatts = kilowatts },
            RunKind.OnLoad => now => now with { Phase = "loaded", IsGeneratorClosed = true, Kilowatts = kilowatts },
            _ => now => now with { Phase = "loaded", IsGeneratorClosed = true, IsMainsClosed = false, Kilowatts = kilowatts },
        };
        Add(carry, length);
        if (kind == RunKind.RealOutage)
        {
            Add(now => now with { IsMains = true }, Between(40, 90));
            Outages.Add((lostAt, Last.From));
        }

        Add(now => now with { Phase = "unloading", Kilowatts = 1.5, IsMainsClosed = true, IsGeneratorClosed = false }, Between(2, 6));
    }
}
