using System.Text;
using CsCheck;
using RoomGuard.Contract.Senml;

namespace RoomGuard.Contract.Tests.Senml;

public sealed class SenmlRefusalTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", RefusalReason.NotSenml)]
    [InlineData("{", RefusalReason.NotSenml)]
    [InlineData("{}", RefusalReason.NotSenml)]
    [InlineData("[1]", RefusalReason.NotSenml)]
    [InlineData("[{\"n\":\"a\",\"v\":NaN}]", RefusalReason.NotSenml)]
    [InlineData("[{\"n\":\"a\",\"v\":1}] x", RefusalReason.NotSenml)]
    [InlineData("[{\"n\":\"\\ud800\",\"v\":1}]", RefusalReason.NotSenml)]
    [InlineData("[{\"bver\":11,\"n\":\"a\",\"v\":1}]", RefusalReason.Version)]
    [InlineData("[{\"n\":\"a\",\"v\":1e999}]", RefusalReason.NotFinite)]
    [InlineData("[{\"n\":\"a\",\"v\":\"NaN\"}]", RefusalReason.FieldType)]
    [InlineData("[{\"n\":\"a\",\"v\":null}]", RefusalReason.FieldType)]
    [InlineData("[{\"n\":1,\"v\":1}]", RefusalReason.FieldType)]
    [InlineData("[{\"n\":\"a\",\"vd\":\"a===\"}]", RefusalReason.FieldType)]
    [InlineData("[{\"n\":\"a\",\"v\":1,\"key_\":2}]", RefusalReason.MustUnderstand)]
    [InlineData("[{\"n\":\"a\"}]", RefusalReason.Value)]
    [InlineData("[{\"n\":\"a\",\"v\":1,\"vb\":true}]", RefusalReason.Value)]
    [InlineData("[{\"v\":1}]", RefusalReason.Name)]
    [InlineData("[{\"n\":\"/a\",\"v\":1}]", RefusalReason.Name)]
    [InlineData("[{\"n\":\"a b\",\"v\":1}]", RefusalReason.Name)]
    [InlineData("[{\"n\":\"a\",\"bt\":300000000,\"v\":1}]", RefusalReason.TimePast)]
    [InlineData("[{\"n\":\"a\",\"bt\":-1e300,\"v\":1}]", RefusalReason.TimePast)]
    [InlineData("[{\"n\":\"a\",\"bt\":4102444800,\"v\":1}]", RefusalReason.TimeFuture)]
    [InlineData("[{\"n\":\"a\",\"t\":301,\"v\":1}]", RefusalReason.TimeFuture)]
    [InlineData("[{\"n\":\"a\",\"bt\":1e300,\"v\":1}]", RefusalReason.TimeFuture)]
    public void What_is_broken_is_refused_with_its_reason(string json, RefusalReason reason)
    {
        var pack = SenmlDecoder.Decode(Encoding.UTF8.GetBytes(json), Now, SenmlLimits.Default);
        Assert.Empty(pack.Records);
        Assert.Equal(reason, Assert.Single(pack.Refusals).Reason);
    }

    [Fact]
    public void A_bad_record_does_not_take_its_neighbours_along()
    {
        var pack = SenmlDecoder.Decode("""[{"n":"a","v":1},{"n":"b","v":"x"},{"n":"c","v":2}]"""u8, Now, SenmlLimits.Default);
        Assert.Equal([0, 2], pack.Records.Select(pair => pair.Index));
        Assert.Equal(1, Assert.Single(pack.Refusals).Record);
    }

    [Fact]
    public void Labels_that_are_not_known_are_ignored() =>
        Assert.Single(SenmlDecoder.Decode("""[{"n":"a","v":1,"future":{"deep":[1,2,{}]}}]"""u8, Now, SenmlLimits.Default).Records);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        byte[] broken = [.. "[{\"n\":\"a\",\"vs\":\""u8, 0xC3, 0x28, .. "\"}]"u8];
        Assert.Equal(RefusalReason.NotUtf8, Assert.Single(SenmlDecoder.Decode(broken, Now, SenmlLimits.Default).Refusals).Reason);
    }

    [Fact]
    public void A_payload_over_the_limit_is_not_even_parsed()
    {
        var limits = SenmlLimits.Default with { MaxBytes = 100 };
        var refusal = Assert.Single(SenmlDecoder.Decode(new byte[101], Now, limits).Refusals);
        Assert.Equal(RefusalReason.TooLarge, refusal.Reason);
        Assert.Equal("101 bytes, at most 100", refusal.Detail);
    }

    [Fact]
    public void A_pack_with_too_many_records_is_refused_whole()
    {
        var json = "[" + string.Join(',', Enumerable.Repeat("""{"n":"a","v":1}""", 11)) + "]";
        var pack = SenmlDecoder.Decode(Encoding.UTF8.GetBytes(json), Now, SenmlLimits.Default with { MaxRecords = 10 });
        Assert.Empty(pack.Records);
        Assert.Equal(RefusalReason.TooManyRecords, Assert.Single(pack.Refusals).Reason);
    }

    [Fact]
    public void Any_bytes_at_all_give_records_or_refusals() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            var pack = SenmlDecoder.Decode(bytes, Now, SenmlLimits.Default);
            return pack.Records.Count + pack.Refusals.Count >= 0;
        }, iter: 20_000);

    [Fact]
    public void A_good_pack_with_bytes_changed_never_throws()
    {
        var good = """[{"bn":"hq/srv-1/","bt":1795348800.5,"n":"probe-1/env.temp","u":"Cel","v":21.5},{"n":"leak-1/leak.wet","vb":true},{"n":"x","vs":"\u00e9"}]"""u8.ToArray();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length - 1], Gen.Byte).Sample((i, x, j, y) =>
        {
            var bytes = good.ToArray();
            bytes[i] = x;
            bytes[j] = y;
            SamplePack.Read(bytes, Now, SenmlLimits.Default);
        }, iter: 20_000);
    }
}
