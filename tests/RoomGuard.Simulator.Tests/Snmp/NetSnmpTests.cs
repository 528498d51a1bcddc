using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Simulator.Scenarios;
using RoomGuard.Simulator.World;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests.Snmp;

public sealed class NetSnmpTests : IAsyncLifetime
{
    private const string Ups = "1.3.6.1.2.1.33.1.";
    private const string Apc = "1.3.6.1.4.1.318.1.1.1.";
    private const string ComAp = "1.3.6.1.4.1.28634.29.2.";

    private readonly Scratch _scratch = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private SiteSimulation _site = null!;

    public async ValueTask InitializeAsync()
    {
        var scenario = ScenarioLibrary.Read("calm", out _)!;
        var place = new SimulationPlace(_scratch.Folder) { Community = "se-cret" };
        _site = await SiteSimulation.StartAsync(scenario, place, _clock, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Each_device_says_what_it_is()
    {
        Assert.Equal([".1.3.6.1.2.1.33", ".1.3.6.1.4.1.318.1.3.27", ".1.3.6.1.4.1.28634.29"], await Task.WhenAll(_site.Devices.Select(device => new NetSnmp(device).GetAsync("1.3.6.1.2.1.1.2.0"))));
        Assert.Equal(["ups ups-mib", "ups apc-ups", "generator comap"], _site.Devices.Select(device => $"{device.Kind} {device.Profile}"));
        Assert.Equal("\"ups-1\"", await Device("ups-1").GetAsync("1.3.6.1.2.1.1.5.0"));
    }

    [Fact]
    public async Task UPS_MIB_at_rest_is_that_of_a_healthy_three_phase_UPS()
    {
        var walk = await Device("ups-1").BulkWalkAsync("1.3.6.1.2.1.33");
        Assert.Equal(("3", "2", "0", "100", "6"), (walk[Ups + "4.1.0"], walk[Ups + "2.1.0"], walk[Ups + "2.2.0"], walk[Ups + "2.4.0"], walk[Ups + "7.3.0"]));
        Assert.Equal(".1.3.6.1.2.1.33.1.7.7.1", walk[Ups + "7.1.0"]);
        Assert.Equal("0", walk[Ups + "6.1.0"]);
        Assert.DoesNotContain(walk.Keys, oid => oid.StartsWith(Ups + "6.2", StringComparison.Ordinal));
        for (var phase = 1; phase <= 3; phase++)
        {
            Assert.InRange(Number(walk[$"{Ups}3.3.1.3.{phase}"]), 226, 236);
            Assert.InRange(Number(walk[$"{Ups}3.3.1.2.{phase}"]), 499, 501);
            Assert.InRange(Number(walk[$"{Ups}4.4.1.2.{phase}"]), 229, 231);
            Assert.InRange(Number(walk[$"{Ups}4.4.1.5.{phase}"]), 38, 42);
        }

        Assert.InRange(Number(walk[Ups + "2.5.0"]), 2700, 2740);
    }

    [Fact]
    public async Task UPS_MIB_follows_a_self_test()
    {
        var ups = Device("ups-1");
        await PassAsync(TimeSpan.FromSeconds(12), new SiteOrder.TestUps("ups-1", WillFail: false));
        var during = await ups.BulkWalkAsync("1.3.6.1.2.1.33");
        Assert.Equal(("5", "5"), (during[Ups + "7.3.0"], during[Ups + "4.1.0"]));
        Assert.InRange(Number(during[Ups + "2.2.0"]), 4, 7);
        Assert.Equal("2", during[Ups + "6.1.0"]);
        Assert.Equal(".1.3.6.1.2.1.33.1.6.3.2", during[Ups + "6.2.1.2.2"]);
        Assert.Equal(".1.3.6.1.2.1.33.1.6.3.24", during[Ups + "6.2.1.2.24"]);
        Assert.InRange(Number(during[Ups + "3.3.1.3.1"]), 226, 236);

        await PassAsync(TimeSpan.FromSeconds(30));
        var after = await ups.BulkWalkAsync("1.3.6.1.2.1.33");
        Assert.Equal(("1", "3", "3000", "0"), (after[Ups + "7.3.0"], after[Ups + "4.1.0"], after[Ups + "7.6.0"], after[Ups + "6.1.0"]));
        var upTime = await ups.NumberAsync("1.3.6.1.2.1.1.3.0");
        Assert.InRange((upTime - Number(after[Ups + "7.5.0"])) / 100, 41, 44);
    }

    [Fact]
    public async Task PowerNet_follows_a_self_test_and_its_date_changes()
    {
        var ups = Device("ups-2");
        string[] objects = [Apc + "7.2.3.0", Apc + "7.2.4.0", Apc + "4.1.1.0", Apc + "3.2.5.0"];
        Assert.Equal(["1", "\"02/15/2026\"", "2", "1"], await ups.GetAllAsync(objects));
        await PassAsync(TimeSpan.FromSeconds(12), new SiteOrder.TestUps("ups-2", WillFail: false));
        Assert.Equal(["4", "\"03/01/2026\"", "3", "9"], await ups.GetAllAsync(objects));
        var flags = (await ups.GetAsync(Apc + "11.1.1.0")).Trim('"');
        Assert.Equal((64, '1', '1', '0', '1'), (flags.Length, flags[0], flags[1], flags[3], flags[28]));
        Assert.InRange(await ups.NumberAsync(Apc + "2.1.2.0"), 400, 700);
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["1", "\"03/01/2026\"", "2", "9"], await ups.GetAllAsync(objects));
    }

    [Fact]
    public async Task PowerNet_tells_a_worn_out_battery()
    {
        await PassAsync(TimeSpan.FromSeconds(40), new SiteOrder.TestUps("ups-2", WillFail: true));
        Assert.Equal(["2", "2", "1"], await Device("ups-2").GetAllAsync([Apc + "7.2.3.0", Apc + "2.2.4.0", Apc + "2.2.6.0"]));
    }

    [Fact]
    public async Task PowerNet_answers_tenths_beside_whole_numbers_and_UPS_MIB_besides()
    {
        var walk = await Device("ups-2").BulkWalkAsync("1.3.6.1.4.1.318");
        Assert.Equal("1000", walk[Apc + "2.3.1.0"]);
        Assert.Equal(Number(walk[Apc + "3.2.1.0"]), Number(walk[Apc + "3.3.1.0"]) / 10, 0.51);
        Assert.Equal(Number(walk[Apc + "4.2.3.0"]), Number(walk[Apc + "4.3.3.0"]) / 10, 0.51);
        Assert.InRange(Number(walk[Apc + "2.2.3.0"]) / 6000, 23, 25);
        Assert.Equal(1, await Device("ups-2").NumberAsync(Ups + "3.2.0"));
    }

    [Fact]
    public async Task All_devices_tell_the_same_outage()
    {
        await PassAsync(TimeSpan.FromSeconds(5), new SiteOrder.SetMains(false));
        Assert.Equal(["5", "0", "0"], await Device("ups-1").GetAllAsync([Ups + "4.1.0", Ups + "3.3.1.3.1", Ups + "3.3.1.2.1"]));
        Assert.Equal(["3", "4", "0"], await Device("ups-2").GetAllAsync([Apc + "4.1.1.0", Apc + "3.2.5.0", Apc + "3.3.1.0"]));
        Assert.Equal(["7", "0", "0", "0"], await Device("gen-1").GetAllAsync([ComAp + "9245.0", ComAp + "8195.0", ComAp + "8211.0", ComAp + "8202.0"]));

        await PassAsync(TimeSpan.FromSeconds(40));
        var set = await Device("gen-1").BulkWalkAsync("1.3.6.1.4.1.28634");
        Assert.Equal(("8", "2", "2"), (set[ComAp + "9244.0"], set[ComAp + "9245.0"], set[ComAp + "9887.0"]));
        Assert.InRange(Number(set[ComAp + "8202.0"]), 43, 49);
        Assert.InRange(Number(set[ComAp + "8192.0"]), 228, 233);
        Assert.InRange(Number(set[ComAp + "9628.0"]), 395, 404);
        Assert.InRange(Number(set[ComAp + "8210.0"]), 496, 504);
        Assert.InRange(Number(set[ComAp + "10123.0"]), 1490, 1510);
        Assert.InRange(Number(set[ComAp + "8227.0"]), 45, 55);
        Assert.InRange(Number(set[ComAp + "8198.0"]), 65, 78);
        Assert.Equal("188", set[ComAp + "8207.0"]);
        Assert.Equal(["3", "4"], await Device("ups-1").GetAllAsync([Ups + "4.1.0", Ups + "3.1.0"]));
    }

    [Fact]
    public async Task A_test_run_shows_mode_test_with_the_mains_in_place()
    {
        await PassAsync(TimeSpan.FromSeconds(60), new SiteOrder.ExerciseGenerator(TimeSpan.FromMinutes(10), IsOnLoad: true));
        Assert.Equal(["8", "2", "3"], await Device("gen-1").GetAllAsync([ComAp + "9244.0", ComAp + "9245.0", ComAp + "9887.0"]));
        Assert.InRange(await Device("gen-1").NumberAsync(ComAp + "8195.0"), 226, 236);
    }

    [Fact]
    public async Task What_a_device_has_not_is_absent_and_nothing_can_be_set()
    {
        Assert.StartsWith("No Such", await Device("gen-1").GetAsync(ComAp + "9999.0"), StringComparison.Ordinal);
        Assert.StartsWith("No Such", await Device("ups-1").GetAsync(Apc + "4.1.1.0"), StringComparison.Ordinal);
        Assert.StartsWith("No Such Instance", await Device("ups-2").GetAsync(Ups + "3.3.1.3.2"), StringComparison.Ordinal);
        var device = _site.Devices[0];
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("snmpset", "snmp"), ["-v2c", "-c", device.Community, "-r0", "-t1", device.Endpoint.ToString(), Ups + "7.1.0", "o", Ups + "7.7.4"]);
        Assert.True(exitCode != 0, output);
    }

