using System.Globalization;
using RoomGuard.Testing;
using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Tests.Firmware;

/// <summary>Every board's overlay, compiled by dtc and applied by fdtoverlay to the tree that Debian's kernel has for it.</summary>
public sealed class OverlayTests : IDisposable
{
    // What Raspberry Pi OS calls the parts of a Pi 5; Debian 12 has no tree of it.
    private const string Pi5 = """
        /dts-v1/;
        / {
            #address-cells = <1>;
            #size-cells = <1>;
            aliases { };
            gpio: gpio@d0000 { reg = <0xd0000 0x1000>; gpio-controller; #gpio-cells = <2>; };
            i2c1: i2c@74000 { reg = <0x74000 0x1000>; #address-cells = <1>; #size-cells = <0>; status = "disabled"; };
        };
        """;

    private readonly Scratch _folder = new();

    public static TheoryData<string> Boards => Maps.Boards;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task It_compiles_without_a_warning(string board)
    {
        var (code, output) = await RealProcess.RunAsync(Needs.Program("dtc", "device-tree-compiler"), ["-@", "-I", "dts", "-O", "dtb", "-o", _folder.Path("overlay.dtbo"), Repository.Path("firmware-config", board, "roomguard.dts")]);

        Assert.Equal((0, ""), (code, output));
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task Applied_it_says_what_the_map_says(string board)
    {
        var map = Maps.Read(board);
        var tree = await MergeAsync(map);
        var (gpio, i2c) = (map.Chip.Node ?? "/gpio@d0000", map.Buses.Single(bus => bus.Kind == "i2c").Node ?? "/i2c@74000");

        // Only what the kernel drives has a node on the bus: a driver on another address would be in the agent's way.
        Assert.Equal("okay", await GetAsync(tree, i2c, "status"));
        Assert.Equal(map.Devices.Where(device => device.Kernel is not null && device.Address is not null).Select(device => $"{device.Kernel} {device.Address}").Order(StringComparer.Ordinal), await ChildrenAsync(tree, i2c));

        var handle = await GetAsync(tree, gpio, "phandle", "-t", "u");
        var thermometers = map.Devices.Single(device => device.Kernel == "w1-gpio");
        Assert.Equal("w1-gpio", await GetAsync(tree, "/roomguard-onewire", "compatible"));
        Assert.Equal($"{handle} {map.LineOf(map.FindBus(thermometers.Bus)!.Data)} 6", await GetAsync(tree, "/roomguard-onewire", "gpios", "-t", "u"));

        foreach (var (name, isOutput, pull) in new[] { ("roomguard-inputs", false, "up"), ("roomguard-outputs", true, "down") })
        {
            var devices = map.Devices.Where(device => device.Pin is not null && device.IsOutput == isOutput).ToList();
            Assert.All(devices, device => Assert.Equal(pull, device.Pull));
            Assert.Equal(devices.Select(device => PinName(map, device.Pin!.Value)).Order(StringComparer.Ordinal), (await PinsAsync(tree, gpio, name)).Order(StringComparer.Ordinal));
            Assert.Equal(pull, await PullAsync(tree, gpio, name));
            Assert.Contains(await GetAsync(tree, $"{Pins(gpio)}/{name}", "phandle", "-t", "u"), (await GetAsync(tree, Pins(gpio), "pinctrl-0", "-t", "u")).Split(' '));
        }

        Assert.Equal([PinName(map, map.FindBus(thermometers.Bus)!.Data)], await PinsAsync(tree, gpio, "roomguard-w1"));
        Assert.Equal(await GetAsync(tree, $"{Pins(gpio)}/roomguard-w1", "phandle", "-t", "u"), await GetAsync(tree, "/roomguard-onewire", "pinctrl-0", "-t", "u"));
    }

    // Where the kernel counts the header's bus otherwise, an alias makes it the number that agent.json names.
    [Fact]
    public async Task The_headers_bus_is_number_1_on_the_ODROID()
    {
        var map = Maps.Read("odroid-c4");
        var tree = await MergeAsync(map);

        Assert.Equal(map.FindBus("i2c1")!.Node, await GetAsync(tree, "/aliases", $"i2c{map.FindBus("i2c1")!.Number}"));
        var wired = (await GetAsync(tree, map.FindBus("i2c1")!.Node!, "pinctrl-0", "-t", "u")).Split(' ');
        Assert.Equal([await GetAsync(tree, Pins(map.Chip.Node!) + "/i2c2-sda-x", "phandle", "-t", "u"), await GetAsync(tree, Pins(map.Chip.Node!) + "/i2c2-sck-x", "phandle", "-t", "u")], wired);
    }

    [Theory]
    [InlineData]
    [InlineData("rpi-4")]
    [InlineData("rpi-4", "a.dtbo", "base.dtb")]
    public async Task A_wrong_command_line_says_how_it_is_meant(params string[] words)
    {
        var (code, output) = await RealProcess.RunAsync("bash", [Repository.Path("firmware-config", "merge.sh"), .. words]);

        Assert.Equal(64, code);
        Assert.Contains("firmware-config/merge.sh rpi-4 roomguard.dtbo", output, StringComparison.Ordinal);
    }

    private async Task<string> MergeAsync(Board map)
    {
        Needs.Program("fdtoverlay", "device-tree-compiler");
        var tree = map.DebianTree is null ? await LabelledAsync() : Needs.DeviceTree(map.DebianTree);
        var merged = _folder.Path("merged.dtb");
        var (code, output) = await RealProcess.RunAsync("bash", [Repository.Path("firmware-config", "merge.sh"), map.Id, _folder.Path("overlay.dtbo"), tree, merged]);
        Assert.True(code == 0, output);
        return merged;
    }

    private async Task<string> LabelledAsync()
    {
        var (code, output) = await RealProcess.RunAsync("dtc", ["-q", "-@", "-I", "dts", "-O", "dtb", "-o", _folder.Path("pi5.dtb"), _folder.Write("pi5.dts", Pi5)]);
        Assert.True(code == 0, output);
        return _folder.Path("pi5.dtb");
    }

    private static async Task<string> GetAsync(string tree, string node, string property, params string[] options)
    {
        var (code, output) = await RealProcess.RunAsync("fdtget", [.. options, tree, node, property]);
        Assert.True(code == 0, $"{node} {property}: {output}");
        return output.Trim();
    }

    private static async Task<bool> HasAsync(string tree, string node, string property) => (await RealProcess.RunAsync("fdtget", ["-p", tree, node])).Output.Split('\n').Contains(property);

    private static async Task<List<string>> ChildrenAsync(string tree, string bus)
    {
        var (_, names) = await RealProcess.RunAsync("fdtget", ["-l", tree, bus]);
        var children = new List<string>();
        foreach (var name in names.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var address = int.Parse(await GetAsync(tree, $"{bus}/{name}", "reg", "-t", "u"), CultureInfo.InvariantCulture);
            var compatible = await GetAsync(tree, $"{bus}/{name}", "compatible");
            children.Add(string.Create(CultureInfo.InvariantCulture, $"{compatible} 0x{address:x}"));
        }

        return children;
    }

    // The ODROID's lines are a bank within its pin controller; the others' chips are both.
    private static string Pins(string gpio) => gpio.EndsWith("/bank@40", StringComparison.Ordinal) ? gpio[..^"/bank@40".Length] : gpio;

    private static string PinName(Board map, int pin) => map.Id switch
    {
        "odroid-c4" => map.FindPin(pin)!.Name,
        "rpi-5" => $"gpio{map.LineOf(pin)}",
        _ => $"{map.LineOf(pin)}",
    };

    private static async Task<string[]> PinsAsync(string tree, string gpio, string name)
    {
        var node = $"{Pins(gpio)}/{name}";
        if (Pins(gpio) != gpio)
        {
            return (await GetAsync(tree, node + "/mux", "groups")).Split(' ');
        }

        return (await HasAsync(tree, node, "pins") ? await GetAsync(tree, node, "pins") : await GetAsync(tree, node, "brcm,pins", "-t", "u")).Split(' ');
    }

    private static async Task<string> PullAsync(string tree, string gpio, string name)
    {
        var node = $"{Pins(gpio)}/{name}{(Pins(gpio) == gpio ? "" : "/mux")}";
        if (await HasAsync(tree, node, "brcm,pull"))
        {
            Assert.Equal("0", await GetAsync(tree, node, "brcm,function", "-t", "u"));
            return await GetAsync(tree, node, "brcm,pull", "-t", "u") switch { "2" => "up", "1" => "down", var other => other };
        }

        return await HasAsync(tree, node, "bias-pull-up") ? "up" : await HasAsync(tree, node, "bias-pull-down") ? "down" : "none";
    }
}
