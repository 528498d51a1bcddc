using System.Text;
using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Senml;

namespace RoomGuard.Contract.Tests.Senml;

public sealed class PlainPackTests
{
    private const string Good = """[{"bn":"hq/srv-1/","bt":1795348800.5,"n":"probe-1/env.temp","u":"Cel","v":21.5},{"n":"leak-1/leak.wet","t":-1.25,"vb":true},{"n":"ups-1/ups.output.source","vs":"battery"},{"bn":"hq/xc-1/","n":"ups-1/ups.load:fault","vs":"silent"}]""";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    // Pieces that records are made of, right and wrong.
    private static readonly string[] Pieces =
    [
        "\"bn\":\"hq/srv-1/\"", "\"bn\":\"hq/\"", "\"bn\":\"HQ/srv-1/\"", "\"bt\":1795348800", "\"bt\":1e400", "\"bt\":5", "\"bu\":\"Cel\"", "\"bv\":1", "\"bver\":11", "\"n\":\"probe-1/env.temp\"", "\"n\":\"probe-1/env.temp:fault\"",
        "\"n\":\"probe-1/env.mood\"", "\"n\":\"p\\u0072obe-1/env.temp\"", "\"n\":7", "\"n\":\"leak-1/leak.wet\"", "\"n\":\"ups-1/ups.output.source\"", "\"u\":\"Cel\"", "\"u\":\"K\"", "\"u\":\"\"", "\"v\":21.5", "\"v\":-5000", "\"v\":\"21\"", "\"v\":1e999",
        "\"vs\":\"battery\"", "\"vs\":\"silent\"", "\"vs\":\"\\ud800\"", "\"vb\":true", "\"vb\":0", "\"t\":0.25", "\"t\":1e9", "\"t\":-1e9", "\"ut\":3", "\"x_\":1", "\"x\":{\"y\":[1]}", "\"s\":4", "\"\\u006e\":\"probe-1/env.temp\"",
    ];

    [Fact]
    public void What_an_agent_sends_is_read_the_short_way()
    {
        var samples = PlainPack.Read(Encoding.UTF8.GetBytes(Good), Now, SenmlLimits.Default, TimeQuality.Holdover)!;
        Assert.Equal(4, samples.Count);
        Assert.Equal(SamplePack.ReadWhole(Encoding.UTF8.GetBytes(Good), Now, SenmlLimits.Default, TimeQuality.Holdover).Samples, samples);
        Assert.Same(samples[0].Point.Room, samples[1].Point.Room);
    }

    [Fact]
    public void Records_of_any_pieces_give_the_same_either_way() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 6].Array[1, 4].Sample(records => SameEitherWay("[" + string.Join(',', records.Select(pieces => "{" + string.Join(',', pieces) + "}")) + "]"), iter: 60_000);

    [Fact]
    public void A_good_pack_with_bytes_changed_gives_the_same_either_way() =>
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Byte, Gen.Int[0, Good.Length - 1], Gen.Byte).Sample((i, x, j, y) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Good);
            bytes[i] = x;
            bytes[j] = y;
            SameEitherWay(bytes);
        }, iter: 60_000);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[]]")]
    [InlineData(Good + " ")]
    [InlineData(Good + "x")]
    [InlineData("""[{"bn":"hq/srv-1/","bt":1795348800,"n":"probe-1/env.temp","v":1},7]""")]
    [InlineData("""{"bn":"hq/srv-1/"}""")]
    public void What_stands_around_the_records_matters_either_way(string json) => SameEitherWay(json);

    [Fact]
    public void Names_are_kept_up_to_a_bound()
    {
        for (var i = 0; i < SenmlNames.MostNames + 10; i++)
        {
            Assert.NotNull(SenmlNames.FindSignal(Encoding.ASCII.GetBytes($"x{i}/env.temp")));
        }

        Assert.True(SenmlNames.Count <= SenmlNames.MostNames);
    }

    private static void SameEitherWay(string json) => SameEitherWay(Encoding.UTF8.GetBytes(json));

    private static void SameEitherWay(byte[] utf8)
    {
        var whole = SamplePack.ReadWhole(utf8, Now, SenmlLimits.Default, TimeQuality.Synced);
        var read = SamplePack.Read(utf8, Now, SenmlLimits.Default);
        Assert.Equal(whole.Samples, read.Samples);
        Assert.Equal(whole.Refusals, read.Refusals);
    }
}
