using System.Buffers.Binary;
using System.Globalization;
using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Sensors.Board;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Sensors;

/// <summary>A machine whose <c>sys</c>, <c>proc</c> and <c>run</c> are a test's own.</summary>
public sealed class BoardSensorTests : IDisposable
{
    private static readonly KernelClock Set = new(0, TimeSpan.FromMilliseconds(-3), TimeSpan.FromMilliseconds(40));
    private static readonly KernelClock Unset = new(KernelClock.Unset, TimeSpan.Zero, TimeSpan.FromSeconds(16));
    private static readonly KernelClock Forbidden = new(-1, TimeSpan.Zero, TimeSpan.Zero);

    private readonly Scratch _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_processors_zone_is_read_whatever_its_number()
    {
        Assert.Contains("no thermal zone", Read("temperature", "agent.board_temp").Detail, StringComparison.Ordinal);
        _root.Write("sys/class/thermal/thermal_zone0/type", "acpitz\n");
        _root.Write("sys/class/thermal/thermal_zone0/temp", "27800\n");
        Assert.Equal(27.8, Read("temperature", "agent.board_temp").Number);
        _root.Write("sys/class/thermal/thermal_zone3/type", "cpu-thermal\n");
        _root.Write("sys/class/thermal/thermal_zone3/temp", "51121\n");
        Assert.Equal(51.121, Read("temperature", "agent.board_temp").Number);
    }

    [Fact]
    public void Undervoltage_is_what_the_kernels_monitor_says_and_without_it_the_firmware()
    {
        Assert.Contains("no Raspberry Pi", Read("undervoltage", "agent.undervoltage").Detail, StringComparison.Ordinal);
        _root.Write("sys/devices/platform/soc/soc:firmware/get_throttled", "50005\n");
        Assert.Equal(Reading.Of(true), Read("undervoltage", "agent.undervoltage"));
        _root.Write("sys/class/hwmon/hwmon2/name", "rpi_volt\n");
        _root.Write("sys/class/hwmon/hwmon2/in0_lcrit_alarm", "0\n");
        Assert.Equal(Reading.Of(false), Read("undervoltage", "agent.undervoltage"));
        _root.Write("sys/class/hwmon/hwmon2/in0_lcrit_alarm", "1\n");
        Assert.Equal(Reading.Of(true), Read("undervoltage", "agent.undervoltage"));
        _root.Write("sys/class/hwmon/hwmon2/in0_lcrit_alarm", "7\n");
        Assert.Equal(AbsenceReason.Corrupt, Read("undervoltage", "agent.undervoltage").Absence);
    }

    // The documentation of vcgencmd get_throttled: bits 0 to 3 are now, 16 to 19 have been.
    [Theory]
    [InlineData("0", false)]
    [InlineData("0x0", false)]
    [InlineData("50000", false)]
    [InlineData("50005", true)]
    [InlineData("2", true)]
    [InlineData("8", true)]
    [InlineData("1", false)]
    [InlineData("-1", null)]
    [InlineData("", null)]
    [InlineData("ffffffffffffffff", null)]
    public void The_firmwares_word_is_read_bit_by_bit(string text, bool? isSlow)
    {
        var reading = BoardSensor.ParseBits(text, 0x2 | 0x4 | 0x8);
        Assert.True(isSlow is { } flag ? reading == Reading.Of(flag) : reading.Absence == AbsenceReason.Corrupt, $"{text}: {reading}");
    }

    [Fact]
    public void Memory_is_what_programs_could_still_have()
    {
        _root.Write("proc/meminfo", "MemTotal:         948304 kB\nMemFree:          120000 kB\nMemAvailable:     474152 kB\n");
        Assert.Equal(50, Read("memory_free", "agent.memory_free").Number);
        _root.Write("proc/meminfo", "MemTotal:         0 kB\n");
        Assert.Equal(AbsenceReason.Corrupt, Read("memory_free", "agent.memory_free").Absence);
    }

