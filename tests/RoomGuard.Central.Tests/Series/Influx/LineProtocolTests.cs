using CsCheck;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Influx;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Tests.Series.Influx;

public sealed class LineProtocolTests
{
    [Theory]
    [InlineData(21.5, "v=21.5")]
    [InlineData(-0.001, "v=-0.001")]
    [InlineData(1e21, "v=1E+21")]
    public void A_number_is_the_field_v(double number, string field) =>
        Assert.Equal($"env.temp,site=hq,room=srv-1,equipment=probe-1,agent=node-1 {field} 1772366400250", Line("probe-1/env.temp", Reading.Of(number)));

    [Fact]
    public void True_and_false_are_numbers_so_that_a_chart_can_draw_them()
    {
        Assert.Contains(" v=1 ", Line("leak-1/leak.wet", Reading.Of(true)), StringComparison.Ordinal);
        Assert.Contains(" v=0 ", Line("leak-1/leak.wet", Reading.Of(false)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_absence_is_its_reason_and_no_number() =>
        Assert.Contains(" fault=\"out_of_range\" ", Line("probe-1/env.temp", Reading.Absent(AbsenceReason.OutOfRange)), StringComparison.Ordinal);

    [Fact]
    public void Names_and_texts_are_escaped_by_the_rules_of_their_place()
    {
        var sample = new Sample(new PointId("h q", "a,b", "c=d", "x y,z"), Given.Noon, Reading.Of("say \"hi\" \\ no"));

        Assert.Equal("x\\ y\\,z,site=h\\ q,room=a\\,b,equipment=c\\=d,agent=n s=\"say \\\"hi\\\" \\\\ no\" 1772366400000", Line(new SeriesSample(sample, "n")));
    }

    [Fact]
    public void Any_text_comes_back_out_of_its_line() => Gen.String.Sample(text =>
    {
        var line = Line(new SeriesSample(new Sample(Given.Point("acs-1/acs.event"), Given.Noon, Reading.Of(text)), "n"));
        var field = line[(line.IndexOf(" s=\"", StringComparison.Ordinal) + 4)..line.LastIndexOf("\" ", StringComparison.Ordinal)];
        return Unescape(field) == Encodable(text);
    });

    [Fact]
    public void A_batch_is_cut_in_halves_at_its_line_ends()
    {
        var batch = new LineBatch();
        var heads = new LineHeads();
        for (var i = 0; i < 5; i++)
        {
            LineProtocol.Write(batch, new SeriesSample(Given.Sample("probe-1/env.temp", Reading.Of((double)i), i), "n"), heads);
        }

        Assert.Equal((2, 3), (batch.All.First.Count, batch.All.Second.Count));
        Assert.Equal(batch.All.Texts, batch.All.First.Texts.Concat(batch.All.Second.Texts));
        Assert.Equal(batch.All.Bytes.ToArray(), batch.All.First.Bytes.ToArray().Concat(batch.All.Second.Bytes.ToArray()));
        Assert.EndsWith("v=4 1772366404000", batch.Text(4), StringComparison.Ordinal);
        batch.Clear();
        Assert.Equal((0, 0), (batch.Count, batch.All.Bytes.Length));
    }

    [Fact]
    public void More_series_than_are_kept_are_written_all_the_same()
    {
        var heads = new LineHeads();
        for (var i = 0; i < LineHeads.Max + 10; i++)
        {
            var point = new PointId("hq", "srv-1", System.FormattableString.Invariant($"probe-{i}"), "env.temp");
            Assert.Contains(point.Equipment, System.Text.Encoding.UTF8.GetString(heads.Of(point, "n")), StringComparison.Ordinal);
        }
    }

    private static string Line(string name, Reading reading) => Line(new SeriesSample(Given.Sample(name, reading, 0.25), "node-1"));

    private static string Line(SeriesSample sample)
    {
        var batch = new LineBatch();
        LineProtocol.Write(batch, sample, new LineHeads());
        return batch.Text(0);
    }

    // Half a surrogate pair is no text, and no encoding of it can be.
    private static string Encodable(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Unescape(string field)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\')
            {
                i++;
            }

            text.Append(field[i]);
        }

        return text.ToString();
    }
}
