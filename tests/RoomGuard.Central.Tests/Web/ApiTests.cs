using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Tests.Attachments;

namespace RoomGuard.Central.Tests.Web;

/// <summary>The HTTP contract: names and forms exactly, and problems that say what is allowed.</summary>
public sealed class ApiTests : IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Rooms_are_listed_with_state_and_worst_verdict()
    {
        var list = await GetAsync("/api/v1/rooms");
        Assert.Equal(
            """
            {"id":"hq/srv-1","type":"server","name":{"kk":"1-серверлік","ru":"Серверная 1","en":"Server room 1"},"state":"critical","worstVerdict":"NonCompliant","activeAlarms":3}
            """.Trim(),
            list.GetProperty("items")[0].GetRawText());
        Assert.Equal("no_data", list.GetProperty("items")[1].GetProperty("state").GetString());
        Assert.Equal("Unknown", list.GetProperty("items")[1].GetProperty("worstVerdict").GetString());
        Assert.Equal(JsonValueKind.Null, list.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Rooms_come_by_pages()
    {
        var first = await GetAsync("/api/v1/rooms?limit=1");
        Assert.Equal("hq/srv-1", Assert.Single(first.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        var second = await GetAsync($"/api/v1/rooms?limit=1&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal("hq/xc-1", Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("probe-1/env.temp", """{"point":"hq/srv-1/probe-1/env.temp","signal":"env.temp","equipment":"probe-1","unit":"Cel","at":"2026-11-22T09:29:56Z","age":4,"timeQuality":"synced","stale":false,"value":29.04}""")]
    [InlineData("leak-1/leak.wet", """{"point":"hq/srv-1/leak-1/leak.wet","signal":"leak.wet","equipment":"leak-1","unit":"","at":"2026-11-22T09:29:25Z","age":35,"timeQuality":"synced","stale":false,"value":true}""")]
    [InlineData("ups-1/ups.output.source", """{"point":"hq/srv-1/ups-1/ups.output.source","signal":"ups.output.source","equipment":"ups-1","unit":"","at":"2026-11-22T09:29:52Z","age":8,"timeQuality":"synced","stale":false,"value":"battery"}""")]
    [InlineData("gen-1/gen.fuel.level", """{"point":"hq/srv-1/gen-1/gen.fuel.level","signal":"gen.fuel.level","equipment":"gen-1","unit":"%","at":"2026-11-22T09:29:52Z","age":8,"timeQuality":"synced","stale":false,"fault":"out_of_range"}""")]
    [InlineData("door-1/door.open", """{"point":"hq/srv-1/door-1/door.open","signal":"door.open","equipment":"door-1","unit":"","at":"2026-11-22T09:15:00Z","age":900,"timeQuality":"synced","stale":true,"value":false}""")]
    [InlineData("smoke-1/smoke.alarm", """{"point":"hq/srv-1/smoke-1/smoke.alarm","signal":"smoke.alarm","equipment":"smoke-1","unit":"","at":null,"age":null,"timeQuality":"synced","stale":true,"fault":"silent"}""")]
    public async Task A_room_has_every_point_with_a_value_or_the_reason_there_is_none(string point, string json)
    {
        var room = await GetAsync("/api/v1/rooms/hq/srv-1");
        Assert.Equal(10, room.GetProperty("points").GetArrayLength());
        Assert.Equal(json, room.GetProperty("points").EnumerateArray().Single(item => item.GetProperty("point").GetString() == $"hq/srv-1/{point}").GetRawText());
    }

    [Fact]
    public async Task Every_item_of_the_clause_has_its_verdict()
    {
        var verdicts = (await GetAsync("/api/v1/rooms/hq/srv-1/verdicts")).GetProperty("items");
        Assert.Equal(Enumerable.Range(1, 11).Select(number => $"163.{number}").Concat(["35.1", "35.2", "35.4", "35.7", "35.8"]), verdicts.EnumerateArray().Select(verdict => verdict.GetProperty("id").GetString()));
        Assert.Equal(
            """{"id":"163.6","state":"AttestationExpired","reasons":["ATTEST_REVOKED"],"since":"2026-11-22T09:27:00Z","evidence":["finding/leak","attestation/a1"],"record":""}""",
            verdicts[5].GetRawText());
        Assert.All((await GetAsync("/api/v1/rooms/hq/xc-1/verdicts")).GetProperty("items").EnumerateArray(), verdict => Assert.Equal("Unknown", verdict.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Alarms_are_found_by_state_the_newest_first()
    {
        Assert.Equal(
            """{"id":"00000000000000a2","point":"hq/srv-1/probe-1/env.temp","rule":"limit-high","signal":"env.temp","priority":"warning","state":"acknowledged","since":"2026-11-22T09:21:00Z","value":28.4,"test":false,"text":{"kk":"Температура шектен жоғары","ru":"Температура выше предела","en":"Temperature above the limit"},"returnedAt":null,"telling":"no_news","toldAt":null,"hold":null,"cascade":null,"firstOut":false,"actions":[]}""",
            Assert.Single((await GetAsync("/api/v1/alarms?state=acknowledged")).GetProperty("items").EnumerateArray()).GetRawText());
        Assert.Equal(3, (await GetAsync("/api/v1/alarms?state=active")).GetProperty("items").GetArrayLength());
        Assert.Equal(3, (await GetAsync("/api/v1/alarms?state=unacknowledged,returned_unacknowledged")).GetProperty("items").GetArrayLength());
        Assert.Empty((await GetAsync("/api/v1/alarms?room=hq/xc-1")).GetProperty("items").EnumerateArray());

        var first = await GetAsync("/api/v1/alarms?limit=3");
        var rest = await GetAsync($"/api/v1/alarms?limit=3&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(4, first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(alarm => alarm.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Journals_and_their_entries_have_the_columns_of_the_form_as_keys()
    {
        Assert.Equal(
            Enumerable.Range(1, 8).Select(number => $"35.{number}"),
            (await GetAsync("/api/v1/journals")).GetProperty("items").EnumerateArray().Select(journal => journal.GetProperty("id").GetString()));

        var entry = Assert.Single((await GetAsync("/api/v1/journals/35.7/entries")).GetProperty("items").EnumerateArray());
        Assert.Equal(
            ["no", "journal", "kind", "section", "state", "room", "equipment", "startedAt", "endedAt", "result", "fields", "hash", "previousHash", "recordedAt", "completes", "corrects", "volume", "origin", "recordedBy", "signatures"],
            entry.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"type":"number","unit":"s","value":12}""", entry.GetProperty("fields").GetProperty("duration_s").GetRawText());
        Assert.Equal(["ups_test", "U", "draft", "hq/srv-1", "ups-1", "pass"], new[] { "kind", "section", "state", "room", "equipment", "result" }.Select(name => entry.GetProperty(name).GetString()));
        Assert.Equal("2026-11-22T04:30:12Z", entry.GetProperty("endedAt").GetString());
        Assert.Equal(new string('0', 64), entry.GetProperty("previousHash").GetString());
        Assert.Matches("^[0-9a-f]{64}$", entry.GetProperty("hash").GetString()!);
    }

    [Fact]
    public async Task A_series_comes_as_samples_or_as_buckets_and_goes_on_where_it_ended()
    {
        var window = "/api/v1/series?point=hq/srv-1/probe-1/env.rh&from=2026-11-22T08:30:00Z&to=2026-11-22T09:30:00Z";
        Assert.Equal(60, (await GetAsync(window)).GetProperty("items").GetArrayLength());

        var buckets = await GetAsync(window + "&step=10min&fn=count");
        Assert.Equal(["""{"at":"2026-11-22T08:30:00Z","value":10}""", """{"at":"2026-11-22T08:40:00Z","value":10}"""], buckets.GetProperty("items").EnumerateArray().Take(2).Select(item => item.GetRawText()));
        Assert.Equal("""{"point":"hq/srv-1/probe-1/env.rh","unit":"%RH","fn":"count","step":600}""", JsonSerializer.Serialize(new { point = Text("point"), unit = Text("unit"), fn = Text("fn"), step = buckets.GetProperty("step").GetInt32() }));

        var first = await GetAsync(window + "&limit=40");
        Assert.Equal("2026-11-22T09:09:00.001Z", first.GetProperty("next").GetString());
        var rest = await GetAsync($"{window}&limit=40&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(20, rest.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);

        string Text(string name) => buckets.GetProperty(name).GetString()!;
    }

    [Theory]
    [InlineData("/api/v1/rooms/hq/none", "There is no such room.")]
    [InlineData("/api/v1/rooms/hq/none/verdicts", "There is no such room.")]
    [InlineData("/api/v1/journals/35.9/entries", "There is no such journal.")]
    [InlineData("/api/v1/series?point=hq/none/ups-1/ups.load", "There is no such room.")]
    [InlineData("/api/v1/nothing", "There is no such call.")]
    public async Task What_is_not_there_is_a_problem_404(string path, string title)
    {
        using var answer = await _site.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await ReadAsync(answer);
        Assert.Equal((title, 404), (problem.GetProperty("title").GetString(), problem.GetProperty("status").GetInt32()));
    }

    [Theory]
    [InlineData("/api/v1/alarms?state=loud", "state", "must be one of normal, unacknowledged, acknowledged, returned_unacknowledged, shelved, suppressed_by_design, out_of_service, active.")]
    [InlineData("/api/v1/alarms?limit=0", "limit", "must be a whole number from 1 to 1000.")]
    [InlineData("/api/v1/alarms?limit=many", "limit", "must be a whole number from 1 to 1000.")]
    [InlineData("/api/v1/rooms?cursor=-1", "cursor", "must be what an earlier answer gave as next.")]
    [InlineData("/api/v1/journals/35.7/entries?order=best", "order", "must be one of oldest, newest.")]
    [InlineData("/api/v1/series", "point", "must be {site}/{room}/{equipment}/{signal}, such as hq/srv-1/ups-1/ups.load.")]
    [InlineData("/api/v1/series?point=hq/srv-1/a/b&from=yesterday", "from", "must be a time of RFC 3339 from 1970 to 2099, such as 2026-11-22T09:30:00Z.")]
    [InlineData("/api/v1/series?point=hq/srv-1/a/b&from=2026-11-23T00:00:00Z&to=2026-11-22T00:00:00Z", "from", "must not be after to.")]
    [InlineData("/api/v1/series?point=hq/srv-1/a/b&step=0", "step", "must be a length of time from 1 s to 366 d, such as 60 s, 5 min or 1 h; a bare number is seconds.")]
    [InlineData("/api/v1/series?point=hq/srv-1/a/b&step=NaN", "step", "must be a length of time from 1 s to 366 d, such as 60 s, 5 min or 1 h; a bare number is seconds.")]
    [InlineData("/api/v1/series?point=hq/srv-1/a/b&fn=median", "fn", "must be one of mean, min, max, last, count.")]
    public async Task A_wrong_parameter_is_a_problem_400_that_says_what_is_allowed(string path, string parameter, string allowed)
    {
        using var answer = await _site.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(allowed, (await ReadAsync(answer)).GetProperty("errors").GetProperty(parameter)[0].GetString());
    }

    [Fact]
    public async Task All_faults_of_a_call_are_said_at_once()
    {
        using var answer = await _site.Http.GetAsync(new Uri("/api/v1/series?point=x&step=x&fn=x&limit=x", UriKind.Relative));
        Assert.Equal(["point", "fn", "step", "limit"], (await ReadAsync(answer)).GetProperty("errors").EnumerateObject().Select(fault => fault.Name));
    }

    [Fact]
    public async Task An_attestation_reaches_the_keeper_of_the_rooms_with_who_signed()
    {
        var photo = await _site.Attachments.KeepAsync(Pictures.Photo(), CancellationToken.None);
        var order = _site.AnswerNextAsync(true);
        using var answer = await _site.Http.PostAsJsonAsync(
            new Uri("/api/v1/rooms/hq/srv-1/attestations", UriKind.Relative),
            new { item = "163.6", statement = "absent", signer = "A. Omarov", note = "condensate", photos = new[] { photo }, validUntil = "2027-11-22T00:00:00Z" });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var attestation = Assert.IsType<AttestWork>(await order).Attestation;
        Assert.Equal(("163.6", "A. Omarov", "condensate", SampleRooms.Now), (attestation.Item, attestation.Signer, attestation.Note, attestation.At));
        Assert.Equal(new DateTimeOffset(2027, 11, 22, 0, 0, 0, TimeSpan.Zero), attestation.ValidUntil);
        Assert.Equal([photo], attestation.Attachments);
    }

    [Fact]
    public async Task A_wrong_attestation_is_refused_with_every_fault()
    {
        using var answer = await _site.Http.PostAsJsonAsync(
            new Uri("/api/v1/rooms/hq/srv-1/attestations", UriKind.Relative), new { item = "163.12", statement = "maybe", signer = " ", validUntil = "2020-01-01T00:00:00Z" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["item", "statement", "signer", "validUntil"], (await ReadAsync(answer)).GetProperty("errors").EnumerateObject().Select(fault => fault.Name));

        using var mistaken = await _site.Http.PostAsJsonAsync(
            new Uri("/api/v1/rooms/hq/srv-1/attestations", UriKind.Relative), new { item = "163.6", statement = "not_applicable", signer = "A", slot = "inspektion", photos = new[] { "" } });
        Assert.Equal(["slot", "note", "photos"], (await ReadAsync(mistaken)).GetProperty("errors").EnumerateObject().Select(fault => fault.Name));

        using var large = await _site.Http.PostAsync(new Uri("/api/v1/rooms/hq/srv-1/attestations", UriKind.Relative), new StringContent(new string(' ', 100_000), null, "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);

        using var broken = await _site.Http.PostAsync(new Uri("/api/v1/rooms/hq/srv-1/attestations", UriKind.Relative), new StringContent("{", null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        using var plain = await _site.Http.PostAsync(new Uri("/api/v1/rooms/hq/srv-1/attestations", UriKind.Relative), new StringContent("{}", null, "text/plain"));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "application/problem+json"), (plain.StatusCode, plain.Content.Headers.ContentType?.MediaType));
        using var deleted = await _site.Http.DeleteAsync(new Uri("/api/v1/rooms", UriKind.Relative));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "application/problem+json"), (deleted.StatusCode, deleted.Content.Headers.ContentType?.MediaType));
        Assert.Equal("application/problem+json", broken.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.NoContent)]
    [InlineData(false, HttpStatusCode.NotFound)]
    public async Task Acknowledging_says_whether_there_was_such_an_alarm(bool exists, HttpStatusCode status)
    {
        var order = _site.AnswerNextAsync(exists);
        using var answer = await _site.Http.PostAsJsonAsync(new Uri("/api/v1/alarms/00000000000000a1/acknowledge", UriKind.Relative), new { by = "duty" });
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(("00000000000000a1", "duty"), Assert.IsType<AlarmWork>(await order) is { } known ? (known.AlarmId, known.By.Name) : default);
    }

    [Fact]
    public async Task Acknowledging_without_a_word_is_done_by_whoever_is_at_the_machine()
    {
        var order = _site.AnswerNextAsync(true);
        using var answer = await _site.Http.PostAsync(new Uri("/api/v1/alarms/00000000000000a1/acknowledge", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("local", Assert.IsType<AlarmWork>(await order).By.Name);
    }

    [Fact]
    public async Task OpenAPI_describes_every_call()
    {
        var paths = (await GetAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.Equal(
            [
                "/api/v1/alarms", "/api/v1/alarms/{id}/acknowledge", "/api/v1/alarms/{id}/comment", "/api/v1/alarms/{id}/out-of-service", "/api/v1/alarms/{id}/return-to-service",
                "/api/v1/alarms/{id}/shelve", "/api/v1/alarms/{id}/unshelve", "/api/v1/audit", "/api/v1/documents", "/api/v1/documents/{id}", "/api/v1/editions",
                "/api/v1/journals", "/api/v1/journals/35.4/cables", "/api/v1/journals/35.4/labels", "/api/v1/journals/archive", "/api/v1/journals/{journal}", "/api/v1/journals/{journal}/entries", "/api/v1/journals/{journal}/entries/{no}",
                "/api/v1/journals/{journal}/entries/{no}/correct", "/api/v1/journals/{journal}/entries/{no}/review", "/api/v1/journals/{journal}/entries/{no}/sign",
                "/api/v1/journals/{journal}/export", "/api/v1/journals/{journal}/exports", "/api/v1/journals/{journal}/exports/{id}", "/api/v1/journals/{journal}/exports/{id}/file", "/api/v1/journals/{journal}/import", "/api/v1/journals/{journal}/template",
                "/api/v1/journals/{journal}/volumes/close", "/api/v1/journals/{journal}/volumes/{volume}/erase",
                "/api/v1/organisation/attestations", "/api/v1/organisation/verdicts",
                "/api/v1/organisation/verdicts/history", "/api/v1/photos", "/api/v1/photos/{id}", "/api/v1/photos/{id}/thumbnail", "/api/v1/plan", "/api/v1/plan.ics",
                "/api/v1/reports/verdicts", "/api/v1/rooms", "/api/v1/rooms/{site}/{room}", "/api/v1/rooms/{site}/{room}/attestations", "/api/v1/rooms/{site}/{room}/equipment/{equipment}/test",
                "/api/v1/rooms/{site}/{room}/equipment/{equipment}/test/confirm", "/api/v1/rooms/{site}/{room}/equipment/{equipment}/test/refuse", "/api/v1/rooms/{site}/{room}/events",
                "/api/v1/rooms/{site}/{room}/findings", "/api/v1/rooms/{site}/{room}/maintenance", "/api/v1/rooms/{site}/{room}/maintenance/{id}",
                "/api/v1/rooms/{site}/{room}/test-mode", "/api/v1/rooms/{site}/{room}/test-mode/{id}", "/api/v1/rooms/{site}/{room}/verdicts",
                "/api/v1/rooms/{site}/{room}/verdicts/history", "/api/v1/rooms/{site}/{room}/windows", "/api/v1/series", "/api/v1/site", "/api/v1/site/reload",
                "/api/v1/unassigned", "/api/v1/unassigned/adopt", "/api/v1/verdicts/export",
            ],
            paths.Order(StringComparer.Ordinal));
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _site.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await ReadAsync(answer);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStreamAsync()).RootElement;
}
