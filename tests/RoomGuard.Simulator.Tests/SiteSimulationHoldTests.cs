using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Simulator.Scenarios;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests;

public sealed class SiteSimulationHoldTests
{
    [Fact]
    public async Task A_held_site_stands_still_until_it_is_told_to_play()
    {
        using var scratch = new Scratch();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
        var scenario = ScenarioLibrary.Read("calm", out _)!;
        await using var simulation = await SiteSimulation.StartAsync(scenario, new SimulationPlace(scratch.Folder) { IsHeld = true }, clock, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.Zero, simulation.Elapsed);
        Assert.NotEmpty(Directory.GetFiles(simulation.SysfsRoot, "temp1_input", SearchOption.AllDirectories));

        simulation.Play();
        for (var i = 0; i < 2_000 && simulation.Elapsed < TimeSpan.FromMinutes(1); i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.True(simulation.Elapsed >= TimeSpan.FromMinutes(1), $"Only {simulation.Elapsed} has passed.");
    }
}
