using RoomGuard.Central.Series;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Senml;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Tests.Series;

public sealed class SeriesFieldTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_value_that_a_signal_accepts_goes_to_the_one_field_of_that_signal()
    {
        foreach (var signal in SignalCatalogue.All)
        {
            foreach (var reading in signal.States.Keys.Select(Reading.Of).Concat([Reading.Of(1.5), Reading.Of(true), Reading.Of("card 17")]).Where(signal.Accepts))
            {
                var isText = SeriesField.TextOf(reading) is not null;
                Assert.Equal(isText ? SeriesField.Text : SeriesField.Number, SeriesField.Of(signal.Id));
                Assert.Equal(isText, SeriesField.NumberOf(reading) is null);
            }
        }
    }

    [Theory]
    [InlineData("env.temp", "\"vs\":\"21.5\"")]
    [InlineData("env.temp", "\"vb\":true")]
    [InlineData("leak.wet", "\"v\":1")]
    [InlineData("ups.output.source", "\"v\":2")]
    [InlineData("ups.output.source", "\"vs\":\"sideways\"")]
    public void A_value_of_another_kind_is_refused_before_any_store_sees_it(string signal, string value)
    {
        var batch = SamplePack.Read(System.Text.Encoding.UTF8.GetBytes($$"""[{"n":"hq/srv-1/e-1/{{signal}}","t":{{Now.ToUnixTimeSeconds()}},{{value}}}]"""), Now, SenmlLimits.Default);

        Assert.Empty(batch.Samples);
        Assert.Equal(RefusalReason.WrongKind, Assert.Single(batch.Refusals).Reason);
    }
}
