using System.Diagnostics;
using Ical.Net;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Planning;

/// <summary>The feed as two other readers see it: the library that wrote it, and one of another language that did not.</summary>
public sealed class PlanCalendarTests : IAsyncLifetime
{
    // What is not folded or escaped as RFC 5545 says, python-icalendar refuses or reads otherwise.
    private const string Witness = """
        import icalendar, sys
        text = sys.stdin.buffer.read()
        assert all(len(line) <= 75 for line in text.split(b"\r\n")), "a line is longer than 75 octets"
        assert text.count(b"\n") == text.count(b"\r\n"), "a line does not end in CRLF"
        calendar = icalendar.Calendar.from_ical(text)
        assert str(calendar["VERSION"]) == "2.0" and calendar["PRODID"]
        uids = set()
        for part in calendar.walk():
            if part.name not in ("VEVENT", "VTODO"):
                continue
            assert not part.errors, part.errors
            assert str(part["UID"]) not in uids, "a UID is there twice"
            uids.add(str(part["UID"]))
            assert part["DTSTAMP"].dt.utcoffset().total_seconds() == 0
            when = part["DTSTART"].dt if part.name == "VEVENT" else part["DUE"].dt if "DUE" in part else None
            alarms = [alarm["TRIGGER"].dt.total_seconds() / 3600 for alarm in part.walk("VALARM")]
            print(part.name, when, part["SUMMARY"], alarms, sep="|")
        """;

    private WebSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartEmptyAsync();
        _site.Sites.Put(PlannedSite.Model, PlannedSite.Now.AddDays(-3));
        _site.Board.Describe(PlannedSite.Model.Rooms, PlannedSite.Now);
        _site.Publish(PlannedSite.Attested());
        await _site.WriteEntryAsync(SampleRooms.UpsTest(PlannedSite.Now.AddDays(-10)));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("kk", "1-серверлік: Фотосуретпен тексеру", "RoomGuard: Жоспар")]
    [InlineData("ru", "Серверная 1: Осмотр с фото", "RoomGuard: План")]
    [InlineData("en", "Server room 1: Inspection with photos", "RoomGuard: Plan")]
    public async Task Each_due_day_is_an_all_day_event_with_its_reminder_in_the_readers_language(string language, string summary, string name)
    {
        using var answer = await _site.Http.GetAsync($"api/v1/plan.ics?lang={language}");
        Assert.Equal("text/calendar; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var calendar = Calendar.Load(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(name, calendar.Properties.Get<string>("X-WR-CALNAME"));
        var monthly = calendar.Events.Single(@event => @event.Summary == summary && @event.Start!.Date == new DateOnly(2026, 11, 27));
        Assert.True(monthly.IsAllDay);
        Assert.Equal("-P6DT15H", Assert.Single(monthly.Alarms)?.Trigger?.Duration.ToString());
        Assert.Equal(new Uri(_site.Address, "rooms/hq/srv-1"), monthly.Url);
        Assert.Equal(10, calendar.Events.Count);
        Assert.Equal(calendar.Todos.Count, calendar.Todos.Select(todo => todo.Uid).Distinct().Count());
    }

    [Fact]
    public async Task A_new_attestation_moves_the_event_and_makes_no_second_one()
    {
        var before = await EventsAsync();
        _site.Publish(PlannedSite.Attest(_site.Board.Find("hq", "srv-1")!.State, "163.8", AttestationStatement.Met, PlannedSite.Now));
        var after = await EventsAsync();

        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        var moved = Assert.Single(before, @event => after[@event.Key] != @event.Value);
        Assert.Equal((new DateOnly(2026, 11, 27), new DateOnly(2026, 12, 22)), (moved.Value, after[moved.Key]));
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task A_reader_of_another_make_finds_the_same(string language)
    {
        var text = await _site.Http.GetByteArrayAsync($"api/v1/plan.ics?lang={language}");
        var lines = await ReadAsync(text);

        var ours = Calendar.Load(System.Text.Encoding.UTF8.GetString(text))!;
        Assert.Equal(ours.Events.Select(@event => $"VEVENT|{@event.Start!.Date:yyyy-MM-dd}|{@event.Summary}").Order(StringComparer.Ordinal),
            lines.Where(line => line.StartsWith("VEVENT", StringComparison.Ordinal)).Select(line => line[..line.LastIndexOf('|')]).Order(StringComparer.Ordinal));
        Assert.Equal(ours.Todos.Count, lines.Count(line => line.StartsWith("VTODO", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => line.StartsWith("VEVENT", StringComparison.Ordinal)), line => Assert.Contains(line[(line.LastIndexOf('|') + 1)..], new[] { "[-711.0]", "[-159.0]" }));
    }

    [Fact]
    public async Task What_is_overdue_or_was_never_done_is_a_task_too()
    {
        var calendar = Calendar.Load(await _site.Http.GetStringAsync("api/v1/plan.ics?lang=en"))!;
        Assert.Equal(3, calendar.Todos.Count(todo => todo.Due is not null));
        Assert.Contains(calendar.Todos, todo => todo.Due is null && todo.Summary == "Server room 1: UPS test: UPS 2");
        Assert.Contains(calendar.Todos, todo => todo.Summary == "Server room 1: Renew contract 9/2025 (Quat LLP)");
    }

    [Theory]
    [InlineData("lang=de")]
    [InlineData("room=hq/none")]
    public async Task A_language_or_a_room_that_there_is_not_is_refused(string query)
    {
        using var answer = await _site.Http.GetAsync("api/v1/plan.ics?" + query);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<Dictionary<string, DateOnly>> EventsAsync() =>
        Calendar.Load(await _site.Http.GetStringAsync("api/v1/plan.ics"))!.Events.ToDictionary(@event => @event.Uid!, @event => @event.Start!.Date);

    // Debian's own interpreter: its modules are not another one's.
    private static async Task<string[]> ReadAsync(byte[] text)
    {
        var start = new ProcessStartInfo(Needs.Program("/usr/bin/python3", "python3-icalendar")) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "-c", Witness } };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using var witness = Process.Start(start)!;
        await witness.StandardInput.BaseStream.WriteAsync(text);
        witness.StandardInput.Close();
        var (output, error) = (witness.StandardOutput.ReadToEndAsync(), witness.StandardError.ReadToEndAsync());
        await witness.WaitForExitAsync();
        Assert.True(witness.ExitCode == 0, await error);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
