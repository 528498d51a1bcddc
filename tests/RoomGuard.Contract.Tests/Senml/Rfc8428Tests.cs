using System.Text;
using RoomGuard.Contract.Senml;

namespace RoomGuard.Contract.Tests.Senml;

/// <summary>The examples of RFC 8428 §5.1, resolved as its §4.6 says. Their times are of 2010 and 2011, so the floor is lowered.</summary>
public sealed class Rfc8428Tests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly SenmlLimits Limits = new() { Earliest = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    [Fact]
    public void Section_5_1_1_a_single_data_point_is_of_now()
    {
        var record = Assert.Single(Decode("""[{"n":"urn:dev:ow:10e2073a01080063","u":"Cel","v":23.1}]"""));
        Assert.Equal("urn:dev:ow:10e2073a01080063", record.Name);
        Assert.Equal("Cel", record.Unit);
        Assert.Equal(23.1, record.Number);
        Assert.Equal(Now, record.Time);
    }

    [Fact]
    public void Section_5_1_2_the_base_name_goes_before_each_name()
    {
        var records = Decode("""[{"bn":"urn:dev:ow:10e2073a01080063:","n":"voltage","u":"V","v":120.1},{"n":"current","u":"A","v":1.2}]""");
        Assert.Equal(["urn:dev:ow:10e2073a01080063:voltage", "urn:dev:ow:10e2073a01080063:current"], records.Select(r => r.Name));
        Assert.Equal([120.1, 1.2], records.Select(r => r.Number!.Value));
    }

    [Fact]
    public void Section_5_1_2_base_time_and_base_unit_hold_until_something_else_is_said()
    {
        var records = Decode("""
            [
              {"bn":"urn:dev:ow:10e2073a0108006:","bt":1.276020076001e+09,"bu":"A","bver":5,"n":"voltage","u":"V","v":120.1},
              {"n":"current","t":-5,"v":1.2},
              {"n":"current","t":-4,"v":1.3},
              {"n":"current","t":-3,"v":1.4},
              {"n":"current","t":-2,"v":1.5},
              {"n":"current","t":-1,"v":1.6},
              {"n":"current","v":1.7}
            ]
            """);
        Assert.Equal(7, records.Count);
        Assert.Equal("V", records[0].Unit);
        Assert.All(records.Skip(1), record => Assert.Equal("A", record.Unit));
        Assert.Equal(DateTimeOffset.Parse("2010-06-08T18:01:16.001Z", System.Globalization.CultureInfo.InvariantCulture), records[0].Time);
        Assert.Equal([-5.0, -4, -3, -2, -1, 0], records.Skip(1).Select(r => (r.Time - records[0].Time).TotalSeconds));
    }

    [Fact]
    public void Section_5_1_3_relative_times_add_to_the_base_time_and_one_name_may_have_several_units()
    {
        var records = Decode("""
            [
              {"bn":"urn:dev:ow:10e2073a01080063","bt":1.320067464e+09,"bu":"%RH","v":20},
              {"u":"lon","v":24.30621},
              {"u":"lat","v":60.07965},
              {"t":60,"v":20.3},
              {"u":"lon","t":60,"v":24.30622},
              {"u":"%EL","t":150,"v":98}
            ]
            """);
        Assert.Equal(["%RH", "lon", "lat", "%RH", "lon", "%EL"], records.Select(r => r.Unit!));
        Assert.Equal([1320067464L, 1320067464, 1320067464, 1320067524, 1320067524, 1320067614], records.Select(r => r.Time.ToUnixTimeSeconds()));
        Assert.All(records, record => Assert.Equal("urn:dev:ow:10e2073a01080063", record.Name));
    }

    [Fact]
    public void Section_5_1_5_text_boolean_and_binary_values()
    {
        var records = Decode("""
            [
              {"bn":"urn:dev:ow:10e2073a01080063:","n":"temp","u":"Cel","v":23.1},
              {"n":"label","vs":"Machine Room"},
              {"n":"open","vb":false},
              {"n":"nfc-reader","vd":"aGkgCg"}
            ]
            """);
        Assert.Equal("Machine Room", records[1].Text);
        Assert.False(records[2].Flag);
        Assert.Equal("hi \n", Encoding.UTF8.GetString(records[3].Octets!.Value.Span));
    }

    [Fact]
    public void Section_5_1_6_a_new_base_name_starts_another_device()
    {
        var records = Decode("""
            [
              {"bn":"2001:db8::2/","bt":1.320078429e+09,"n":"temperature","u":"Cel","v":25.2},
              {"n":"humidity","u":"%RH","v":30},
              {"bn":"2001:db8::1/","n":"temperature","u":"Cel","v":12.3},
              {"n":"humidity","u":"%RH","v":67}
            ]
            """);
        Assert.Equal(["2001:db8::2/temperature", "2001:db8::2/humidity", "2001:db8::1/temperature", "2001:db8::1/humidity"], records.Select(r => r.Name));
    }

    [Fact]
    public void Base_value_and_base_sum_are_added()
    {
        var records = Decode("""[{"bn":"a","bv":20,"bs":100,"n":"b","v":1.5},{"n":"c","s":5},{"n":"d","v":-1,"s":1}]""");
        Assert.Equal(21.5, records[0].Number);
        Assert.Equal(105, records[1].Sum);
        Assert.Null(records[1].Number);
        Assert.Equal((19.0, 101.0), (records[2].Number!.Value, records[2].Sum!.Value));
    }

    [Fact]
    public void Times_below_two_to_the_28th_are_relative_to_now()
    {
        var records = Decode("""[{"n":"a","t":-60,"v":1},{"n":"b","t":0,"v":1}]""");
        Assert.Equal([Now.AddMinutes(-1), Now], records.Select(r => r.Time));
    }

    private static List<SenmlRecord> Decode(string json)
    {
        var pack = SenmlDecoder.Decode(Encoding.UTF8.GetBytes(json), Now, Limits);
        Assert.Empty(pack.Refusals);
        return [.. pack.Records.Select(pair => pair.Record)];
    }
}
