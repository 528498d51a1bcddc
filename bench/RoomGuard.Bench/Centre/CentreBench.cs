namespace RoomGuard.Bench.Centre;

/// <summary>What a centre carries on one machine, with broker, database and load maker beside it.</summary>
/// <remarks>Load maker, broker, database and centre share the same cores: the ratios of one run say more than its figures.</remarks>
internal static class CentreBench
{
    private const double GoalPacks = 100_000;
    private const double GoalSingles = 15_000;

    private static readonly Dictionary<string, Func<Task<IReadOnlyList<Measure>>>[]> Ways = new()
    {
        ["quick"] = [() => PacksAsync(3), () => SinglesAsync(3, hasCollectd: false), ManyRooms.RunAsync, () => RoomCost.RunAsync(10)],
        ["full"] = [() => PacksAsync(6), () => SinglesAsync(6, hasCollectd: true), ManyRooms.RunAsync, () => RoomCost.RunAsync(20)],
        ["sustain"] = [() => SustainAsync(300)],
        ["packs"] = [() => PacksAsync(6)],
        ["singles"] = [() => SinglesAsync(6, hasCollectd: true)],
        ["rooms"] = [ManyRooms.RunAsync],
        ["cost"] = [() => RoomCost.RunAsync(20)],
        ["alarms"] = [() => AlarmLatency.RunAsync(GoalPacks / 2, 20)],
        ["minute"] = [() => SustainAsync(25)],
        ["ours-20"] = [() => OneAsync(Ours(20), 3)],
        ["ours-1"] = [() => OneAsync(Ours(1), 3)],
    };

    /// <param name="how">One of <c>quick</c> (ten minutes, also when empty), <c>full</c> (half an hour), <c>sustain</c> (ten minutes and more), or a part by its name.</param>
    public static async IAsyncEnumerable<Measure> RunAsync(string how)
    {
        if (!Ways.TryGetValue(how.Length == 0 ? "quick" : how, out var parts))
        {
            throw new ArgumentException($"\"{how}\" is not a way to run it; there are {string.Join(", ", Ways.Keys)}.", nameof(how));
        }

        await Tools.MakeAsync();
        foreach (var part in parts)
        {
            foreach (var measure in await part())
            {
                yield return measure;
            }
        }
    }

    private static async Task<IReadOnlyList<Measure>> PacksAsync(double seconds)
    {
        var ours = await RateAsync(Ours(20), seconds);
        var nodeRed = await RateAsync(new NodeRed(Load(20, 30_000)), seconds);
        var bridge = await RateAsync(new BareBridge(Load(20, 150_000)), seconds);
        return
        [
            new Measure("rate_packs_of_20", ours, "values/s", "bar", GoalPacks) { LeastRatio = 1 },
            new Measure("rate_packs_of_20", ours, "values/s", "Node-RED", nodeRed) { LeastRatio = 2.5 },
            new Measure("rate_packs_of_20", ours, "values/s", "bare C bridge", bridge) { LeastRatio = 0.3 },
            new Measure("rate_packs_of_20", ours, "values/s", "goal beyond", 200_000),
            .. await AlarmLatency.RunAsync(ours / 2, Math.Max(10, seconds * 3)),
        ];
    }

    private static async Task<IReadOnlyList<Measure>> SinglesAsync(double seconds, bool hasCollectd)
    {
        var ours = await RateAsync(Ours(1), seconds);
        var measures = new List<Measure>
        {
            new("rate_packs_of_1", ours, "values/s", "bar", GoalSingles) { LeastRatio = 1 },
            new("rate_packs_of_1", ours, "values/s", "Node-RED, joined", await RateAsync(new NodeRed(Load(1, 8_000)), seconds)),
            new("rate_packs_of_1", ours, "values/s", "bare C bridge", await RateAsync(new BareBridge(Load(1, 15_000)), seconds)),
        };
        if (hasCollectd)
        {
            var collectd = new Collectd(Load(1, 10_000)) { OwnBatch = TimeSpan.FromSeconds(1.5), Held = 100 };
            measures.Add(new Measure("rate_packs_of_1", ours, "values/s", "collectd", await RateAsync(collectd, seconds)));
        }

        return measures;
    }

    private static async Task<IReadOnlyList<Measure>> OneAsync(Pipeline pipeline, double seconds) =>
        [new Measure($"rate_packs_of_{pipeline.Load.Pack}", await RateAsync(pipeline, seconds), "values/s", "bar", pipeline.Load.Pack == 1 ? GoalSingles : GoalPacks) { LeastRatio = 1 }];

    private static CentrePipeline Ours(int pack) => new(Load(pack, pack == 1 ? 4_000 : 20_000));

    private static async Task<IReadOnlyList<Measure>> SustainAsync(double seconds) =>
    [
        .. await Sustained.RunAsync("sustained_packs_of_20", Load(20, GoalPacks) with { Seconds = seconds }),
        .. await Sustained.RunAsync("sustained_packs_of_1", Load(1, GoalSingles) with { Seconds = seconds }),
    ];

    private static async Task<double> RateAsync(Pipeline pipeline, double seconds) => (await KeptUp.FindAsync(pipeline, seconds)).Offered;

    private static Load Load(int pack, double valuesPerSecond) => new() { Pack = pack, ValuesPerSecond = valuesPerSecond, Seconds = 0 };
}
