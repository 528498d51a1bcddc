using System.Net.ServerSentEvents;
using System.Text.Json;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Web;

/// <summary>The live streams as HTTP gives them.</summary>
public sealed class LiveTests : IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_first_event_has_every_point_and_later_ones_only_what_changed()
    {
        await using var stream = await OpenAsync("/rooms/hq/srv-1/live?lang=en");
        var first = await stream.NextAsync();
        Assert.Equal("change", first.Type);
        Assert.Equal(10, first.Points.Count);
        Assert.Equal(["head", "alarms", "values", "journal", "verdicts"], first.Parts);
        Assert.Equal("2026-11-22 14:30:00", first.Now);

        Change(SampleRooms.Heard("probe-1", "env.rh", Reading.Of(52.25), 0));
        var second = await stream.NextAsync();
        Assert.Equal("hq/srv-1/probe-1/env.rh 52.3\u00a0% RH  now good", Assert.Single(second.Points));
        Assert.Empty(second.Parts);
        Assert.NotEqual("", second.Id);
    }

    [Fact]
    public async Task A_page_that_comes_back_hears_only_of_the_parts_that_changed_meanwhile()
    {
        string mark;
        await using (var stream = await OpenAsync("/rooms/hq/srv-1/live?lang=en"))
        {
            mark = (await stream.NextAsync()).Id;
        }

        await _site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddHours(-1)));
        await using var again = await OpenAsync("/rooms/hq/srv-1/live?lang=en", mark);
        Assert.Equal(["journal"], (await again.NextAsync()).Parts);
    }

    [Fact]
    public async Task A_page_just_loaded_has_nothing_to_fetch()
    {
        var html = await _site.Http.GetStringAsync(new Uri("/rooms/hq/srv-1?lang=ru", UriKind.Relative));
        var mark = html.Split("data-mark=\"")[1].Split('"')[0];
        await using var stream = await OpenAsync($"/rooms/hq/srv-1/live?lang=ru&since={mark}");
        Assert.Empty((await stream.NextAsync()).Parts);
    }

    [Fact]
    public async Task Many_changes_at_once_are_few_events()
    {
        await using var stream = await OpenAsync("/rooms/hq/srv-1/live?lang=en");
        await stream.NextAsync();
        for (var i = 1; i <= 200; i++)
        {
            Change(SampleRooms.Heard("probe-1", "env.rh", Reading.Of(i), 0));
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var events = 0;
        string? last;
        do
        {
            last = Assert.Single((await stream.NextAsync()).Points);
            events++;
        }
        while (!last.Contains(" 200\u00a0%", StringComparison.Ordinal));
        Assert.InRange(events, 1, 2 + (int)(watch.Elapsed.TotalSeconds * 2));
    }

    [Fact]
    public async Task Data_that_grows_old_is_said_without_anything_new()
    {
        await using var stream = await OpenAsync("/rooms/hq/srv-1/live?lang=en");
        await stream.NextAsync();
        _site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Contains((await stream.NextAsync()).Points, point => point.StartsWith("hq/srv-1/probe-1/env.temp", StringComparison.Ordinal) && point.Contains(" 5 min ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_rooms_page_hears_of_the_cards_that_changed()
    {
        await using var stream = await OpenAsync("/live?lang=en");
        Assert.Equal(["hq/srv-1", "hq/xc-1"], (await stream.NextAsync()).Parts);
        var state = _site.Board.Find("hq", "srv-1")!.State;
        _site.Publish(state with { Alarms = state.Alarms.Clear() });
        Assert.Equal(["hq/srv-1"], (await stream.NextAsync()).Parts);
    }

    [Fact]
    public async Task Open_streams_do_not_hold_up_the_end_of_the_centre()
    {
        var site = await WebSite.StartAsync();
        using var answer = await site.Http.GetAsync(new Uri("/rooms/hq/srv-1/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await site.DisposeAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    private void Change(PointState point)
    {
        var state = _site.Board.Find("hq", "srv-1")!.State;
        _site.Publish(state with { Points = state.Points.SetItem(RoomState.KeyOf(point.Point), point) });
    }

    private async Task<OpenStream> OpenAsync(string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await _site.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var events = SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        return new OpenStream(answer, events);
    }

    private sealed record OpenStream(HttpResponseMessage Answer, IAsyncEnumerator<SseItem<string>> Events) : IAsyncDisposable
    {
        public async Task<Said> NextAsync()
        {
            Assert.True(await Events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)), "The stream ended.");
            using var json = JsonDocument.Parse(Events.Current.Data);
            var root = json.RootElement;
            return new Said(
                Events.Current.EventType,
                Events.Current.EventId ?? "",
                root.GetProperty("now").GetString()!,
                [.. root.GetProperty("points").EnumerateArray().Select(point => string.Join(' ', new[] { "id", "value", "note", "age", "state" }.Select(name => point.GetProperty(name).GetString())))],
                [.. root.GetProperty("parts").EnumerateArray().Select(part => part.GetString()!)]);
        }

        public async ValueTask DisposeAsync()
        {
            Answer.Dispose();
            try
            {
                await Events.DisposeAsync();
            }
            catch (IOException)
            {
                // The answer was closed under it, as a browser does.
            }
        }
    }

    private sealed record Said(string Type, string Id, string Now, IReadOnlyList<string> Points, IReadOnlyList<string> Parts);
}
