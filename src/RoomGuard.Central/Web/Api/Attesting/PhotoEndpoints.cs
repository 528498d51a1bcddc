using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using RoomGuard.Central.Access;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Web.Api.Shapes;

namespace RoomGuard.Central.Web.Api.Attesting;

/// <summary>Calls that bring and give photos.</summary>
internal static class PhotoEndpoints
{
    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/photos", TakeAsync).WithSummary("Takes a photo in JPEG, PNG or WebP, as the body or in a form: at most 15 MB and 50 megapixels. What is stored is the picture only, without place, time or camera.")
            .RequireAuthorization(AccessPolicies.Inspect)
            .WithMetadata(new RequestSizeLimitAttribute(UploadReader.BodyBytes(PhotoReader.MaxBytes)));
        api.MapGet("/photos/{id}", (string id, HttpContext http, AttachmentStore store) => Give(id, AttachmentForm.Photo, http, store)).WithSummary("A photo: JPEG, at most 2560 pixels a side.");
        api.MapGet("/photos/{id}/thumbnail", (string id, HttpContext http, AttachmentStore store) => Give(id, AttachmentForm.Thumbnail, http, store)).WithSummary("A photo, at most 320 pixels a side.");
    }

    /// <summary>A stored file. It never changes, so nobody need ask for it again.</summary>
    internal static Results<PhysicalFileHttpResult, ProblemHttpResult> Serve(string path, string id, AttachmentForm form, HttpContext http, string? name = null)
    {
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(path, form.MediaType, name, entityTag: new EntityTagHeaderValue($"\"{id[..24]}{form.Ending[1..2]}\""), enableRangeProcessing: true);
    }

    private static async Task<Results<Created<PhotoShape>, ProblemHttpResult>> TakeAsync(HttpContext http, AttachmentStore store, UploadGate gate)
    {
        var (content, problem) = await UploadReader.ReadAsync(http, PhotoReader.MaxBytes, gate);
        if (problem is not null)
        {
            return problem;
        }

        var (photo, fault) = await gate.ReadAsync(content, http.RequestAborted);
        if (photo is null)
        {
            return ProblemOf(fault, http);
        }

        try
        {
            var id = await store.KeepAsync(photo, http.RequestAborted);
            return TypedResults.Created($"/api/v1/photos/{id}", new PhotoShape(id, photo.Width, photo.Height, photo.Content.Length));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return UploadReader.NotKept(error);
        }
    }

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Give(string id, AttachmentForm form, HttpContext http, AttachmentStore store) => store.Find(id, form) is { } path
        ? Serve(path, id, form, http)
        : TypedResults.Problem("Ids are what POST /api/v1/photos gave.", statusCode: StatusCodes.Status404NotFound, title: "There is no such photo.");

    private static ProblemHttpResult ProblemOf(PhotoFault fault, HttpContext http)
    {
        switch (fault)
        {
            case PhotoFault.NotAPicture:
                return TypedResults.Problem("A photo is JPEG, PNG or WebP by what it holds, whatever it is called.", statusCode: StatusCodes.Status415UnsupportedMediaType, title: "This is not a picture.");
            case PhotoFault.TooManyPixels:
                return TypedResults.Problem(FormattableString.Invariant($"A photo has at most {PhotoReader.MaxPixels / 1_000_000} megapixels; the header of this one promises more."), statusCode: StatusCodes.Status413PayloadTooLarge, title: "The picture is too large.");
            case PhotoFault.Damaged:
                return TypedResults.Problem("It begins as a picture and breaks off, or does not hold together. Take it again.", statusCode: StatusCodes.Status422UnprocessableEntity, title: "The picture is damaged.");
            default:
                http.Response.Headers.RetryAfter = "10";
                return TypedResults.Problem("Bring it again in some seconds.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Too many pictures wait to be read.");
        }
    }
}
