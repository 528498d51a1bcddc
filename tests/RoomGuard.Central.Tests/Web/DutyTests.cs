using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RoomGuard.Central.Rooms;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Tests.Web;

/// <summary>What people on duty can do over HTTP: to alarms, and to declare maintenance and tests.</summary>
public sealed class DutyTests : IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("acknowledge", AlarmActionKind.Acknowledge, null, null)]
    [InlineData("acknowledge", AlarmActionKind.Acknowledge, "on my way", null)]
    [InlineData("comment", AlarmActionKind.Comment, "a pipe", null)]
    [InlineData("shelve", AlarmActionKind.Shelve, "known", "2026-11-22T10:00:00Z")]
    [InlineData("unshelve", AlarmActionKind.Unshelve, null, null)]
    [InlineData("out-of-service", AlarmActionKind.OutOfService, "torn off", null)]
    [InlineData("return-to-service", AlarmActionKind.ReturnToService, null, null)]
    public async Task What_somebody_does_reaches_the_owner_of_the_room(string word, AlarmActionKind kind, string? comment, string? until)
    {
        var order = _site.AnswerNextAsync(true);
        using var answer = await PostAsync($"/api/v1/alarms/00000000000000a1/{word}", new { by = "duty", comment, until });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var work = Assert.IsType<AlarmWork>(await order);
        Assert.Equal(("00000000000000a1", kind, "duty", comment, until is null ? (DateTimeOffset?)null : SampleRooms.Now.AddMinutes(30)), (work.AlarmId, work.Kind, work.By.Name, work.Comment, work.Until));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task What_another_sites_page_makes_a_browser_send_is_refused(string from)
    {
        using var order = new HttpRequestMessage(HttpMethod.Post, "/api/v1/alarms/00000000000000a1/acknowledge");
        order.Headers.Add("Sec-Fetch-Site", from);
        using var answer = await _site.Http.SendAsync(order);
        Assert.Equal((HttpStatusCode.Forbidden, "Another site's page made this call."), (answer.StatusCode, (await ReadAsync(answer)).GetProperty("title").GetString()));
        Assert.False(_site.Board.Work.Reader.TryPeek(out _));
    }

    [Theory]
    [InlineData("shelve", """{"comment":"known","until":"2026-11-22T09:30:30Z"}""", "until")]
    [InlineData("shelve", """{"comment":"known","until":"2026-12-23T09:30:00Z"}""", "until")]
    [InlineData("shelve", """{"until":"soon"}""", "until,comment")]
    [InlineData("shelve", "{}", "comment,until")]
    [InlineData("comment", """{"comment":"  "}""", "comment")]
    [InlineData("unshelve", """{"until":"2026-11-22T10:00:00Z"}""", "until")]
    public async Task A_wrong_action_is_a_problem_400_with_every_fault(string word, string body, string members)
    {
        using var answer = await PostTextAsync($"/api/v1/alarms/00000000000000a1/{word}", body);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(members, string.Join(',', (await ReadAsync(answer)).GetProperty("errors").EnumerateObject().Select(fault => fault.Name)));
    }

    [Fact]
    public async Task A_member_that_nobody_knows_an_alarm_that_is_not_there_and_a_state_that_does_not_fit_are_problems()
    {
        using var unknown = await PostTextAsync("/api/v1/alarms/00000000000000a1/shelve", """{"comment":"known","untill":"2026-11-22T10:00:00Z"}""");
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (unknown.StatusCode, unknown.Content.Headers.ContentType?.MediaType));

        var order = _site.AnswerNextAsync(false);
        using var missing = await PostAsync("/api/v1/alarms/00000000000000ff/comment", new { comment = "a word" });
        Assert.Equal((HttpStatusCode.NotFound, "There is no such alarm."), (missing.StatusCode, (await ReadAsync(missing)).GetProperty("title").GetString()));
        await order;

        var state = _site.Board.Find("hq", "srv-1")!.State;
        var hold = new AlarmHold(HoldKind.OutOfService, SampleRooms.Now, null, "duty", "torn off");
        _site.Publish(state with { Alarms = state.Alarms.SetItem("00000000000000a1", state.Alarms["00000000000000a1"] with { State = AlarmCondition.OutOfService, Hold = hold }) });
        using var unfit = await PostAsync("/api/v1/alarms/00000000000000a1/acknowledge", new { by = "duty" });
        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (unfit.StatusCode, unfit.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_shelved_alarm_is_found_by_its_state_with_who_until_and_why()
    {
        var alarm = _site.Board.Find("hq", "srv-1")!.State.Alarms["00000000000000a1"] with
        {
            Id = "00000000000000a9",
            State = AlarmCondition.Shelved,
            Hold = new AlarmHold(HoldKind.Shelf, SampleRooms.Now, SampleRooms.Now.AddHours(1), "duty", "known"),
            Telling = Telling.Shelved,
            ToldAt = SampleRooms.Now.AddMinutes(-3),
            Cascade = "00000000000000a9",
            FirstOut = true,
            Actions = [new AlarmAction(AlarmActionKind.Shelve, "duty", SampleRooms.Now, "known", SampleRooms.Now.AddHours(1))],
        };
        await _site.StoreAsync([new AlarmChanged(alarm, null, Telling.Shelved)]);
        using var answer = await _site.Http.GetAsync(new Uri("/api/v1/alarms?state=shelved", UriKind.Relative));
        var found = Assert.Single((await ReadAsync(answer)).GetProperty("items").EnumerateArray());
        Assert.Equal(
            """{"kind":"shelf","since":"2026-11-22T09:30:00Z","until":"2026-11-22T10:30:00Z","by":"duty","comment":"known","cause":null}""",
            found.GetProperty("hold").GetRawText());
        Assert.Equal(
            """[{"kind":"shelve","by":"duty","at":"2026-11-22T09:30:00Z","comment":"known","until":"2026-11-22T10:30:00Z"}]""",
            found.GetProperty("actions").GetRawText());
        Assert.Equal(("shelved", "shelved", "2026-11-22T09:27:00Z", true), (Text(found, "state"), Text(found, "telling"), Text(found, "toldAt"), found.GetProperty("firstOut").GetBoolean()));
    }

    [Theory]
    [InlineData("maintenance", WindowKind.Maintenance)]
    [InlineData("test-mode", WindowKind.Test)]
    public async Task A_window_is_declared_listed_found_again_and_ended(string word, WindowKind kind)
    {
        var path = $"/api/v1/rooms/hq/srv-1/{word}";
        var order = _site.AnswerNextAsync(true);
        using var declared = await PostAsync(path, new { by = "duty", equipment = "ups-1", until = "2026-11-22T11:00:00Z", comment = "battery" });
        Assert.Equal(HttpStatusCode.Created, declared.StatusCode);
        var window = Assert.IsType<PersonalWindow>(Assert.IsType<DeclaredWork>(await order).Work).Window;
        Assert.Equal((kind, "ups-1", SampleRooms.Now, SampleRooms.Now.AddMinutes(90), "duty", "battery"), (window.Kind, window.Equipment, window.From, window.Until, window.By, window.Comment));

        _site.Publish(_site.Board.Find("hq", "srv-1")!.State with { Windows = [window] });
        using var again = await PostAsync(path, new { by = "duty", equipment = "ups-1", until = "2026-11-22T11:00:00Z", comment = "battery" });
        Assert.Equal((HttpStatusCode.OK, window.Id), (again.StatusCode, Text(await ReadAsync(again), "id")));
        using var list = await _site.Http.GetAsync(new Uri("/api/v1/rooms/hq/srv-1/windows", UriKind.Relative));
        Assert.Equal(window.Id, Text(Assert.Single((await ReadAsync(list)).GetProperty("items").EnumerateArray()), "id"));

        using var missing = await _site.Http.DeleteAsync(new Uri($"{path}/0000000000000000", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        order = _site.AnswerNextAsync(true);
        using var ended = await _site.Http.DeleteAsync(new Uri($"{path}/{window.Id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(window.Id, Assert.IsType<PersonalWindowEnd>(Assert.IsType<DeclaredWork>(await order).Work).WindowId);
    }

    [Theory]
    [InlineData("test-mode", """{"until":"2026-11-22T18:00:00Z","comment":"a"}""", "until")]
    [InlineData("maintenance", """{"until":"2026-11-22T09:00:00Z","comment":"a"}""", "until")]
    [InlineData("maintenance", """{"from":"2026-11-22T09:00:00Z","until":"2026-11-22T10:00:00Z","comment":"a"}""", "from")]
    [InlineData("maintenance", """{"equipment":"ups-9","until":"2026-11-22T10:00:00Z","comment":"a"}""", "equipment")]
    [InlineData("maintenance", "{}", "until,comment")]
    public async Task A_wrong_window_is_a_problem_400_with_every_fault(string word, string body, string members)
    {
        using var answer = await PostTextAsync($"/api/v1/rooms/hq/srv-1/{word}", body);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(members, string.Join(',', (await ReadAsync(answer)).GetProperty("errors").EnumerateObject().Select(fault => fault.Name)));
        using var nowhere = await PostTextAsync($"/api/v1/rooms/hq/none/{word}", body);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    // Plays the owner of the rooms for one order.
    private Task<HttpResponseMessage> PostAsync(string path, object body) => _site.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);

    private Task<HttpResponseMessage> PostTextAsync(string path, string body) =>
        _site.Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, null, "application/json"));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStreamAsync()).RootElement;
}
