using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Journals.Exports;

namespace RoomGuard.Central.Web.Api.Journals;

/// <summary>Calls for exports that take a while: begun, watched, fetched.</summary>
internal static class ExportJobEndpoints
{
    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/journals/{journal}/exports", BeginAsync).WithSummary("Begins an export, with the parameters of /export; the answer says where to watch it.");
        api.MapGet("/journals/{journal}/exports/{id}", Watch).WithSummary("How far an export has come.");
        api.MapGet("/journals/{journal}/exports/{id}/file", FetchAsync).WithSummary("The file of a finished export, once.");
    }

    private static async Task<Results<Accepted<ExportShape>, ValidationProblem, ProblemHttpResult>> BeginAsync([AsParameters] JournalExportRequest request, ExportJobs jobs, JournalLedger ledger)
    {
        var (order, problem) = JournalExportEndpoints.Read(request);
        if (order is null)
        {
            return problem is ValidationProblem wrong ? wrong : (ProblemHttpResult)problem!;
        }

        var heads = await ledger.ReadHeadsAsync(request.Http.RequestAborted);
        return jobs.Begin(order.Scope, order.Format, order.Language, heads.GetValueOrDefault(request.Journal)?.No ?? 0) is { } job
            ? TypedResults.Accepted($"/api/v1/journals/{request.Journal}/exports/{job.Id}", ExportShape.Of(job))
            : TypedResults.Problem("Fetch those that are finished, or wait a quarter of an hour.", statusCode: StatusCodes.Status429TooManyRequests, title: "Too many exports are kept.");
    }

    private static Results<Ok<ExportShape>, ProblemHttpResult> Watch(string journal, string id, ExportJobs jobs) =>
        Find(journal, id, jobs) is { } job ? TypedResults.Ok(ExportShape.Of(job)) : NoSuchExport();

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FetchAsync(string journal, string id, HttpContext http, ExportJobs jobs, JournalExportDesk desk)
    {
        if (Find(journal, id, jobs) is not { } job)
        {
            return NoSuchExport();
        }

        if (!job.IsOver || job.Problem is not null)
        {
            return TypedResults.Problem(job.Problem ?? "Watch it until its state is done.", statusCode: StatusCodes.Status409Conflict, title: "The export has no file.");
        }

        return jobs.Take(job) is { } file
            ? await JournalExportEndpoints.GiveAsync(new JournalOrder(job.Scope, job.Format, job.Language), file, http, desk)
            : NoSuchExport();
    }

    private static ExportJob? Find(string journal, string id, ExportJobs jobs) => jobs.Find(id) is { } job && job.Scope.Journal == journal ? job : null;

    private static ProblemHttpResult NoSuchExport() => TypedResults.Problem(
        "Exports are kept a quarter of an hour, and fetched once.", statusCode: StatusCodes.Status404NotFound, title: "There is no such export.");
}

/// <summary>An export on its way.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State"><c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Done">How many entries are done.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Problem">Why it failed; null when it did not.</param>
internal sealed record ExportShape(string Id, string State, long Done, long Total, string? Problem)
{
    public static ExportShape Of(ExportJob job) => new(job.Id, job.Problem is not null ? "failed" : job.IsOver ? "done" : "running", job.Done, job.Total, job.Problem);
}
