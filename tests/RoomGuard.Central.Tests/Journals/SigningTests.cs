using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OtpNet;
using RoomGuard.Central.Access;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Contract.Messages;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>Writing, reviewing, signing, closing and exporting, over HTTP.</summary>
public sealed class SigningTests : IAsyncLifetime
{
    private const string Entries = "api/v1/journals/35.6/entries";

    private static readonly object Change = new
    {
        section = "A",
        startedAt = "2026-11-22T08:00:00Z",
        by = "Ахметов Ә.",
        fields = new
        {
            @object = "Коммутатор sw-1, қабат 2",
            change = "changed",
            basis = "№ 17",
            remarks = "Ұңғыма ғимаратта, ҚҰЖАТ №5; «көшірме»",
        },
    };

    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartEmptyAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task An_entry_is_written_reviewed_signed_and_closed_and_its_export_is_whole()
    {
        var entry = await PostAsync(Entries, Change, HttpStatusCode.Created);
        Assert.Equal((1, "draft", "manual", "Ахметов Ә."), (entry.GetProperty("no").GetInt32(), Text(entry, "state"), Text(entry, "origin"), Text(entry, "recordedBy")));
        Assert.Equal("Изменено", entry.GetProperty("fields").GetProperty("change").GetProperty("ru").GetString());

        await ProblemAsync($"{Entries}/1/review", new { signer = "Ахметов Ә." }, "another person must");
        Assert.Equal("reviewed", Text(await PostAsync($"{Entries}/1/review", new { signer = "Сейтова Б." }), "state"));
        var signed = await PostAsync($"{Entries}/1/sign", new { signer = "Сейтова Б.", role = "room_responsible", position = "инженер" });
        Assert.Equal("signed", Text(signed, "state"));
        Assert.Equal("account", Text(signed.GetProperty("signatures")[1], "method"));
        await ProblemAsync($"{Entries}/1/sign", new { signer = "Омаров А.", role = "room_responsible" }, "each role signs once");
        await ProblemAsync($"{Entries}/1/sign", new { signer = "Ахметов Ә.", role = "is_officer" }, "clause 30");

        var corrected = await PostAsync($"{Entries}/1/correct", new { by = "Ахметов Ә.", fields = new { basis = "№ 18" } }, HttpStatusCode.Created);
        Assert.Equal((2, 1), (corrected.GetProperty("no").GetInt32(), corrected.GetProperty("corrects").GetInt32()));

        await PostAsync("api/v1/journals/35.6/volumes/close", new { signer = "Сейтова Б." });
        await ProblemAsync($"{Entries}/2/sign", new { signer = "Сейтова Б." }, "closed volume");
        Assert.Equal(2, (await PostAsync(Entries, Change, HttpStatusCode.Created)).GetProperty("volume").GetInt32());
        var volumes = (await _site.Http.GetFromJsonAsync<JsonElement>("api/v1/journals/35.6", Stop)).GetProperty("volumes");
        Assert.Equal((2L, 3L), (volumes[0].GetProperty("last").GetInt64(), volumes[1].GetProperty("first").GetInt64()));

        var export = await _site.Http.GetByteArrayAsync("api/v1/journals/35.6/export?format=json", Stop);
        var proof = await new JournalVerifier([]).VerifyAsync(new MemoryStream(export), null, Stop);
        Assert.Empty(proof.Faults);
        Assert.Equal((3L, 5L, 1L), (proof.Shown, proof.Marks, proof.Checkpoints));
        Assert.Equal("closed", Text(JsonDocument.Parse(export).RootElement.GetProperty("entries")[0], "state"));
    }

