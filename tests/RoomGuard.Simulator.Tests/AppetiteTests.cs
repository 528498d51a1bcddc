using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Simulator.Scenarios;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests;

/// <summary>What a simulation costs, measured while no other test runs.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("alone")]
public sealed class AppetiteTests : IDisposable
{
    private static readonly ObjectId Upses = ObjectId.Parse("1.3.6.1.2.1.33");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task At_ninety_times_real_time_a_site_that_is_read_needs_less_than_a_fifth_of_one_core()
    {
        var clock = new CompressedTime(90, TimeProvider.System);
        var scenario = ScenarioLibrary.Read("quiet-day-with-tests", out _)!;
        await using var site = await SiteSimulation.StartAsync(scenario, new SimulationPlace(_scratch.Folder), clock, NullLoggerFactory.Instance, CancellationToken.None);
        await using var manager = new SnmpManager(TimeProvider.System);
        await ReadForAsync(site, manager, TimeSpan.FromMinutes(3));
        using var self = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), self.TotalProcessorTime);
        await ReadForAsync(site, manager, TimeSpan.FromMinutes(6));
        self.Refresh();
        var share = (self.TotalProcessorTime - before) / watch.Elapsed;
        TestContext.Current.TestOutputHelper!.WriteLine($"{share:P1} of one core, the reading manager included");
        Assert.InRange(share, 0, 0.2);
    }

    private static async Task ReadForAsync(SiteSimulation site, SnmpManager manager, TimeSpan span)
    {
        var end = site.Elapsed + span;
        while (site.Elapsed < end)
        {
            foreach (var device in site.Devices.Where(device => device.Kind == "ups"))
            {
                await foreach (var row in manager.WalkAsync(new SnmpTarget(device.Endpoint) { Community = device.Community }, Upses, 100, CancellationToken.None))
                {
                    Assert.False(row.Value.IsException);
                }
            }

            await Task.Delay(250);
        }
    }
}
