using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals.Fuzzing;

/// <summary>What nobody means to send to the journals over HTTP: it is refused by a problem, or kept and read back as it was sent.</summary>
public sealed class JournalApiTests : IAsyncLifetime
{
    private const string Entry = """{"room":"hq/srv-1","section":"G","equipment":"gen-1","id":"t-1","by":"Ахметов Ә.","startedAt":"2026-11-21T09:30:00Z","endedAt":"2026-11-21T14:40:00+05:00","fields":{"test_kind":"no_load","visual":"Ағу жоқ","conclusion":"pass","transfer_s":{"value":9.5,"unit":"s"},"remarks":"x"}}""";
    private const string Climate = """{"room":"hq/srv-1","section":"M","by":"A","fields":{"t_stats":{"min":21.5,"max":24,"unit":"Cel"},"started_at":"2026-11-21T09:30:00Z"}}""";
    private const string Sign = """{"role":"performer","position":"инженер","signer":"Сейтова Б.","method":"account","code":"123456","note":"тексерілді","hash":null}""";
    private const string Cms = """{"role":"is_officer","signer":"B","method":"eds","cms":"-----BEGIN CMS-----\nMIIBAgYJKoZIhvcNAQcCoIHzMIHwAgEBMQA=\n-----END CMS-----"}""";
    private const string Paper = """{"role":"contractor","signer":"C","method":"paper","scan":"aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11"}""";
    private const string Volume = """{"signer":"Сейтова Б.","note":"том толды","act":"aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11"}""";

