using System.Globalization;
using System.Text.RegularExpressions;
using RoomGuard.Testing;

namespace RoomGuard.Wiring.Tests.Firmware;

/// <summary>What Debian's own programs say of our units, users, rules and mounts.</summary>
public sealed partial class SystemFilesTests : IDisposable
{
    private readonly Scratch _folder = new();

    public static TheoryData<string> Units => [.. Directory.EnumerateFiles(Repository.Path("firmware-config", "systemd"), "*.service").Select(path => Path.GetFileName(path))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Units))]
    public async Task A_unit_exposes_at_most_2_5_by_systemds_own_measure(string unit)
    {
        var (code, output) = await RealProcess.RunAsync(Needs.Program("systemd-analyze", "systemd"), ["security", "--offline=true", "--no-pager", "--threshold=25", Repository.Path("firmware-config", "systemd", unit)]);

        Assert.True(code == 0, output);
        Assert.InRange(double.Parse(Exposure().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), 0.1, 2.5);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public async Task A_unit_says_nothing_that_systemd_does_not_know(string unit)
    {
        // The program need not be installed for this.
        var text = Executable().Replace(await File.ReadAllTextAsync(Repository.Path("firmware-config", "systemd", unit)), "=/bin/true ");
        var (code, output) = await RealProcess.RunAsync(Needs.Program("systemd-analyze", "systemd"), ["verify", "--man=no", _folder.Write(unit, text)]);

        Assert.Equal((0, ""), (code, output));
    }

    [Fact]
    public async Task The_users_file_makes_a_user_without_a_shell_in_the_groups_of_the_buses()
    {
        Directory.CreateDirectory(_folder.Path("etc"));
        var (code, output) = await RealProcess.RunAsync(Needs.Program("systemd-sysusers", "systemd"), [$"--root={_folder.Folder}", Repository.Path("firmware-config", "systemd", "roomguard.sysusers")]);

        Assert.True(code == 0, output);
        Assert.Contains(File.ReadLines(_folder.Path("etc", "passwd")), line => line.StartsWith("roomguard:", StringComparison.Ordinal) && line.EndsWith(":/nonexistent:/usr/sbin/nologin", StringComparison.Ordinal));
        foreach (var group in new[] { "gpio", "i2c" })
        {
            Assert.Contains(File.ReadLines(_folder.Path("etc", "group")), line => line.StartsWith(group + ":", StringComparison.Ordinal) && line.EndsWith(":roomguard", StringComparison.Ordinal));
        }
    }

    // The Pi's hardware counts to 15 seconds at most; systemd would warn and take what it gets.
    [Fact]
    public async Task The_watchdog_is_fed_in_time_for_the_hardware_of_a_Pi()
    {
        var settings = Settings("10-roomguard-watchdog.conf", "Manager");
        var (code, output) = await RealProcess.RunAsync(Needs.Program("systemd-analyze", "systemd"), ["timespan", settings["RuntimeWatchdogSec"], settings["RebootWatchdogSec"]]);

        Assert.True(code == 0, output);
        Assert.InRange(Microseconds().Matches(output).Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).First(), 5_000_000, 15_000_000);
        Assert.All(Maps.Boards.Where(row => row.Data.StartsWith("rpi", StringComparison.Ordinal)), row => Assert.Contains("dtparam=watchdog=on", File.ReadLines(Repository.Path("firmware-config", row.Data, "config.txt"))));
    }

    [Fact]
    public void The_log_lives_in_memory() => Assert.Equal("volatile", Settings("10-roomguard-journal.conf", "Journal")["Storage"]);

    [Fact]
    public async Task The_mounts_can_be_read_and_only_the_agents_own_is_written_to_a_card()
    {
        var table = Repository.Path("firmware-config", "readonly", "fstab");
        // This machine has none of these file systems: that is all that may be said of them.
        var (_, said) = await RealProcess.RunAsync(Needs.Program("findmnt", "util-linux"), ["--verify", "--tab-file", table]);
        Assert.Contains("0 parse errors", said, StringComparison.Ordinal);
        Assert.All(said.Split('\n').Where(line => line.Contains("[E]", StringComparison.Ordinal)), line => Assert.Contains("unreachable on boot", line, StringComparison.Ordinal));

        var mounts = File.ReadLines(table).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.All(mounts, mount => Assert.Equal(6, mount.Length));
        var written = mounts.Where(mount => mount[2] != "tmpfs" && !mount[3].Split(',').Contains("ro")).Select(mount => mount[1]);
        var state = File.ReadLines(Repository.Path("firmware-config", "systemd", "roomguard-agent.service")).Single(line => line.StartsWith("StateDirectory=", StringComparison.Ordinal));
        Assert.Equal(["/var/lib/" + state.Split('=')[1]], written);
    }

    [Fact]
    public async Task The_device_rules_follow_the_grammar_and_open_no_device_to_everybody()
    {
        var path = Repository.Path("firmware-config", "udev", "60-roomguard.rules");
        var rules = File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Matches(Rule(), rule));
        Assert.All(rules, rule => Assert.Contains("MODE=\"0660\"", rule, StringComparison.Ordinal));

        // udevadm of systemd 254 and later judges rules itself.
        var udevadm = Needs.Program("udevadm", "udev");
        if ((await RealProcess.RunAsync(udevadm, ["--help"])).Output.Contains("verify", StringComparison.Ordinal))
        {
            var (code, output) = await RealProcess.RunAsync(udevadm, ["verify", path]);
            Assert.True(code == 0, output);
        }
    }

    private static Dictionary<string, string> Settings(string file, string section)
    {
        var lines = File.ReadLines(Repository.Path("firmware-config", "systemd", file)).Where(line => line.Length > 0 && line[0] != '#').ToList();
        Assert.Equal($"[{section}]", lines[0]);
        return lines.Skip(1).ToDictionary(line => line.Split('=')[0], line => line.Split('=')[1]);
    }

    [GeneratedRegex(@"Overall exposure level for \S+: ([0-9.]+)")]
    private static partial Regex Exposure();

    [GeneratedRegex(@"=/usr/local/bin/\S+ |=/usr/bin/roomguard\S* ")]
    private static partial Regex Executable();

    [GeneratedRegex(@"μs: ([0-9]+)")]
    private static partial Regex Microseconds();

    [GeneratedRegex("""^(SUBSYSTEM|KERNEL|ACTION|GROUP|MODE|OWNER|TAG|SYMLINK|ATTR\{[^}]+\})(==|!=|=|\+=)"[^"]*"(, (SUBSYSTEM|KERNEL|ACTION|GROUP|MODE|OWNER|TAG|SYMLINK|ATTR\{[^}]+\})(==|!=|=|\+=)"[^"]*")*$""")]
    private static partial Regex Rule();
}
