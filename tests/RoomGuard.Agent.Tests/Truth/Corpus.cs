using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Tests.Truth;

/// <summary>Readings as probes of a server room give them, each labelled: what is right, and how the others are wrong. The same seed makes the same corpus.</summary>
internal static class Corpus
{
    private const int Length = 900;

    private static readonly double[] Seconds = [1, 2, 5, 10, 30, 60];

    // Degrees from one reading to the next, as a fire near the probe or far from it.
    private static readonly double[] Rises = [70, 30, 20, 12, 6, 3, 1];

    /// <summary>All traces: every probe at every period, sound and ill.</summary>
    internal static IEnumerable<CorpusTrace> Make(int seed)
    {
        var random = new Random(seed);
        foreach (var probe in (string[])["ds18b20", "sht3x", "dht22", "bme280", "dht22/rh", "sht3x/rh"])
        {
            foreach (var period in Seconds)
            {
                yield return Sound(random, probe, TimeSpan.FromSeconds(period));
            }

            yield return Stuck(random, probe);
            yield return Gone(random, probe, "unplugged", AbsenceReason.Silent);
            yield return Gone(random, probe, "streak", AbsenceReason.Corrupt);
            foreach (var rise in probe.EndsWith("/rh", StringComparison.Ordinal) ? [] : Rises)
            {
                yield return Fire(random, probe, TimeSpan.FromSeconds(Seconds[random.Next(Seconds.Length)]), rise);
            }
        }
    }

    private static CorpusTrace Sound(Random random, string probe, TimeSpan period) => new(probe, SignalOf(probe), period, "none", [.. Air(random, probe).Select(given => Spoil(random, probe, given)).SelectMany(bad => bad).Take(Length)]);

    private static CorpusTrace Stuck(Random random, string probe)
    {
        var samples = Air(random, probe).Take(Length).ToList();
        for (var i = Length / 3; i < Length; i++)
        {
            samples[i] = samples[i] with { Given = samples[Length / 3].Given, Label = "stuck" };
        }

        return new CorpusTrace(probe, SignalOf(probe), TimeSpan.FromMinutes(1), "stuck", samples);
    }

    private static CorpusTrace Gone(Random random, string probe, string ill, AbsenceReason reason)
    {
        var samples = Air(random, probe).Take(Length).ToList();
        for (var i = Length / 2; i < (Length / 2) + 60; i++)
        {
            samples[i] = samples[i] with { Given = Reading.Absent(reason, ill), Label = ill };
        }

        return new CorpusTrace(probe, SignalOf(probe), TimeSpan.FromSeconds(10), ill, samples);
    }

    private static CorpusTrace Fire(Random random, string probe, TimeSpan period, double rise)
    {
        var samples = new List<CorpusSample>();
        var begins = 100 + random.Next(200);
        var burned = 0.0;
        foreach (var sample in Air(random, probe).Take(500))
        {
            burned = samples.Count < begins ? 0 : Math.Min(burned + rise, 88 - sample.True);
            var heat = sample.True + burned;
            samples.Add(burned == 0 ? sample : new CorpusSample(Reading.Of(Rounded(probe, heat + (0.2 * (random.NextDouble() - 0.5)))), heat, "fire"));
        }

        return new CorpusTrace(probe, SignalOf(probe), period, "fire", samples);
    }

    // Air that wanders within the limits of a server room, and a door that lets it fall for a minute.
    private static IEnumerable<CorpusSample> Air(Random random, string probe)
    {
        var (middle, reach) = probe.EndsWith("/rh", StringComparison.Ordinal) ? (50.0, 3.0) : (22.5, 1.2);
        var at = middle;
        var door = 0;
        while (true)
        {
            door = door > 0 ? door - 1 : random.Next(400) == 0 ? 6 : 0;
            at += (0.06 * (random.NextDouble() - 0.5)) + (0.01 * (middle - at));
            at = Math.Clamp(at, middle - reach, middle + reach);
            var air = at - (door > 0 ? 0.6 : 0);
            yield return new CorpusSample(Reading.Of(Rounded(probe, air + (Noise(probe) * (random.NextDouble() - 0.5)))), air, "good");
        }
    }

    // About one reading in forty is wrong, each as its probe can be.
    private static IEnumerable<CorpusSample> Spoil(Random random, string probe, CorpusSample good)
    {
        if (random.Next(40) != 0)
        {
            yield return good;
            yield break;
        }

        var number = good.Given.Number;
        var kind = random.Next(4);
        var bad = (kind, probe) switch
        {
            (0, "ds18b20") => (Reading.Of(85), "power-on"),
            (0, "dht22") => (Reading.Of(Rounded(probe, number * 2)), "doubled"),
            (0, "dht22/rh") => (Reading.Of(Rounded(probe, number / 2)), "halved"),
            (1, "dht22") => (Reading.Of(Rounded(probe, number / 2)), "halved"),
            (1, "dht22/rh") => (Reading.Of(Math.Min(100, Rounded(probe, number * 2))), "doubled"),
            (2, "ds18b20") => (Reading.Of(-127), "no probe"),
            (3, _) => (Reading.Of(Rounded(probe, number + ((random.Next(2) == 0 ? -1 : 1) * (21 + (25 * random.NextDouble()))))), "spike"),
            _ => (Reading.Absent(AbsenceReason.Corrupt, "crc"), "crc"),
        };

        // What a lost bit or a lost supply does it may do twice, alike.
        var times = bad.Item2 is "doubled" or "halved" or "power-on" or "crc" ? 1 + random.Next(2) : 1;
        for (var i = 0; i < times; i++)
        {
            yield return new CorpusSample(bad.Item1, good.True, bad.Item2);
        }

        // Then the probe is well for a while: what fails all the time is a streak, and another trace.
        for (var i = 0; i < 3; i++)
        {
            yield return good with { Given = Reading.Of(Rounded(probe, good.True + (Noise(probe) * (random.NextDouble() - 0.5)))) };
        }
    }

    private static string SignalOf(string probe) => probe.EndsWith("/rh", StringComparison.Ordinal) ? "env.rh" : "env.temp";

    private static double Noise(string probe) => probe.StartsWith("dht22", StringComparison.Ordinal) ? 0.2 : probe == "ds18b20" ? 0.12 : 0.05;

    private static double Rounded(string probe, double number)
    {
        var digit = probe.StartsWith("dht22", StringComparison.Ordinal) ? 0.1 : probe == "ds18b20" ? 0.0625 : 0.01;
        return Math.Round(Math.Round(number / digit) * digit, 4);
    }
}