    [Fact]
    public async Task A_silenced_card_and_a_wrong_community_get_no_answer()
    {
        await PassAsync(TimeSpan.FromSeconds(1), new SiteOrder.SetSilent("ups-1", IsSilent: true));
        await AssertSilentAsync(_site.Devices[0].Community);
        await PassAsync(TimeSpan.FromSeconds(1), new SiteOrder.SetSilent("ups-1", IsSilent: false));
        Assert.Equal("\"ups-1\"", await Device("ups-1").GetAsync("1.3.6.1.2.1.1.5.0"));
        await AssertSilentAsync("public");
    }

    private async Task AssertSilentAsync(string community)
    {
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("snmpget", "snmp"), ["-v2c", "-c", community, "-r0", "-t1", _site.Devices[0].Endpoint.ToString(), "1.3.6.1.2.1.1.5.0"]);
        Assert.True(exitCode != 0 && output.Contains("Timeout", StringComparison.Ordinal), output);
    }

    private NetSnmp Device(string equipment) => new(_site.Devices.Single(device => device.Equipment == equipment));

    // The fake clock moves at once; the player is then waited for, on its own thread.
    private async Task PassAsync(TimeSpan span, params SiteOrder[] orders)
    {
        foreach (var order in orders)
        {
            _site.Give(order);
        }

        var end = _site.Elapsed + span;
        _clock.Advance(span);
        for (var patience = 0; _site.Elapsed < end && patience < 2000; patience++)
        {
            await Task.Delay(5);
        }

        Assert.InRange(_site.Elapsed, end - Site.StepLength, end + Site.StepLength);
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
