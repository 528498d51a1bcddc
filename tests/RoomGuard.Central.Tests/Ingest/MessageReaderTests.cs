using System.Text;
using CsCheck;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Central.Unassigned;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Tests.Ingest;

public sealed class MessageReaderTests : IDisposable
{
    private const string Live = "roomguard/1/hq/node-1/live";

    private readonly TestMeters _meters = new();
    private readonly KeptLog<RefusalLog> _log = new();
    private readonly MessageReader _reader;

    public MessageReaderTests() => _reader = new MessageReader(new SiteBook(SiteModel.Of([Given.Site with { Rooms = [Given.ServerRoom] }]), Given.Noon), new UnassignedBook(Given.Book), new RefusalLog(_meters.Central, _log));

    public void Dispose() => _meters.Dispose();

    [Fact]
    public void A_pack_written_by_hand_without_any_property_is_taken()
    {
        var read = Read(Live, """[{"n":"hq/srv-1/probe-1/env.temp","v":21.5}]""");

        var news = Assert.IsType<SamplesNews>(read.News);
        Assert.Equal(Reading.Of(21.5), Assert.Single(news.Samples).Reading);
        Assert.Null(read.Number);
    }

    [Fact]
    public void A_numbered_pack_keeps_its_number_even_when_all_of_it_is_refused()
    {
        var read = Read(Live, "nonsense", ("boot", "b-1"), ("seq", "7"));

        Assert.Equal(new PackNumber(new BootKey("hq", "node-1", "b-1"), 7), read.Number);
        Assert.Empty(Assert.IsType<SamplesNews>(read.News).Samples);
    }

    [Theory]
    [InlineData(Live, "[{\"n\":", "not_senml")]
    [InlineData(Live, """[{"n":"hq/srv-1/p/env.temp","v":NaN}]""", "not_senml")]
    [InlineData(Live, """[{"n":"hq/srv-1/p/env.temp","v":1e999}]""", "not_finite")]
    [InlineData(Live, """[{"n":"hq/nowhere/p/env.temp","v":1}]""", "unknown_room")]
    [InlineData(Live, """[{"n":"ab/srv-1/p/env.temp","v":1}]""", "foreign_site")]
    [InlineData(Live, """[{"n":"hq/srv-1/p/env.temp","v":1,"t":500000000}]""", "time_past")]
    [InlineData(Live, """[{"n":"hq/srv-1/p/env.temp","v":1,"t":4102444800}]""", "time_future")]
    [InlineData(Live, """[{"n":"hq/srv-1/p/env.mood","v":1}]""", "unknown_signal")]
    [InlineData(Live, """[{"n":"hq/srv-1/p/env.temp","v":1,"x_":2}]""", "must_understand")]
    [InlineData("roomguard/1/HQ/node-1/live", "[]", "foreign_topic")]
    [InlineData("roomguard/1/hq/node-1/birth", "{}", "malformed")]
    [InlineData("roomguard/1/hq/node-1/birth", """{"agent":"node-2","software":"x","boot":"b","started":"2026-01-01T00:00:00Z","points":[]}""", "malformed")]
    [InlineData("roomguard/1/hq/node-1/state", "true", "malformed")]
    public void What_is_wrong_is_counted_by_its_reason(string topic, string payload, string reason)
    {
        var read = Read(topic, payload);

        Assert.True(read.News is null or SamplesNews { Samples.Count: 0 });
        Assert.Equal(1, _meters[$"roomguard.ingest.refused/{reason}"]);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_and_payloads_that_are_too_large_are_counted()
    {
        _reader.Read(new IncomingMessage(Live, new byte[] { 0x5B, 0xC3, 0x28, 0x5D }, [], _ => Task.CompletedTask), Given.Noon);
        _reader.Read(new IncomingMessage(Live, new byte[(256 * 1024) + 1], [], _ => Task.CompletedTask), Given.Noon);

        Assert.Equal(1, _meters["roomguard.ingest.refused/not_utf8"]);
        Assert.Equal(1, _meters["roomguard.ingest.refused/too_large"]);
    }

    [Fact]
    public void One_bad_record_does_not_spoil_the_others()
    {
        var read = Read(Live, """[{"bn":"hq/srv-1/","n":"p/env.temp","v":1},{"n":"p/env.mood","v":2},{"n":"p/env.rh","v":3}]""");

        Assert.Equal(["env.temp", "env.rh"], Assert.IsType<SamplesNews>(read.News).Samples.Select(sample => sample.Point.Signal));
    }

    [Fact]
    public void A_birth_keeps_its_points_of_our_rooms_and_counts_the_others()
    {
        var read = Read("roomguard/1/hq/node-1/birth", """
            {"agent":"node-1","software":"x","boot":"b-1","started":"2026-01-01T00:00:00Z","points":[
              {"n":"p/env.temp","room":"srv-1","equipment":"p","signal":"env.temp","u":"Cel","period":10,"source":"hwmon"},
              {"n":"p/env.temp","room":"attic","equipment":"p","signal":"env.temp","u":"Cel","period":10,"source":"hwmon"}]}
            """);

        var birth = Assert.IsType<BirthNews>(read.News);
        Assert.Equal(("b-1", "srv-1"), (birth.Boot, Assert.Single(birth.Points).Room));
        Assert.Equal(1, _meters["roomguard.ingest.refused/unknown_room"]);
    }

    [Fact]
    public void A_birth_or_state_that_is_taken_back_is_nobodys_fault()
    {
        Assert.Null(Read("roomguard/1/hq/node-1/birth", "").News);
        Assert.Null(Read("roomguard/1/hq/node-1/state", "").News);
        Assert.Equal(0, _meters["roomguard.ingest.refused"]);
    }

    [Fact]
    public void A_reason_is_logged_once_and_counted_each_time()
    {
        for (var i = 0; i < 5; i++)
        {
            Read(Live, "nonsense\r\nwith lines");
            Read("roomguard/1/hq/evil\nname/live", "[]");
        }

        Assert.Equal(5, _meters["roomguard.ingest.refused/not_senml"]);
        Assert.Equal(2, _log.Lines.Count);
        Assert.All(_log.Lines, line => Assert.DoesNotContain('\n', line));
    }

    [Fact]
    public void No_message_whatever_it_holds_makes_it_throw() =>
        Gen.Select(Gen.String, Gen.Byte.Array[0, 200], Gen.Select(Gen.Int[0, 3].Select(i => new[] { "boot", "seq", "time", "x" }[i]), Gen.String).Array[0, 4]).Sample((topic, payload, properties) =>
        {
            foreach (var name in new[] { topic, Live, "roomguard/1/hq/node-1/birth", "roomguard/1/hq/node-1/state" })
            {
                _reader.Read(new IncomingMessage(name, payload, [.. properties.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))], _ => Task.CompletedTask), Given.Noon);
            }
        });

    private ReadMessage Read(string topic, string payload, params (string Name, string Value)[] properties) => _reader.Read(
        new IncomingMessage(topic, Encoding.UTF8.GetBytes(payload), [.. properties.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))], _ => Task.CompletedTask),
        Given.Noon);
}
