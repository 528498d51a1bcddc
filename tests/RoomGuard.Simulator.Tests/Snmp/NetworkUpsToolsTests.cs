using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Simulator.Scenarios;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests.Snmp;

/// <summary>The simulated UPS are read by other people's driver, which knows their MIBs from real ones.</summary>
public sealed class NetworkUpsToolsTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private SiteSimulation _site = null!;

    public async ValueTask InitializeAsync() =>
        _site = await SiteSimulation.StartAsync(ScenarioLibrary.Read("calm", out _)!, new SimulationPlace(_scratch.Folder), _clock, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData("ups-1", "ietf", "1.3.6.1.2.1.33.1.2.4.0", "1.3.6.1.2.1.33.1.4.4.1.5.1", 1)]
    [InlineData("ups-2", "apcc", "1.3.6.1.4.1.318.1.1.1.2.2.1.0", "1.3.6.1.4.1.318.1.1.1.4.3.3.0", 10)]
    public async Task Upsc_shows_a_healthy_UPS_with_the_values_that_the_agent_serves(string equipment, string mibs, string charge, string load, int loadScale)
    {
        var device = _site.Devices.First(device => device.Equipment == equipment);
        await using var tools = await NetworkUpsTools.StartAsync(device, mibs);
        var values = await tools.ReadAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', values.Select(value => $"{value.Key}: {value.Value}")));
        Assert.Equal("OL", values["ups.status"].Split(' ')[0]);
        Assert.Equal(await new NetSnmp(device).NumberAsync(charge), Number(values["battery.charge"]), 0.5);
        Assert.Equal(await new NetSnmp(device).NumberAsync(load) / loadScale, Number(values.TryGetValue("ups.load", out var whole) ? whole : values["output.L1.power.percent"]), 1.0);
        Assert.NotEmpty(values["ups.model"]);
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
