using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using RoomGuard.Central.Access;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Tests.Web;
using SkiaSharp;

namespace RoomGuard.Central.Tests.Attachments;

/// <summary>The doors by which photos and documents come, and from which they are given.</summary>
public sealed class AttachmentApiTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var list = AccessList.Parse([Line("look", "inspector Inspector"), Line("read", "reader Reader"), Line("duty", "operator Duty"), Line("change", "engineer Engineer")], out var problems);
        Assert.Empty(problems);
        _site = await WebSite.StartAsync(list);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_photo_is_taken_stripped_and_given_to_be_kept_for_ever()
    {
        var (status, photo) = await PostAsync("photos", Pictures.FromTelephone(6, 800, 400));
        Assert.Equal(HttpStatusCode.Created, status);
        var id = photo.GetProperty("id").GetString()!;
        Assert.Equal((400, 800), (photo.GetProperty("width").GetInt32(), photo.GetProperty("height").GetInt32()));

        using var answer = await GetAsync($"photos/{id}");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Stop);
        Assert.Equal((id, photo.GetProperty("bytes").GetInt32()), (Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("Exif"u8));
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("max-age=31536000, private, immutable", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        using var again = await SendAsync(HttpMethod.Get, $"photos/{id}", "read", null, answer.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var small = await GetAsync($"photos/{id}/thumbnail");
        using var picture = SKBitmap.Decode(await small.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal((160, 320), (picture.Width, picture.Height));
        Assert.NotEqual(answer.Headers.ETag, small.Headers.ETag);
    }

    [Fact]
    public async Task A_form_brings_a_photo_too_and_the_same_photo_has_the_same_id()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Make()), "photo", "rack.jpg" } };
        using var answer = await SendAsync(HttpMethod.Post, "photos", "look", form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var (_, photo) = await PostAsync("photos", Pictures.Make());
        Assert.Equal(photo.GetProperty("id").GetString(), (await ReadAsync(answer)).GetProperty("id").GetString());
        Assert.Equal($"/api/v1/photos/{photo.GetProperty("id").GetString()}", answer.Headers.Location?.ToString());

        using var empty = new MultipartFormDataContent { { new StringContent("x"), "word" } };
        using var refused = await SendAsync(HttpMethod.Post, "photos", "look", empty);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
    }

    [Fact]
    public async Task What_is_no_photo_is_refused_in_words()
    {
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "This is not a picture."), await RefusedAsync("photos", []));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "This is not a picture."), await RefusedAsync("photos", [.. "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8]));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "This is not a picture."), await RefusedAsync("photos", [.. "<html><script>alert(1)</script></html>"u8]));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "The picture is too large."), await RefusedAsync("photos", Pictures.PngPromising(30_000, 30_000)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "The picture is damaged."), await RefusedAsync("photos", Pictures.Make(SKEncodedImageFormat.Png, 800, 600)[..^200]));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "The file is too large."), await RefusedAsync("photos", [.. Pictures.Make(), .. new byte[PhotoReader.MaxBytes]]));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "The file is too large."), await RefusedAsync("photos", new byte[PhotoReader.MaxBytes + 200_000]));
        Assert.Empty(_site.Attachments.Names());
    }

    [Fact]
    public async Task A_document_is_stored_as_it_is_and_given_as_a_download()
    {
        byte[] act = [.. "%PDF-1.7\nact no. 7"u8];
        var (status, document) = await PostAsync("documents", act);
        Assert.Equal((HttpStatusCode.Created, "application/pdf"), (status, document.GetProperty("type").GetString()));
        var id = document.GetProperty("id").GetString()!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(act)), id);
        using var answer = await GetAsync($"documents/{id}");
        Assert.Equal(act, await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal(("application/pdf", "attachment"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType));

        var (_, scan) = await PostAsync("documents", Pictures.FromTelephone());
        Assert.Equal(("image/jpeg", Convert.ToHexStringLower(SHA256.HashData(Pictures.FromTelephone()))), (scan.GetProperty("type").GetString(), scan.GetProperty("id").GetString()));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "This is not a document."), await RefusedAsync("documents", [.. "<html>%PDF-</html>"u8]));

        // What was not stripped is no photo.
        using var asPhoto = await GetAsync($"photos/{scan.GetProperty("id").GetString()}");
        Assert.Equal(HttpStatusCode.NotFound, asPhoto.StatusCode);
    }

    [Theory]
    [InlineData("read", HttpStatusCode.Forbidden)]
    [InlineData("duty", HttpStatusCode.Forbidden)]
    [InlineData("change", HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    [InlineData("look", HttpStatusCode.Created)]
    public async Task Only_who_may_attest_brings_something(string token, HttpStatusCode expected)
    {
        foreach (var door in new[] { "photos", "documents" })
        {
            using var answer = await SendAsync(HttpMethod.Post, door, token, new ByteArrayContent(Pictures.Make()));
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("photos/p1")]
    [InlineData("photos/..%2F..%2Fetc%2Fpasswd")]
    [InlineData("documents/0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_not_there_is_a_problem_404(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Who_brings_too_many_hears_when_to_go_on()
    {
        HttpStatusCode status;
        var count = 0;
        do
        {
            using var answer = await SendAsync(HttpMethod.Post, "photos", "look", new ByteArrayContent([1]));
            status = answer.StatusCode;
            if (status == HttpStatusCode.TooManyRequests)
            {
                Assert.Equal(TimeSpan.FromSeconds(60), answer.Headers.RetryAfter?.Delta);
            }
        }
        while (status == HttpStatusCode.UnsupportedMediaType && ++count < 1_000);
        Assert.Equal((HttpStatusCode.TooManyRequests, UploadGate.AtOnce), (status, count));
    }

    [Fact]
    public void Whatever_comes_to_the_documents_has_a_form_or_none() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        _ = AttachmentForms.OfDocument(bytes);
        _ = AttachmentForms.IsPicture(bytes);
    });

    private static string Line(string token, string rest) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))} {rest}";

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string door, byte[] content)
    {
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };
        using var answer = await SendAsync(HttpMethod.Post, door, "look", body);
        return (answer.StatusCode, await ReadAsync(answer));
    }

    private async Task<(HttpStatusCode Status, string? Title)> RefusedAsync(string door, byte[] content)
    {
        var (status, problem) = await PostAsync(door, content);
        return (status, problem.GetProperty("title").GetString());
    }

    private Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, "read");

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, HttpContent? content = null, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(method, $"api/v1/{path}") { Content = content };

        // What is too large is refused by its length, before it is sent: else the refusal may be lost with the connection.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > PhotoReader.MaxBytes;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await _site.Http.SendAsync(request, Stop);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(Stop)).RootElement;
}
