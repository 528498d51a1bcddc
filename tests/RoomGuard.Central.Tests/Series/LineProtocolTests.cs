using CsCheck;
using RoomGuard.Central.Series;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Tests.Series;

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

        Assert.Equal("x\\ y\\,z,site=h\\ q,room=a\\,b,equipment=c\\=d,agent=n s=\"say \\\"hi\\\" \\\\ no\" 1772366400000", LineProtocol.Line(new SeriesSample(sample, "n")));
    }

    [Fact]
    public void Any_text_comes_back_out_of_its_line() => Gen.String.Sample(text =>
    {
        var line = LineProtocol.Line(new SeriesSample(new Sample(Given.Point("acs-1/acs.event"), Given.Noon, Reading.Of(text)), "n"));
        var field = line[(line.IndexOf(" s=\"", StringComparison.Ordinal) + 4)..line.LastIndexOf("\" ", StringComparison.Ordinal)];
        return Unescape(field) == text;
    });

    private static string Line(string name, Reading reading) => LineProtocol.Line(new SeriesSample(Given.Sample(name, reading, 0.25), "node-1"));

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
