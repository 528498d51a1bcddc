using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Sensors.Board;

/// <summary>What the machine that the agent runs on says of itself. The driver's name is <c>system</c>.</summary>
internal sealed class BoardSensor(string root, SensorChannel wanted, Func<KernelClock> clock) : ISensor
{
    /// <summary>The device of every channel but <c>disk_free</c>, which takes a folder too.</summary>
    internal const string Device = "board";

    // Bits of get_throttled, as the firmware's documentation has them.
    private const long Undervoltage = 0x1;
    private const long SlowedDown = 0x2 | 0x4 | 0x8;

    // By channel; no unit is true or false.
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["temperature"] = "Cel",
        ["undervoltage"] = "",
        ["throttled"] = "",
        ["disk_free"] = "%",
        ["memory_free"] = "%",
        ["clock_offset"] = "s",
        ["clock_error"] = "s",
        ["clock_synced"] = "",
    };

    private static readonly string[] ZoneKinds = ["cpu-thermal", "cpu_thermal", "soc-thermal", "soc_thermal", "x86_pkg_temp"];

    /// <summary>The driver's entry in the catalogue.</summary>
    public static SensorDriver Driver { get; } = new("system", Fault, static (root, wanted) => new BoardSensor(root, wanted, KernelClock.Ask));

    private string Throttled => Path.Combine(root, "devices", "platform", "soc", "soc:firmware", "get_throttled");

    // A tree's own proc and run stand beside its sys.
    private string Beside(params string[] parts) => Path.Combine([Path.GetDirectoryName(Path.GetFullPath(root)) ?? "/", .. parts]);

    /// <inheritdoc/>
    public Reading Read() => wanted.Channel switch
    {
        "temperature" => Temperature(),
        "undervoltage" => FindPowerMonitor() is { } monitor ? Flag(Path.Combine(monitor, "in0_lcrit_alarm")) : Bits(Undervoltage),
        "throttled" => Bits(SlowedDown),
        "disk_free" => DiskFree(wanted.Device == Device ? "/" : wanted.Device),
        "memory_free" => KernelFile.TryRead(Beside("proc", "meminfo"), out var text, out var absence) ? ParseMemory(text, wanted.Signal) : absence,
        "clock_offset" => Offset(clock()),
        "clock_error" => clock() is { State: >= 0 } answer ? KernelNumber.Judge(answer.MaxError.TotalSeconds, wanted.Signal) : NoClock(),
        _ => Synced(clock()),
    };

    /// <summary>The share of memory that programs could still have, of <c>/proc/meminfo</c>.</summary>
    internal static Reading ParseMemory(string text, Signal signal) =>
        Field(text, "MemTotal:") is { } total and > 0 && Field(text, "MemAvailable:") is { } available
            ? KernelNumber.Judge(100 * available / total, signal)
            : Reading.Absent(AbsenceReason.Corrupt, "meminfo has no MemTotal and MemAvailable");

    /// <summary>Whether bits of the firmware's status word stand.</summary>
    internal static Reading ParseBits(string text, long bits) =>
        long.TryParse(text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word) && word >= 0
            ? Reading.Of((word & bits) != 0)
            : Reading.Absent(AbsenceReason.Corrupt, "get_throttled is no hexadecimal number");

    private static string? Fault(SensorChannel wanted) =>
        !Units.TryGetValue(wanted.Channel, out var unit) ? $"has channel \"{wanted.Channel}\"; it must be one of {string.Join(", ", Units.Keys)}."
        : wanted.Device != Device && (wanted.Channel != "disk_free" || !Path.IsPathRooted(wanted.Device)) ? $"has device \"{wanted.Device}\"; it must be {Device}, or for disk_free a folder by its whole path."
        : unit.Length == 0 ? wanted.Signal.IsFlag ? null : $"reads true or false from {wanted.Channel}, but {wanted.Signal.Id} is a {wanted.Signal.Kind}."
        : unit == wanted.Signal.Unit ? null
        : $"reads {unit} from {wanted.Channel}, but {wanted.Signal.Id} is in {(wanted.Signal.Unit.Length == 0 ? "no unit" : wanted.Signal.Unit)}.";

    private static double? Field(string text, string name)
    {
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is not null && KernelNumber.TryParse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), out var number) && number >= 0 ? number : null;
    }

    private static Reading NoClock() => Reading.Absent(AbsenceReason.Silent, "the kernel does not tell of its clock: the unit's SystemCallFilter must allow adjtimex, and ProtectClock=yes forbids it");

    private Reading Temperature()
    {
        var zones = Path.Combine(root, "class", "thermal");
        var found = Directory.Exists(zones) ? Directory.EnumerateFileSystemEntries(zones, "thermal_zone*").Order(StringComparer.Ordinal).ToList() : [];
        var zone = found.FirstOrDefault(zone => KernelFile.TryRead(Path.Combine(zone, "type"), out var kind, out _) && ZoneKinds.Contains(kind)) ?? found.FirstOrDefault();
        return zone is null ? Reading.Absent(AbsenceReason.Silent, $"no thermal zone below {zones}: the board has none, or its driver is not loaded")
            : KernelFile.TryRead(Path.Combine(zone, "temp"), out var text, out var absence) ? KernelNumber.Parse(text, 0.001, wanted.Signal)
            : absence;
    }

    private string? FindPowerMonitor() => NamedFolder.Find(Path.Combine(root, "class", "hwmon"), "hwmon", "rpi_volt");

    private static Reading Flag(string file) => !KernelFile.TryRead(file, out var text, out var absence) ? absence
        : text is "0" or "1" ? Reading.Of(text == "1")
        : Reading.Absent(AbsenceReason.Corrupt, $"{file} holds neither 0 nor 1");

    private Reading Bits(long bits) => !File.Exists(Throttled) ? Reading.Absent(AbsenceReason.Silent, $"there is neither rpi_volt nor {Throttled}: the board is no Raspberry Pi, or raspberrypi_hwmon is not loaded")
        : KernelFile.TryRead(Throttled, out var text, out var absence) ? ParseBits(text, bits)
        : absence;

    private Reading DiskFree(string folder)
    {
        try
        {
            // Asked anew each time: a disk may have been mounted since.
            var disk = new DriveInfo(folder);
            return disk.TotalSize > 0 ? KernelNumber.Judge(100.0 * disk.AvailableFreeSpace / disk.TotalSize, wanted.Signal) : Reading.Absent(AbsenceReason.Corrupt, $"the file system of {folder} has no size");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Reading.Absent(AbsenceReason.Silent, $"the file system of {folder} cannot be asked: {error.Message}");
        }
    }

    private Reading Offset(KernelClock answer) =>
        answer.State < 0 ? NoClock()
        : !answer.IsSet ? Reading.Absent(AbsenceReason.Silent, "nobody has set the clock: nothing is known of its offset")
        : Directory.Exists(Beside("run", "chrony")) ? Reading.Absent(AbsenceReason.Disabled, "chrony corrects the clock without telling the kernel an offset: clock_error says how far it may be off")
        : KernelNumber.Judge(answer.Offset.TotalSeconds, wanted.Signal);

    // Where asking is forbidden, systemd-timesyncd's own mark is left.
    private Reading Synced(KernelClock answer) =>
        answer.State >= 0 ? Reading.Of(answer.IsSet)
        : File.Exists(Beside("run", "systemd", "timesync", "synchronized")) ? Reading.Of(true)
        : NoClock();
}