    private static readonly string[] Pieces =
    [
        "\\ud800", "\\udc00", "\\u0000", "\\u001b", "\\ufeff", "null", "true", "[]", "{}", "-0", "1e999", "1e308", "0.1e-400", "123456789012345678901234567890", "NaN", "\"", "\\", ",", ":", "\u00e9", "\0",
        "{\"value\":1,\"\\ud800\":2}", "{\"value\":{\"value\":1}}", "{\"\\ud800\":1}", "{\"min\":1,\"min\":2}", "{\"unit\":5,\"min\":1}", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"24:00\"", "\"03.04.2026\"", "\"fields\":", "\"by\":",
        "../../etc/passwd", "%00", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private WebSite _site = null!;
    private Task _owners = Task.CompletedTask;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartEmptyAsync();
        _owners = _site.ServeAsync(_end.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _owners);
        _end.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Any_mutated_body_is_refused_by_a_problem_or_does_what_it_says()
    {
        (string Path, string[] Bodies)[] calls =
        [
            ("35.7/entries", [Entry, Entry.Replace("t-1", "t-2", StringComparison.Ordinal), Climate]),
            ("35.8/entries", [Climate, Entry]),
            ("35.7/entries/1/correct", [Entry, """{"by":"A","fields":{"visual":"y"}}"""]),
            ("35.7/entries/1/sign", [Sign, Cms, Paper]),
            ("35.7/entries/1/review", [Sign]),
            ("35.7/volumes/close", [Volume]),
            ("35.7/volumes/1/erase", [Volume]),
        ];
        Assert.Equal(HttpStatusCode.Created, await SendAsync("35.7/entries", Encoding.UTF8.GetBytes(Entry)));
        Assert.Equal(HttpStatusCode.Created, await SendAsync("35.8/entries", Encoding.UTF8.GetBytes(Climate)));
        var mutation = new Mutation(38, Pieces);
        var statuses = new Dictionary<HttpStatusCode, int>();
        for (var no = 0; no < 3_000; no++)
        {
            var (path, bodies) = calls[mutation.Below(calls.Length)];
            var body = mutation.Next(bodies);
            var status = await SendAsync(path, Encoding.UTF8.GetBytes(body));
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        Assert.Empty(statuses.Keys.Except([HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict]));
        Assert.InRange(statuses[HttpStatusCode.Created] + statuses[HttpStatusCode.OK], 30, 2_000);
        foreach (var journal in new[] { "35.7", "35.8" })
        {
            Assert.Empty(await new RoomGuard.Central.Journals.JournalLedger(_site.Database).VerifyAsync(journal, Stop));
        }
    }

    [Theory]
    [InlineData("?room=%00")]
    [InlineData("?room=hq%2Fsrv-1%0a")]
    [InlineData("?order=sideways")]
    [InlineData("?limit=0")]
    [InlineData("?cursor=%00")]
    public async Task A_question_that_is_none_is_refused(string query)
    {
        using var answer = await _site.Http.GetAsync(new Uri("api/v1/journals/35.7/entries" + query, UriKind.Relative), Stop);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_value_that_could_not_be_kept_as_it_is_is_refused()
    {
        (string Column, string Value)[] cases =
        [
            ("visual", "\"half \\ud83d\""),
            ("visual", "\"a\\u0000b\""),
            ("visual", "5"),
            ("transfer_s", "{\"value\":1,\"\\ud800\":2}"),
            ("transfer_s", "{\"value\":1,\"value\":2}"),
            ("transfer_s", "{\"value\":9.5,\"unit\":\"a unit that nobody could keep\"}"),
            ("transfer_s", "{\"value\":9.5,\"unit\":5}"),
            ("transfer_s", "1e999"),
            ("conclusion", "\"Pass\""),
        ];
        foreach (var (column, value) in cases)
        {
            var status = await SendAsync("35.7/entries", Encoding.UTF8.GetBytes($$$"""{"room":"hq/srv-1","section":"G","by":"A","fields":{"{{{column}}}":{{{value}}}}}"""));
            Assert.True(status == HttpStatusCode.BadRequest, value);
        }
    }

    [Fact]
    public async Task A_time_is_that_of_RFC_3339_or_none()
    {
        (string Said, string? Read)[] cases =
        [
            ("2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z"),
            ("2026-11-21T09:30:00.5+05:00", "2026-11-21T04:30:00.5Z"),
            ("2026-11-21", "2026-11-21T00:00:00Z"),
            ("03.04.2026", null),
            ("03/04/2026", null),
            ("24:00", null),
            ("9:30", null),
            ("May 5", null),
            ("2026-02-30", null),
            ("0001-01-01T00:00:00+14:00", null),
            ("9999-12-31T23:59:59-14:00", null),
        ];
        foreach (var (said, read) in cases)
        {
            var status = await SendAsync("35.6/entries", Encoding.UTF8.GetBytes($$$"""{"section":"A","by":"A","id":"{{{said.Length}}}{{{read?.Length}}}","startedAt":"2026-11-21T09:30:00Z","fields":{"changed_at":"{{{said}}}"}}"""));
            Assert.Equal(read is null ? HttpStatusCode.BadRequest : HttpStatusCode.Created, status);
            if (read is not null)
            {
                var entries = await ReadAsync("35.6");
                Assert.Equal(DateTimeOffset.Parse(read, System.Globalization.CultureInfo.InvariantCulture), entries[^1].GetProperty("fields").GetProperty("changed_at").GetProperty("at").GetDateTimeOffset());
            }
        }
    }

    [Fact]
    public async Task Nobody_writes_signs_or_closes_under_a_name_that_is_none()
    {
        string[] cases =
        [
            "",
            " ",
            "A\\u0000",
            "A\\nB",
        ];
        foreach (var name in cases)
        {
            await SendAsync("35.7/entries", Encoding.UTF8.GetBytes(Entry));
            foreach (var (path, body) in new[] { ("35.7/entries", Entry.Replace("Ахметов Ә.", name, StringComparison.Ordinal).Replace("t-1", "t-9", StringComparison.Ordinal)), ("35.7/entries/1/sign", $$"""{"signer":"{{name}}"}"""), ("35.7/volumes/close", $$"""{"signer":"{{name}}"}""") })
            {
                Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(path, Encoding.UTF8.GetBytes(body)));
            }
        }
    }

    [Fact]
    public async Task Any_mutated_table_is_entered_whole_or_refused_by_a_problem()
    {
        string[] corpus = ["section;changed_at;object;change;basis;remarks\r\nA;21.11.2026 13:00;Коммутатор sw-1;Изменено;№ 17;\"екі\r\nжол\"\r\nB;2026-11-21T08:30:00Z;БҚ 1.2;added;'=1+1;\r\n", "started_at,section,object\n21.11.2026,A,x\n"];
        var mutation = new Mutation(39, "\"", ";", ",", "\r\n", "\0", "\ufeff", "'=1+1", "01.01.0001 00:00 (UTC+05:00)", "31.12.9999 23:59 (UTC−05:00)", "1e999", "object", "result", "room", "hq/srv-1", "kind", "equipment", "ended_at", "29.02.2027", "ә", " ");
        var (entered, statuses) = (0, new Dictionary<HttpStatusCode, int>());
        for (var no = 0; no < 1_000; no++)
        {
            var table = mutation.Next(corpus);
            using var answer = await _site.Http.PostAsync("api/v1/journals/35.6/import?by=A", new ByteArrayContent(Encoding.UTF8.GetBytes(table)), Stop);
            var said = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{(int)answer.StatusCode} {said}\n{table}");
            statuses[answer.StatusCode] = statuses.GetValueOrDefault(answer.StatusCode) + 1;
            entered += answer.StatusCode == HttpStatusCode.OK ? JsonDocument.Parse(said).RootElement.GetProperty("entered").GetInt32() : 0;
        }

        Assert.InRange(statuses[HttpStatusCode.OK], 20, 1_500);
        await using var context = _site.Database.CreateDbContext();
        Assert.Equal(entered, context.Journals.Count());
        Assert.Empty(await new RoomGuard.Central.Journals.JournalLedger(_site.Database).VerifyAsync("35.6", Stop));
    }

    [Fact]
    public async Task A_cell_is_entered_or_named()
    {
        (string Table, string Fault)[] cases =
        [
            ("object;object\na;b", "stands there twice"),
            ("changed_at\n03/04/2026", "must be a time"),
            ("changed_at\n01.01.0001 00:00 (UTC+05:00)", "must be a time"),
        ];
        foreach (var (table, fault) in cases)
        {
            using var answer = await _site.Http.PostAsync("api/v1/journals/35.6/import?by=A&section=A", new StringContent(table), Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(fault, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_a_table_with_nothing_but_faults_the_first_thousand_are_named()
    {
        var table = string.Join(';', Enumerable.Range(0, 200).Select(no => $"no{no}")) + string.Concat(Enumerable.Repeat("\n" + string.Join(';', Enumerable.Repeat("x", 200)), 2_000));
        using var answer = await _site.Http.PostAsync("api/v1/journals/35.6/import?by=A&section=A", new StringContent(table), Stop);
        var faults = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("errors").EnumerateObject().Count();
        Assert.InRange(faults, 1_000, 1_300);
    }

    private async Task<HttpStatusCode> SendAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await _site.Http.PostAsync($"api/v1/journals/{path}", content, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True((int)answer.StatusCode < 500 && (answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType == "application/problem+json"), $"{path} {(int)answer.StatusCode} {text}\n{Encoding.UTF8.GetString(body)}");
        if (answer.StatusCode == HttpStatusCode.Created)
        {
            AssertKept(JsonDocument.Parse(body).RootElement.GetProperty("fields"), JsonDocument.Parse(text).RootElement.GetProperty("fields"), Encoding.UTF8.GetString(body));
        }

        return answer.StatusCode;
    }

    private async Task<List<JsonElement>> ReadAsync(string journal) =>
        [.. JsonDocument.Parse(await _site.Http.GetStringAsync(new Uri($"api/v1/journals/{journal}/entries", UriKind.Relative), Stop)).RootElement.GetProperty("items").EnumerateArray()];

    // Whatever is not null is there, and says what was sent.
    private static void AssertKept(JsonElement sent, JsonElement kept, string body)
    {
        foreach (var member in sent.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            Assert.True(kept.TryGetProperty(member.Name, out var value), body);
            var (type, given) = (value.GetProperty("type").GetString(), member.Value);
            var isSame = type switch
            {
                "text" => value.GetProperty("text").GetString() == given.GetString()!.Trim(),
                "choice" => value.GetProperty("code").GetString() == given.GetString(),
                "number" when given.ValueKind == JsonValueKind.Number => value.GetProperty("value").GetDouble() == given.GetDouble(),
                "number" => value.GetProperty("value").GetDouble() == given.GetProperty("value").GetDouble() && (!given.TryGetProperty("unit", out var unit) || (unit.GetString() ?? "") == value.GetProperty("unit").GetString()),
                "time" => value.TryGetProperty("at", out _),
                _ => value.GetRawText().Length > 2,
            };
            Assert.True(isSame, $"{body}\n{value.GetRawText()}");
        }
    }
}
