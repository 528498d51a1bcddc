using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.State;
using static RoomGuard.Rooms.Tests.Recognition.PowerDay;

namespace RoomGuard.Rooms.Tests.Recognition;

public class OutageTaleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(85)]
    [InlineData(555)]
    public void An_outage_is_told_as_one_story_also_by_a_centre_that_restarted_in_it(double restartAt)
    {
        var script = new RoomScript().Hold(0, 60, Period, [.. Ups(), .. Generator()]);
        script.Send(70, [.. Ups("battery", volts: 0, onBattery: 2), .. Generator("prestart", mains: false)]);
        script.Send(80, [.. Ups("battery", volts: 0, charge: 97, onBattery: 12), .. Generator("running", mains: false)]);
        Restart(85);
        script.Hold(90, 550, Period, [.. Ups(), .. Generator("loaded", mains: false, kilowatts: 48)]);
        Restart(555);
        script.Hold(560, 600, Period, [.. Ups(), .. Generator("loaded", kilowatts: 48)]).Hold(610, 700, Period, [.. Ups(), .. Generator("cooling")]).Hold(710, 900, Period, [.. Ups(), .. Generator()]);
        var told = Told(script);
        Assert.Equal(
            "Mains lost at 2026-03-02 06:01:10. ups-1: load on battery from 06:01:10 to 06:01:30. gen-1 started at 06:01:10. gen-1 ready at 06:01:20. gen-1 took the load at 06:01:30. Mains back at 06:09:20. gen-1 gave the load back at 06:10:10. Lowest battery charge: 97 %",
            told.En);
        Assert.StartsWith("Сеть пропала: 02.03.2026 06:01:10. ups-1: нагрузка на батарее с 06:01:10 до 06:01:30. gen-1: пуск в 06:01:10", told.Ru, StringComparison.Ordinal);
        Assert.StartsWith("Желі жоғалды: 02.03.2026 06:01:10. ups-1: жүктеме батареяда болды, 06:01:10 – 06:01:30", told.Kk, StringComparison.Ordinal);

        void Restart(double second)
        {
            if (second == restartAt)
            {
                Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(script.State), out var stored));
                script.State = stored;
            }
        }
    }

    [Fact]
    public void What_nobody_saw_is_not_told()
    {
        var script = new RoomScript().Hold(0, 60, Period, ("ups-1/ups.output.source", "normal"), ("ups-1/ups.input.voltage.l1", 229));
        script.Hold(70, 200, Period, ("ups-1/ups.output.source", "battery"), ("ups-1/ups.input.voltage.l1", 0)).Hold(210, 400, Period, ("ups-1/ups.output.source", "normal"), ("ups-1/ups.input.voltage.l1", 229));
        Assert.Equal("Mains lost at 2026-03-02 06:01:10. ups-1: load on battery from 06:01:10 to 06:03:30. Mains back at 06:03:30", Told(script).En);
    }

    [Fact]
    public void An_input_that_the_set_feeds_is_not_the_mains()
    {
        var script = new RoomScript().Hold(0, 60, Period, [.. Ups(), .. Blind("stopped")]);
        script.Hold(70, 90, Period, [.. Ups("battery", volts: 0), .. Blind("starting")]).Hold(100, 400, Period, [.. Ups(), .. Blind("running", 40)]);
        script.Hold(410, 500, Period, [.. Ups(), .. Blind("cooling")]).Hold(510, 900, Period, [.. Ups(), .. Blind("stopped")]);
        Assert.DoesNotContain("Mains back", Told(script).En, StringComparison.Ordinal);
        Assert.Contains("gen-1 took the load at 06:01:40. gen-1 gave the load back at 06:06:50", Told(script).En, StringComparison.Ordinal);
        Assert.Equal(RoomScript.At(410), script.Drafts.Single(draft => draft.Completes is not null).EndedAt);
    }

    private static (string Path, object Value)[] Blind(string state, double kilowatts = 0) => [("gen-1/gen.engine.state", state), ("gen-1/gen.gen.power", kilowatts)];

    private static LocalText Told(RoomScript script) =>
        Assert.IsType<JournalValue.Local>(script.Drafts.Single(draft => draft is { Kind: "mains_outage", Completes: not null }).Fields["description"]).Text;
}
