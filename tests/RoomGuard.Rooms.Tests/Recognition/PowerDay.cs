namespace RoomGuard.Rooms.Tests.Recognition;

/// <summary>What a UPS and a generator controller say, poll by poll, so that tests can tell a day as people would.</summary>
internal static class PowerDay
{
    internal const double Period = 10;

    /// <summary>One poll of a healthy UPS, with some values otherwise.</summary>
    internal static (string Path, object Value)[] Ups(string source = "normal", double volts = 229, string result = "passed", double charge = 100, double onBattery = 0, string date = "2026-02-16") =>
    [
        ("ups-1/ups.output.source", source), ("ups-1/ups.input.voltage.l1", volts), ("ups-1/ups.test.result", result), ("ups-1/ups.test.date", date),
        ("ups-1/ups.battery.charge", charge), ("ups-1/ups.battery.on_battery", onBattery), ("ups-1/ups.battery.voltage", source == "battery" ? 49.8 : 54.2),
        ("ups-1/ups.battery.runtime", 1800), ("ups-1/ups.output.load.l1", 42), ("ups-1/ups.output.voltage.l1", 230), ("ups-1/ups.output.frequency", 50),
        ("ups-1/ups.battery.temperature", 24),
    ];

    /// <summary>One poll of a generator controller.</summary>
    internal static (string Path, object Value)[] Generator(string state = "ready", bool mains = true, double kilowatts = 0, string mode = "auto")
    {
        var turns = state is "running" or "loaded" or "cooling";
        return
        [
            ("gen-1/gen.engine.state", state), ("gen-1/gen.running", turns), ("gen-1/mains.available", mains), ("gen-1/gen.mode", mode),
            ("gen-1/gen.gen.power", kilowatts), ("gen-1/gen.gen.voltage_ln.l1", turns ? 231 : 0), ("gen-1/gen.gen.voltage_ln.l2", turns ? 230 : 0),
            ("gen-1/gen.gen.voltage_ln.l3", turns ? 229 : 0), ("gen-1/gen.gen.frequency", turns ? 50.1 : 0), ("gen-1/gen.rpm", turns ? 1503 : 0),
            ("gen-1/gen.oil.pressure", turns ? 410 : 0), ("gen-1/gen.coolant.temperature", turns ? 82 : 40), ("gen-1/gen.fuel.level", turns ? 71.5 : 74),
            ("gen-1/gen.battery.voltage", state == "cranking" ? 10.4 : 13.2), ("gen-1/gen.run_hours", 120.4), ("gen-1/gen.alarm.shutdown", false),
        ];
    }

    /// <summary>A month's exercise on load: 32 minutes at 42 kW, three minutes of cooling, then five and more of standing still. Ends at the returned second.</summary>
    internal static double Exercise(RoomScript script, double from, double kilowatts = 42, double minutes = 32)
    {
        script.Hold(from, from + 30, Period, Generator());
        script.Send(from + 33, Generator("cranking"));
        var second = from + 40;
        var end = second + (minutes * 60);
        script.Send(second, Generator("running"));
        script.Hold(second + Period, end, Period, Generator("loaded", kilowatts: kilowatts));
        script.Hold(end + Period, end + 180, Period, Generator("cooling"));
        script.Hold(end + 190, end + 560, Period, Generator());
        return end + 560;
    }
}
