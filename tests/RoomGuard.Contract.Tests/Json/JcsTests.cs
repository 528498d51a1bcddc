using System.Text;
using System.Text.Json;
using CsCheck;
using RoomGuard.Contract.Json;

namespace RoomGuard.Contract.Tests.Json;

public class JcsTests
{
    [Fact]
    public void The_example_of_RFC_8785_comes_out_letter_by_letter()
    {
        const string Given = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Canonical(Given));
    }

    [Fact]
    public void Members_stand_in_the_order_of_their_UTF_16_code_units()
    {
        const string Given = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        using var document = JsonDocument.Parse(Canonical(Given));
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            document.RootElement.EnumerateObject().Select(member => member.Value.GetString()));
    }

    // RFC 8785, appendix B.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Numbers_are_written_as_ECMAScript_does(ulong bits, string expected) =>
        Assert.Equal(expected, Canonical(JsonSerializer.Serialize(BitConverter.UInt64BitsToDouble(bits))));

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""[1e999]""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"a":1""")]
    [InlineData("")]
    public void What_has_no_canonical_form_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => Canonical(json));

    [Fact]
    public void What_is_canonical_stays_as_it_is_and_means_the_same() => Gen.Double.Where(double.IsFinite).Array.Sample(numbers =>
    {
        var canonical = Canonical(JsonSerializer.Serialize(numbers));
        Assert.Equal(canonical, Canonical(canonical));
        Assert.Equal(numbers.Select(number => number + 0.0), JsonSerializer.Deserialize<double[]>(canonical)!.Select(number => number + 0.0));
    });

    [Fact]
    public void Any_bytes_are_canonical_or_refused() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        try
        {
            Jcs.Canonicalise(bytes);
        }
        catch (JsonException)
        {
            // Refused.
        }
    });

    private static string Canonical(string json) => Encoding.UTF8.GetString(Jcs.Canonicalise(Encoding.UTF8.GetBytes(json)));
}
