using System.Text;
using CsCheck;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Senml;

namespace RoomGuard.Contract.Tests.Senml;

public sealed class SamplePackTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Sample> GenSample = Gen.Select(
        Gen.OneOf(Gen.Const("srv-1"), Gen.Const("xc-1")),
        Gen.OneOf(
            Gen.Select(Gen.Const("env.temp"), Gen.Double[-40, 125].Select(Reading.Of)),
            Gen.Select(Gen.Const("leak.wet"), Gen.Bool.Select(Reading.Of)),
            Gen.Select(Gen.Const("ups.output.source"), Gen.OneOf(Gen.Const("normal"), Gen.Const("battery")).Select(Reading.Of)),
            Gen.Select(Gen.Const("ups.load"), Gen.Enum<AbsenceReason>().Select(reason => Reading.Absent(reason)))),
        Gen.Long[-86_400_000_000, 0],
        (room, pair, microseconds) => new Sample(new PointId("hq", room, "thing-1", pair.Item1), Now.AddTicks(microseconds * 10), pair.Item2));

    [Fact]
    public void What_is_written_is_read_back() =>
        GenSample.List[1, 30].Sample(samples =>
        {
            var batch = SamplePack.Read(SamplePack.Write(samples), Now, SenmlLimits.Default);
            Assert.Empty(batch.Refusals);
            Assert.Equal(samples, batch.Samples);
        }, iter: 2_000);

    [Fact]
    public void A_pack_on_the_wire_looks_as_the_contract_says()
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1_795_348_800_250);
        var json = Encoding.UTF8.GetString(SamplePack.Write(
        [
            new Sample(new PointId("hq", "srv-1", "probe-1", "env.temp"), at, Reading.Of(21.5)),
            new Sample(new PointId("hq", "srv-1", "leak-1", "leak.wet"), at.AddMilliseconds(125), Reading.Of(true)),
            new Sample(new PointId("hq", "srv-1", "ups-1", "ups.load"), at, Reading.Absent(AbsenceReason.OutOfRange)),
        ]));
        Assert.Equal(
            """[{"bn":"hq/srv-1/","bt":1795348800.25,"n":"probe-1/env.temp","u":"Cel","v":21.5},{"n":"leak-1/leak.wet","t":0.125,"vb":true},{"n":"ups-1/ups.load:fault","vs":"out_of_range"}]""",
            json);
    }

    [Theory]
    [InlineData("""[{"n":"hq/srv-1/env.temp","v":1}]""", RefusalReason.Name)]
    [InlineData("""[{"n":"hq/srv-1/Probe/env.temp","v":1}]""", RefusalReason.Name)]
    [InlineData("""[{"n":"hq/srv-1/probe-1/env.mood","v":1}]""", RefusalReason.UnknownSignal)]
    [InlineData("""[{"n":"hq/srv-1/probe-1/env.temp","u":"K","v":294}]""", RefusalReason.WrongUnit)]
    [InlineData("""[{"n":"hq/srv-1/probe-1/env.temp","vs":"warm"}]""", RefusalReason.WrongKind)]
    [InlineData("""[{"n":"hq/srv-1/leak-1/leak.wet","v":1}]""", RefusalReason.WrongKind)]
    [InlineData("""[{"n":"hq/srv-1/ups-1/ups.output.source","vs":"moon"}]""", RefusalReason.WrongKind)]
    [InlineData("""[{"n":"hq/srv-1/ups-1/ups.output.source","v":3}]""", RefusalReason.WrongKind)]
    [InlineData("""[{"n":"hq/srv-1/probe-1/env.temp:fault","vs":"tired"}]""", RefusalReason.UnknownFault)]
    [InlineData("""[{"n":"hq/srv-1/probe-1/env.temp:fault","v":1}]""", RefusalReason.UnknownFault)]
    public void A_record_that_is_no_sample_of_ours_is_refused(string json, RefusalReason reason)
    {
        var batch = SamplePack.Read(Encoding.UTF8.GetBytes(json), Now, SenmlLimits.Default);
        Assert.Empty(batch.Samples);
        Assert.Equal(reason, Assert.Single(batch.Refusals).Reason);
    }

    [Fact]
    public void A_number_that_cannot_be_is_an_absence_and_not_silence()
    {
        var batch = SamplePack.Read("""[{"n":"hq/srv-1/probe-1/env.temp","v":900}]"""u8, Now, SenmlLimits.Default);
        Assert.Equal(AbsenceReason.OutOfRange, Assert.Single(batch.Samples).Reading.Absence);
    }
}