    [Fact]
    public async Task The_checkpoint_and_the_seal_hold_for_OpenSSL_too()
    {
        await PostAsync(Entries, Change, HttpStatusCode.Created);
        var lines = (await _site.Http.GetStringAsync("api/v1/journals/35.6/export?format=json", Stop)).Split('\n');
        Assert.True(SignedCheckpoint.TryRead(Encoding.UTF8.GetBytes(lines[2]), out var checkpoint));
        var seal = JsonDocument.Parse("{" + lines[^2]).RootElement.GetProperty("seal");
        using var scratch = new Scratch();
        Assert.Contains("Verified OK", await OpenSslAsync(scratch, checkpoint.Content, checkpoint.Signature, checkpoint.PublicKey), StringComparison.Ordinal);
        var before = string.Join('\n', lines[..^2]) + "\n";
        Assert.Contains("Verified OK", await OpenSslAsync(scratch, before, Text(seal, "signature"), Text(seal, "publicKey")), StringComparison.Ordinal);
        Assert.DoesNotContain("Verified OK", await OpenSslAsync(scratch, before + " ", Text(seal, "signature"), Text(seal, "publicKey")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_twice_under_one_name_is_entered_once()
    {
        var request = new { id = "round-7", section = "A", by = "A", fields = new { basis = "x" } };
        var first = await PostAsync(Entries, request, HttpStatusCode.Created);
        var second = await PostAsync(Entries, request);
        Assert.Equal(first.GetProperty("hash").GetString(), second.GetProperty("hash").GetString());
    }

    [Theory]
    [InlineData("""{"section":"X","by":"A","fields":{"basis":"x"}}""", "section")]
    [InlineData("""{"section":"A","by":"","fields":{"basis":"x"}}""", "by")]
    [InlineData("""{"section":"A","by":"A","fields":{}}""", "fields")]
    [InlineData("""{"section":"A","by":"A"}""", "fields")]
    [InlineData("""{"section":"A","by":"A","fields":{"nothing":"x"}}""", "fields.nothing")]
    [InlineData("""{"section":"A","by":"A","fields":{"change":"stolen"}}""", "fields.change")]
    [InlineData("""{"section":"A","by":"A","fields":{"basis":7}}""", "fields.basis")]
    [InlineData("""{"section":"A","by":"A","fields":{"changed_at":"soon"}}""", "fields.changed_at")]
    [InlineData("""{"section":"A","by":"A","startedAt":"2031-01-01T00:00:00Z","fields":{"basis":"x"}}""", "startedAt")]
    [InlineData("""{"section":"A","by":"A","room":"hq/none","fields":{"basis":"x"}}""", "room")]
    [InlineData("""{"section":"A","by":"A","id":"../x","fields":{"basis":"x"}}""", "id")]
    public async Task What_is_wrong_with_an_entry_is_named(string body, string member)
    {
        using var answer = await _site.Http.PostAsync(Entries, new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(member, (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("{\"section\":\"A\",\"by\":\"A\",\"fields\":{\"basis\":\"\\ud800\"}}")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"fields\":[]}")]
    [InlineData("null")]
    public async Task What_is_no_entry_is_refused(string body)
    {
        using var answer = await _site.Http.PostAsync(Entries, new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_signature_by_account_needs_the_second_factor_and_takes_each_code_once()
    {
        var secret = Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("token")));
        await using var site = await WebSite.StartEmptyAsync(
            AccessList.Parse([$"{hash} admin Сейтова Б."], out _), journals: new() { SecondFactors = SecondFactors.Parse([$"{secret} Сейтова Б."], out _) });
        site.Http.DefaultRequestHeaders.Authorization = new("Bearer", "token");
        await PostAsync(site, Entries, Change, HttpStatusCode.Created);
        await PostAsync(site, Entries, Change, HttpStatusCode.Created);
        var code = new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(SampleRooms.Now.UtcDateTime);
        await ProblemAsync(site, $"{Entries}/1/sign", new { role = "performer" }, "missing");
        await ProblemAsync(site, $"{Entries}/1/sign", new { role = "performer", code = "000000" }, "wrong or too old");
        Assert.Equal("Сейтова Б.", Text((await PostAsync(site, $"{Entries}/1/sign", new { role = "performer", code })).GetProperty("signatures")[0], "by"));
        await ProblemAsync(site, $"{Entries}/2/sign", new { role = "performer", code }, "used already");
    }

    [Fact]
    public async Task A_volume_is_erased_only_after_its_term_and_by_an_act()
    {
        await PostAsync(Entries, Change, HttpStatusCode.Created);
        await PostAsync("api/v1/journals/35.6/volumes/close", new { signer = "B" });
        await ProblemAsync("api/v1/journals/35.6/volumes/1/erase", new { signer = "B" }, "must be kept until 2029-11-22");
        _site.Clock.Advance(TimeSpan.FromDays(1_200));
        await ProblemAsync("api/v1/journals/35.6/volumes/1/erase", new { signer = "B", act = new string('a', 64) }, "The act must be");
        using var upload = await _site.Http.PostAsync("api/v1/documents", new ByteArrayContent("%PDF-1.7 act"u8.ToArray()), Stop);
        var act = Text(await upload.Content.ReadFromJsonAsync<JsonElement>(Stop), "id");
        await PostAsync("api/v1/journals/35.6/volumes/1/erase", new { signer = "B", act });
        Assert.Equal(HttpStatusCode.NotFound, (await _site.Http.GetAsync(new Uri($"{Entries}/1", UriKind.Relative), Stop)).StatusCode);
        await PostAsync(Entries, new { section = "A", by = "A", fields = new { basis = "x" } }, HttpStatusCode.Created);
        var proof = await new JournalVerifier([]).VerifyAsync(await _site.Http.GetStreamAsync("api/v1/journals/35.6/export?format=json", Stop), null, Stop);
        Assert.Empty(proof.Faults);
        Assert.Equal(1L, proof.Shown);
    }

    [Fact]
    public async Task An_export_that_takes_a_while_is_watched_and_fetched_once()
    {
        await PostAsync(Entries, Change, HttpStatusCode.Created);
        var begun = await PostAsync("api/v1/journals/35.6/exports?format=json", new { }, HttpStatusCode.Accepted);
        var path = $"api/v1/journals/35.6/exports/{Text(begun, "id")}";
        JsonElement seen;
        while (Text(seen = await _site.Http.GetFromJsonAsync<JsonElement>(path, Stop), "state") == "running")
        {
            await Task.Delay(20, Stop);
        }

        Assert.Equal(("done", 1L, 1L), (Text(seen, "state"), seen.GetProperty("done").GetInt64(), seen.GetProperty("total").GetInt64()));
        Assert.Empty((await new JournalVerifier([]).VerifyAsync(await _site.Http.GetStreamAsync($"{path}/file", Stop), null, Stop)).Faults);
        Assert.Equal(HttpStatusCode.NotFound, (await _site.Http.GetAsync(new Uri($"{path}/file", UriKind.Relative), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _site.Http.GetAsync(new Uri(path.Replace("35.6", "35.7", StringComparison.Ordinal), UriKind.Relative), Stop)).StatusCode);
    }

    private Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK) => PostAsync(_site, path, body, expected);

    private Task ProblemAsync(string path, object body, string why) => ProblemAsync(_site, path, body, why);

    private static async Task<JsonElement> PostAsync(WebSite site, string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await site.Http.PostAsJsonAsync(path, body, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == expected, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task ProblemAsync(WebSite site, string path, object body, string why) =>
        Assert.Contains(why, Text(await PostAsync(site, path, body, HttpStatusCode.Conflict), "detail"), StringComparison.Ordinal);

    private static string Text(JsonElement json, string key) => json.GetProperty(key).GetString()!;

    private static async Task<string> OpenSslAsync(Scratch scratch, string data, string signature, string publicKey)
    {
        await File.WriteAllTextAsync(scratch.Path("data"), data, Stop);
        await File.WriteAllBytesAsync(scratch.Path("signature"), Convert.FromBase64String(signature), Stop);
        var key = scratch.Write("key.pem", PemEncoding.WriteString("PUBLIC KEY", Convert.FromBase64String(publicKey)));
        return (await RealProcess.RunAsync(Needs.Program("openssl", "openssl"), ["dgst", "-sha256", "-verify", key, "-signature", scratch.Path("signature"), scratch.Path("data")])).Output;
    }
}
