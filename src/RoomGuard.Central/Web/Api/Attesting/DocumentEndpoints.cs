using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Web.Api.Shapes;

namespace RoomGuard.Central.Web.Api.Attesting;

/// <summary>Calls that bring and give documents.</summary>
internal static class DocumentEndpoints
{
    private const int MaxBytes = 30 * 1024 * 1024;

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/documents", TakeAsync).WithSummary("Takes a document in PDF, JPEG or PNG, as the body or in a form, at most 30 MB. It is stored as it is: what a scan says of its place stays in it.")
            .RequireAuthorization(AccessPolicies.Inspect)
            .WithMetadata(new RequestSizeLimitAttribute(UploadReader.BodyBytes(MaxBytes)));
        api.MapGet("/documents/{id}", Give).WithSummary("A document, as it came.");
    }

    private static async Task<Results<Created<DocumentShape>, ProblemHttpResult>> TakeAsync(HttpContext http, AttachmentStore store, UploadGate gate)
    {
        var (content, problem) = await UploadReader.ReadAsync(http, MaxBytes, gate);
        if (problem is not null)
        {
            return problem;
        }

        if (AttachmentForms.OfDocument(content) is not { } form)
        {
            return TypedResults.Problem("A document is PDF, JPEG or PNG by what it holds, whatever it is called.", statusCode: StatusCodes.Status415UnsupportedMediaType, title: "This is not a document.");
        }

        try
        {
            var id = await store.KeepAsync(content, form, http.RequestAborted);
            return TypedResults.Created($"/api/v1/documents/{id}", new DocumentShape(id, form.MediaType, content.Length));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return UploadReader.NotKept(error);
        }
    }

    // As a download: what others wrote is not shown under our address.
    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Give(string id, HttpContext http, AttachmentStore store) =>
        store.FindDocument(id) is { } form && store.Find(id, form) is { } path
            ? PhotoEndpoints.Serve(path, id, form, http, id[..16] + form.Ending)
            : TypedResults.Problem("Ids are what POST /api/v1/documents gave.", statusCode: StatusCodes.Status404NotFound, title: "There is no such document.");
}
