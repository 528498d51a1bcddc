using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Tests.Attachments;

/// <summary>Attestations through a whole centre: who, when, on which paper, how often.</summary>
public sealed class AttestingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private CentralSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var list = AccessList.Parse([Line("look", "inspector Inspector"), Line("duty", "operator Duty"), Line("audit", "auditor Auditor")], out _);
        _site = await CentralSite.PrepareAsync(options => options with { Access = list });
        _site.Clock = _clock;
        await _site.StartAgainAsync();
        await _site.UntilReadyAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_has_the_role_of_the_token_the_place_and_the_time_of_signing()
    {
        var photo = await _site.Get<AttachmentStore>().KeepAsync(Pictures.Photo(), Stop);
        var at = Given.Noon.AddDays(-6);
        await NotedAsync(new { item = "163.6", statement = "absent", signer = "somebody else", role = "admin", place = " by the north wall ", at, photos = new[] { photo } });
        var noted = Assert.Single(await StoredAsync());
        Assert.Equal(("Inspector", "inspector", "by the north wall", at), (noted.Signer, noted.Role, noted.Place, noted.At));
        Assert.Equal([photo], noted.Attachments);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(new { item = "163.6", statement = "absent" }, "duty")).Status);
    }

    [Fact]
    public async Task What_is_sent_twice_even_at_once_is_noted_once_and_the_first_result_comes_back()
    {
        var order = new { id = "0b8d1f0e-1c7c-4d38-9a52-000000000001", item = "163.4", statement = "present" };
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await PostAsync(order)).Status));
        Assert.Contains(HttpStatusCode.NoContent, statuses);
        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.NoContent or HttpStatusCode.OK, status.ToString()));
        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.NoContent));

        // A telephone that asks again after a month hears the same.
        _clock.Advance(TimeSpan.FromDays(30));
        var (late, answer) = await PostAsync(new { order.id, order.item, order.statement, at = Given.Noon });
        Assert.Equal((HttpStatusCode.OK, order.id, "Inspector"), (late, answer.GetProperty("id").GetString(), answer.GetProperty("signer").GetString()));
        Assert.Equal((HttpStatusCode.Conflict, "The id stands for another attestation."), Titled(await PostAsync(new { order.id, item = "163.5", order.statement })));
        Assert.Single(await StoredAsync());
        Assert.Single((await GetAsync("api/v1/audit?what=room.attest")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task The_contrary_within_a_minute_is_refused_and_names_the_first_unless_it_puts_it_right()
    {
        await NotedAsync(new { id = "first-look", item = "163.10", statement = "present" });
        _clock.Advance(TimeSpan.FromSeconds(59));
        var (status, problem) = await PostAsync(new { item = "163.10.b", statement = "absent" });
        Assert.Equal((HttpStatusCode.Conflict, "first-look"), (status, problem.GetProperty("first").GetString()));
        Assert.Contains("\"replaces\": \"first-look\"", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await NotedAsync(new { item = "163.10.b", statement = "met" });
        await NotedAsync(new { item = "163.6", statement = "broken" });

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new { item = "163.10.b", statement = "absent", replaces = "no-such" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new { item = "163.5", statement = "absent", replaces = "first-look" })).Status);
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        await NotedAsync(new { id = "second-look", item = "163.10.a", statement = "absent" });
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(new { item = "163.10.a", statement = "not_applicable", note = "no alarm is wanted" })).Status);
        await NotedAsync(new { item = "163.10.a", statement = "met", replaces = "second-look" });

        var newest = (await GetAsync("api/v1/audit?what=room.attest")).GetProperty("items")[0];
        Assert.Equal("second-look", newest.GetProperty("before").GetProperty("replaced").GetString());
    }

    [Fact]
    public async Task Two_that_contradict_each_other_at_once_are_not_both_noted()
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async turn => (await PostAsync(new { item = "163.8", statement = turn % 2 == 0 ? "absent" : "present" })).Status));
        Assert.Contains(HttpStatusCode.Conflict, statuses);
        Assert.Single((await StoredAsync()).Select(attestation => attestation.Statement).Distinct());
    }

    [Theory]
    [InlineData("at", "2026-02-22T11:59:00Z", "not back-dated")]
    [InlineData("at", "2026-03-01T12:05:30Z", "must not be in the future")]
    [InlineData("at", "yesterday", "RFC 3339")]
    [InlineData("id", "x", "8 to 64 letters")]
    [InlineData("id", "12345678\"", "8 to 64 letters")]
    public async Task Back_dated_in_the_future_or_badly_named_is_refused(string key, string value, string why)
    {
        var (status, problem) = await PostAsync(new Dictionary<string, string> { ["item"] = "163.4", ["statement"] = "present", [key] = value });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(why, problem.GetProperty("errors").GetProperty(key)[0].GetString(), StringComparison.Ordinal);
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task A_photo_that_is_not_in_the_store_is_refused_by_name()
    {
        var document = await _site.Get<AttachmentStore>().KeepAsync([.. "%PDF-1.7"u8], AttachmentForm.Pdf, Stop);
        var (status, problem) = await PostAsync(new { item = "163.4", statement = "present", photos = new[] { "p1", document } });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal($"must be ids that POST /api/v1/photos gave; there is no photo \"p1\", \"{document}\".", problem.GetProperty("errors").GetProperty("photos")[0].GetString());
    }

    [Fact]
    public async Task A_certificate_bounds_how_long_the_attestation_holds()
    {
        var id = await _site.Get<AttachmentStore>().KeepAsync([.. "%PDF-1.7 certificate"u8], AttachmentForm.Pdf, Stop);
        var certificate = new { kind = "certificate", number = "KZ 12", issued = "2026-01-10", expires = "2027-01-09", id };
        await NotedAsync(new { item = "163.7", statement = "present", document = certificate });
        var noted = (await StoredAsync())[^1];
        Assert.Equal(new AttestedDocument("certificate", "KZ 12", new DateOnly(2026, 1, 10), id), noted.Document);

        // The end of its last day on the site's clocks.
        Assert.Equal(TimeZoneInfo.ConvertTimeToUtc(new DateTime(2027, 1, 10), Given.Site.Zone), noted.ValidUntil?.UtcDateTime);
        await NotedAsync(new { item = "163.7", statement = "present", validUntil = "2026-12-01T00:00:00Z", document = certificate });
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), (await StoredAsync())[^1].ValidUntil);
        await NotedAsync(new { item = "163.7", statement = "present", document = certificate with { expires = "2035-01-01" } });
        Assert.Null((await StoredAsync())[^1].ValidUntil);

        var (status, problem) = await PostAsync(new { item = "163.7", statement = "present", document = certificate with { expires = "2026-02-27" } });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("is past: an expired certificate proves nothing. Attest with one that is in force.", problem.GetProperty("errors").GetProperty("document.expires")[0].GetString());
        var (_, wrong) = await PostAsync(new { item = "163.7", statement = "present", document = new { kind = "letter", number = "", issued = "tomorrow", expires = "2026-02-30", id = "x" } });
        Assert.Equal(["document.kind", "document.number", "document.issued", "document.expires", "document.id"], wrong.GetProperty("errors").EnumerateObject().Select(fault => fault.Name));
    }

    private static string Line(string token, string rest) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))} {rest}";

    private static (HttpStatusCode Status, string? Title) Titled((HttpStatusCode Status, JsonElement Answer) answer) => (answer.Status, answer.Answer.GetProperty("title").GetString());

    private async Task NotedAsync(object order)
    {
        var (status, answer) = await PostAsync(order);
        Assert.True(status == HttpStatusCode.NoContent, $"{status}: {(answer.ValueKind == JsonValueKind.Undefined ? "" : answer.GetRawText())}");
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(object order, string token = "look")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/rooms/hq/srv-1/attestations") { Content = JsonContent.Create(order) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _site.Http.SendAsync(request, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "audit");
        using var response = await _site.Http.SendAsync(request, Stop);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop)).RootElement;
    }

    private async Task<List<Attestation>> StoredAsync()
    {
        await using var context = _site.Get<StateDatabase>().CreateDbContext();
        var rows = await context.Attestations.AsNoTracking().OrderBy(row => row.Id).Select(row => row.Content).ToListAsync(Stop);
        return [.. rows.Select(row => JsonSerializer.Deserialize<Attestation>(row, JsonSerializerOptions.Web)!)];
    }
}
