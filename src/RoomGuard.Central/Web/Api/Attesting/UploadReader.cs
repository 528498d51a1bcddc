using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RoomGuard.Central.Attachments;

namespace RoomGuard.Central.Web.Api.Attesting;

/// <summary>Reads the file of a call: its whole body, or the first file of a form.</summary>
internal static class UploadReader
{
    // What a form adds around its file.
    private const int FormBytes = 64 * 1024;

    /// <summary>Most bytes of the body of a call that brings a file of so many.</summary>
    public static long BodyBytes(int fileBytes) => fileBytes + FormBytes;

    /// <summary>Reads the file; what is wrong with the call is a problem.</summary>
    /// <param name="most">Most bytes that are taken.</param>
    public static async Task<(byte[] Content, ProblemHttpResult? Problem)> ReadAsync(HttpContext http, int most, UploadGate gate)
    {
        if (!gate.Admits(http.User.Identity?.Name ?? ""))
        {
            http.Response.Headers.RetryAfter = "60";
            return ([], TypedResults.Problem(FormattableString.Invariant($"At most {UploadGate.AtOnce} at once, and half as many a minute after that; go on in a minute."), statusCode: StatusCodes.Status429TooManyRequests, title: "Too many files came from one caller."));
        }

        try
        {
            var content = http.Request.HasFormContentType ? await ReadFormAsync(http) : await ReadStreamAsync(http.Request.Body, http.Request.ContentLength, http.RequestAborted);
            return content.Length <= most ? (content, null) : ([], TooLarge(most));
        }
        catch (BadHttpRequestException error)
        {
            return ([], error.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge(most) : Broken(error.Message));
        }
        catch (InvalidDataException error)
        {
            return ([], Broken(error.Message));
        }
        catch (IOException error)
        {
            return ([], Broken(error.Message));
        }
    }

    /// <summary>The problem of a disk that takes nothing.</summary>
    public static ProblemHttpResult NotKept(Exception error) => TypedResults.Problem(
        $"It was not kept; bring it again. {error.Message}", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The folder of photos and documents cannot be written.");

    private static async Task<byte[]> ReadFormAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Files.Count == 0)
        {
            return [];
        }

        await using var stream = form.Files[0].OpenReadStream();
        return await ReadStreamAsync(stream, form.Files[0].Length, http.RequestAborted);
    }

    private static async Task<byte[]> ReadStreamAsync(Stream stream, long? length, CancellationToken stop)
    {
        // A length that is only claimed costs nothing: the server ends the body at its limit.
        using var content = new MemoryStream((int)Math.Clamp(length ?? 0, 0, 1 << 20));
        await stream.CopyToAsync(content, stop);
        return content.ToArray();
    }

    private static ProblemHttpResult TooLarge(int most) => TypedResults.Problem(
        FormattableString.Invariant($"It must be at most {most / 1024 / 1024} MB."), statusCode: StatusCodes.Status413PayloadTooLarge, title: "The file is too large.");

    private static ProblemHttpResult Broken(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status400BadRequest, title: "The call broke off, or is no form that holds together.");
}
