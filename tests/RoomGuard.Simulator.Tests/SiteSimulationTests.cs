using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Simulator.Scenarios;
using RoomGuard.Simulator.World;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests;

public sealed class SiteSimulationTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task When_it_has_started_everything_can_be_read()
    {
        await using var site = await StartAsync("quiet-day-with-tests", TimeProvider.System);
        Assert.Equal("sht3x\n", File.ReadAllText(Path.Combine(site.SysfsRoot, "class", "hwmon", "hwmon0", "name")));
        Assert.Equal("w1_slave_temp\n", File.ReadAllText(Path.Combine(site.SysfsRoot, "class", "hwmon", "hwmon1", "name")));
        Assert.Equal("0\n", File.ReadAllText(Path.Combine(site.SysfsRoot, "class", "gpio", "gpio17", "value")));
        Assert.Equal((10, 15, 3), (site.Sensors.Count, site.Contacts.Count, site.Devices.Count));
        Assert.All(site.Devices, device => Assert.Equal(IPAddress.Loopback, device.Endpoint.Address));
        Assert.Equal(3, site.Devices.Select(device => device.Endpoint.Port).Distinct().Count());
    }

    [Fact]
    public async Task On_a_compressed_clock_the_tree_and_the_word_of_it_follow_the_scenario()
    {
        var clock = new CompressedTime(300, TimeProvider.System);
        await using var site = await StartAsync("quiet-day-with-tests", clock);
        var wet = new TaskCompletionSource<SimulationEvent>();
        site.Happened += happening =>
        {
            if (happening is { Source: "leak-1", Text: "leak.wet is true" })
            {
                wet.TrySetResult(happening);
            }
        };
        var word = await wet.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.InRange(word.Elapsed, TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(12.1));
        Assert.InRange(clock.GetUtcNow() - word.At, TimeSpan.Zero, TimeSpan.FromMinutes(20));
        Assert.Equal("0.00:12:00 leak-1 leak.wet is true", word.ToString());
        await UntilAsync(() => File.ReadAllText(Path.Combine(site.SysfsRoot, "class", "gpio", "gpio17", "value")) == "1\n");
        Assert.True(site.TreeChanges > 500);
    }

    [Fact]
    public async Task An_order_from_outside_is_in_the_tree_at_the_next_beat()
    {
        await using var site = await StartAsync("calm", new CompressedTime(10, TimeProvider.System));
        var temperature = Path.Combine(site.SysfsRoot, "class", "hwmon", "hwmon0", "temp1_input");
        Assert.True(File.Exists(temperature));
        site.Give(new SiteOrder.SetContact("srv-1/smoke-1/smoke.alarm", true));
        site.Give(new SiteOrder.SetProbeDead("srv-1/probe-1", ProbeElements.Temperature, IsDead: true));
        await UntilAsync(() => File.ReadAllText(Path.Combine(site.SysfsRoot, "class", "gpio", "gpio24", "value")) == "1\n" && !File.Exists(temperature));
        Assert.True(File.Exists(Path.Combine(site.SysfsRoot, "class", "hwmon", "hwmon0", "humidity1_input")));
    }

    [Fact]
    public async Task A_port_that_is_taken_fails_the_start_and_frees_the_others()
    {
        using var taken = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.Client.LocalEndPoint!).Port;
        var scenario = ReadWithPort(port);
        await Assert.ThrowsAsync<SocketException>(() => SiteSimulation.StartAsync(scenario, new SimulationPlace(_scratch.Folder), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None));
        taken.Dispose();
        await using var site = await SiteSimulation.StartAsync(scenario, new SimulationPlace(_scratch.Folder), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        Assert.Equal(port, site.Devices[1].Endpoint.Port);
    }

    [Fact]
    public async Task A_stopped_site_stands_still_and_can_be_disposed_twice_of()
    {
        using var stop = new CancellationTokenSource();
        var scenario = ScenarioLibrary.Read("calm", out _)!;
        await using var site = await SiteSimulation.StartAsync(scenario, new SimulationPlace(_scratch.Folder), new CompressedTime(500, TimeProvider.System), NullLoggerFactory.Instance, stop.Token);
        await UntilAsync(() => site.Elapsed > TimeSpan.FromSeconds(5));
        await stop.CancelAsync();
        await site.Completion.WaitAsync(TimeSpan.FromSeconds(10));
        await site.DisposeAsync();
        var elapsed = site.Elapsed;
        await Task.Delay(30);
        Assert.Equal(elapsed, site.Elapsed);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_the_play_and_is_told_of()
    {
        var site = await StartAsync("calm", new CompressedTime(100, TimeProvider.System));
        site.Happened += _ => throw new InvalidOperationException("a bad handler");
        site.Give(new SiteOrder.SetMains(false));
        var told = await Assert.ThrowsAsync<InvalidOperationException>(() => site.Completion.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("a bad handler", told.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await site.DisposeAsync());
        using var freed = new UdpClient(site.Devices[0].Endpoint);
    }

    private Task<SiteSimulation> StartAsync(string scenario, TimeProvider clock) =>
        SiteSimulation.StartAsync(ScenarioLibrary.Read(scenario, out _)!, new SimulationPlace(_scratch.Folder), clock, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    private Scenario ReadWithPort(int port)
    {
        var text = ScenarioText.Calm.Replace("\"profile\": \"apc-ups\"", FormattableString.Invariant($"\"profile\": \"apc-ups\", \"port\": {port}"), StringComparison.Ordinal);
        var scenario = ScenarioLibrary.Read(_scratch.Write("port.json", text), out var faults);
        Assert.Empty(faults);
        return scenario!;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "It did not come about within a minute.");
            await Task.Delay(10);
        }
    }
}