    [Fact]
    public async Task A_disk_is_as_full_as_df_says()
    {
        var (exitCode, output) = await RealProcess.RunAsync("stat", ["-f", "-c", "%a %b", _root.Folder]);
        Assert.Equal(0, exitCode);
        var blocks = output.Trim().Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToList();
        var reading = new BoardSensor(_root.Path("sys"), new SensorChannel(_root.Folder, "disk_free", Signal("agent.disk_free")), () => Set).Read();
        Assert.Equal(100 * blocks[0] / blocks[1], reading.Number, 1.0);
        reading = new BoardSensor(_root.Path("sys"), new SensorChannel("/no/such/folder", "disk_free", Signal("agent.disk_free")), () => Set).Read();
        Assert.Contains("/no/such/folder", reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_nobody_set_has_no_offset()
    {
        Assert.Equal(-0.003, Read("clock_offset", "agent.clock_offset", Set).Number);
        Assert.Equal(0.04, Read("clock_error", "agent.clock_error", Set).Number);
        Assert.Equal(Reading.Of(true), Read("clock_synced", "agent.clock_synced", Set));
        Assert.Equal(AbsenceReason.Silent, Read("clock_offset", "agent.clock_offset", Unset).Absence);
        Assert.Equal(16, Read("clock_error", "agent.clock_error", Unset).Number);
        Assert.Equal(Reading.Of(false), Read("clock_synced", "agent.clock_synced", Unset));
    }

    [Fact]
    public void Where_asking_is_forbidden_only_the_mark_of_systemd_counts()
    {
        Assert.Contains("adjtimex", Read("clock_offset", "agent.clock_offset", Forbidden).Detail, StringComparison.Ordinal);
        Assert.Contains("adjtimex", Read("clock_error", "agent.clock_error", Forbidden).Detail, StringComparison.Ordinal);
        Assert.Contains("adjtimex", Read("clock_synced", "agent.clock_synced", Forbidden).Detail, StringComparison.Ordinal);
        _root.Write("run/systemd/timesync/synchronized", "");
        Assert.Equal(Reading.Of(true), Read("clock_synced", "agent.clock_synced", Forbidden));
        Assert.Equal(Reading.Of(false), Read("clock_synced", "agent.clock_synced", Unset));
    }

    [Fact]
    public void Under_chrony_the_kernels_offset_means_nothing()
    {
        Directory.CreateDirectory(_root.Path("run/chrony"));
        Assert.Equal(AbsenceReason.Disabled, Read("clock_offset", "agent.clock_offset", Set).Absence);
        Assert.Equal(0.04, Read("clock_error", "agent.clock_error", Set).Number);
    }

    [Fact]
    public async Task The_kernels_answer_is_laid_out_as_its_C_header_says()
    {
        const string Script = """
            import ctypes
            L = ctypes.c_long
            class Timex(ctypes.Structure):
                _fields_ = [("modes", ctypes.c_uint), ("offset", L), ("freq", L), ("maxerror", L), ("esterror", L), ("status", ctypes.c_int)] + [("rest%d" % i, L) for i in range(30)]
            t = Timex()
            state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(t))
            print(state, t.maxerror, Timex.offset.offset, Timex.maxerror.offset, Timex.status.offset)
            """;
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("python3", "python3"), ["-c", Script]);
        Assert.Equal(0, exitCode);
        var words = output.Trim().Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToList();
        var timex = new byte[512];
        BinaryPrimitives.WriteInt64LittleEndian(timex.AsSpan((int)words[2]), -2_500_000);
        BinaryPrimitives.WriteInt64LittleEndian(timex.AsSpan((int)words[3]), 1500);
        Assert.Equal(new KernelClock(0, TimeSpan.FromMilliseconds(-2500), TimeSpan.FromMilliseconds(1.5)), KernelClock.Parse(0, timex));
        BinaryPrimitives.WriteInt32LittleEndian(timex.AsSpan((int)words[4]), 0x2000);
        Assert.Equal(TimeSpan.FromMilliseconds(-2.5), KernelClock.Parse(0, timex).Offset);

        // The bound grows by half a millisecond a second while nobody confirms the clock.
        var asked = KernelClock.Ask();
        Assert.Equal(words[0] < 0, asked.State < 0);
        Assert.True(words[0] < 0 || Math.Abs(asked.MaxError.TotalMicroseconds - words[1]) < 100_000, $"{asked} {output}");
    }

    [Fact]
    public void Any_text_is_a_reading_of_its_signal() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["MemTotalAvailable: kB0123456789\nxabcdef-"], 0, 80]).Sample(text =>
    {
        var memory = BoardSensor.ParseMemory(text, Signal("agent.memory_free"));
        Assert.True(!memory.IsPresent || Signal("agent.memory_free").IsBelievable(memory.Number));
        Assert.True(BoardSensor.ParseBits(text, 1).Kind is ReadingKind.Absent or ReadingKind.Flag);
    }, iter: 5000);

    [Fact]
    public void Any_bytes_are_an_answer_of_the_kernel() => Gen.Byte.Array[512].Sample(bytes => KernelClock.Parse(0, bytes).IsSet);

    [Theory]
    [InlineData("board", "heat", "agent.board_temp", "has channel \"heat\"; it must be one of temperature, undervoltage, throttled, disk_free")]
    [InlineData("here", "temperature", "agent.board_temp", "has device \"here\"; it must be board")]
    [InlineData("data", "disk_free", "agent.disk_free", "or for disk_free a folder by its whole path")]
    [InlineData("board", "undervoltage", "agent.board_temp", "reads true or false from undervoltage, but agent.board_temp is a Gauge.")]
    [InlineData("board", "temperature", "agent.disk_free", "reads Cel from temperature, but agent.disk_free is in %.")]
    public void What_cannot_be_is_said_before_it_is_tried(string device, string channel, string signal, string fault) =>
        Assert.Contains(fault, BoardSensor.Driver.Fault(new SensorChannel(device, channel, Signal(signal))), StringComparison.Ordinal);

    private static Signal Signal(string id) => SignalCatalogue.Find(id)!;

    private Reading Read(string channel, string signal, KernelClock? clock = null) =>
        new BoardSensor(_root.Path("sys"), new SensorChannel("board", channel, Signal(signal)), () => clock ?? Set).Read();
}
