using System.Text;
using CsCheck;
using RoomGuard.Devices.Cameras;
using RoomGuard.Devices.Cameras.Access;
using RoomGuard.Devices.Cameras.Onvif;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Cameras;

public sealed class SoapTests
{
    private const string Good = "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><a xmlns=\"urn:x\" token=\"t &amp; u\"><b>1</b><c><b> 2 </b></c><![CDATA[<d>]]></a></s:Body></s:Envelope>";

    // ONVIF Application Programmer's Guide, section 6.1.1.3.
    [Fact]
    public void The_example_of_the_programmers_guide_comes_out() => Assert.Equal(
        "tuOSpGlFlIXsozq4HFNeeGeFLEI=",
        UsernameToken.Digest(new CameraLogin("user", "userpassword"), "2010-09-16T07:50:45Z", Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg==")));

    [Fact]
    public void A_name_with_marks_of_XML_in_it_stays_a_name()
    {
        var header = UsernameToken.Header(new CameraLogin("<a&\"b\">", "p"), DateTimeOffset.UnixEpoch, [1, 2, 3]);
        var read = Read($"<s:E xmlns:s=\"urn:s\">{header}</s:E>");
        Assert.Equal(("<a&\"b\">", "1970-01-01T00:00:00.000Z"), (read.TextOf("Username"), read.TextOf("Created")));
    }

    [Fact]
    public void An_answer_is_read_by_names()
    {
        var a = Read(Good).Find("a")!;
        Assert.Equal(("t & u", "1", "2", "<d>", "urn:x"), (a.Attribute("token"), a.TextOf("b"), a.TextOf("c", "b"), a.Text, a.Namespace));
        Assert.Equal((null, null), (a.TextOf("none", "b"), a.Attribute("none")));
        Assert.Equal(2, a.All("b").Count());
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1/x.dtd\"><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")]
    [InlineData("<html><p>hello</html>")]
    [InlineData("")]
    [InlineData("{\"a\":1}")]
    public void What_is_no_plain_XML_is_refused(string text) => Assert.Equal(CameraFault.Corrupt, Assert.Throws<CameraException>(() => Read(text)).Fault);

    [Fact]
    public void Deep_wide_and_long_answers_are_refused()
    {
        Assert.Throws<CameraException>(() => Read(string.Concat(Enumerable.Repeat("<a>", 100_000))));
        Assert.Throws<CameraException>(() => Read("<a>" + string.Concat(Enumerable.Repeat("<b/>", 30_000)) + "</a>"));
        Assert.Throws<CameraException>(() => Read("<a>" + new string('x', 2_000_000) + "</a>"));
    }

    [Fact]
    public void Any_bytes_give_a_tree_or_a_typed_fault()
    {
        var mutation = new Mutation(11, "<a>", "</a>", "<", ">", "&amp;", "&#0;", "<!DOCTYPE a>", "<![CDATA[", "]]>", "xmlns:s=", "\0", "<?x?>");
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            read += TryRead(Encoding.Latin1.GetBytes(mutation.Next([Good, "<a><b/></a>"]))) ? 1 : 0;
        }

        Assert.InRange(read, 1, 19_999);
        Gen.Byte.Array[0, 100].Sample(bytes => { TryRead(bytes); }, iter: 5_000);
    }

    private static bool TryRead(byte[] bytes)
    {
        try
        {
            SoapPart.Read(new MemoryStream(bytes)).TextOf("a", "b");
            return true;
        }
        catch (CameraException)
        {
            return false;
        }
    }

    private static SoapPart Read(string text) => SoapPart.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
