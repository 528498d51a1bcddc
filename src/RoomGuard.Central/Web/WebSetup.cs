using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Planning;
using RoomGuard.Central.Reports;
using RoomGuard.Central.Web.Api.Attesting;
using RoomGuard.Central.Web.Api.Journals;
using RoomGuard.Central.Web.Api.Journals.Importing;
using RoomGuard.Central.Web.Api.Verdicts;
using RoomGuard.Central.Web.Api;
using RoomGuard.Central.Web.Api.Starting;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Inspections;
using RoomGuard.Central.Web.Live;
using RoomGuard.Central.Web.Serving;

namespace RoomGuard.Central.Web;

/// <summary>Puts the pages and the HTTP contract into a web application.</summary>
/// <remarks>
/// Needs in its services: <see cref="Rooms.RoomBoard"/>, <see cref="Journals.JournalLedger"/>, <see cref="Alarms.AlarmLedger"/>,
/// <see cref="Series.ISeriesStore"/>, <see cref="Options.CentralOptions"/>, <see cref="Store.StateDatabase"/>, <see cref="Sites.SiteBook"/>, a <see cref="ReportOrganisation"/> and a <see cref="TimeProvider"/>.
/// </remarks>
internal static class WebSetup
{
    private const string ApiRoot = "/api";

    /// <summary>Adds what the pages and the API are made of.</summary>
    public static WebApplicationBuilder AddRoomGuardWeb(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRouting();
        services.AddRazorComponents();
        services.AddProblemDetails();
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            (document.Info.Title, document.Info.Version) = ("RoomGuard", "1");
            return Task.CompletedTask;
        }));

        // Kazakh and Russian stay readable in HTML and JSON; the characters with a meaning there are escaped all the same.
        services.Replace(ServiceDescriptor.Singleton(HtmlEncoder.Create(UnicodeRanges.All)));
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));

        services.AddSingleton<IStartupFilter, FirstSteps>();
        services.AddSingleton<Trends>();
        services.AddSingleton<PageContents>();
        services.AddSingleton<LiveSources>();
        services.AddSingleton<Caller>();
        services.AddSingleton<EntryDesk>().AddSingleton<ImportDesk>().AddSingleton<JournalExportDesk>().AddSingleton<CableDesk>();
        services.AddSingleton<AttestationDesk>().AddSingleton<UploadGate>();
        services.AddSingleton<AdoptionDesk>();
        services.AddSingleton<HistoryDesk>();
        services.AddSingleton<DutyDesk>().AddSingleton<TestCalls>();
        services.AddSingleton<SeriesDesk>();
        services.AddSingleton<ReportSources>().AddSingleton<ReportPress>().AddSingleton<ReportDesk>();
        services.AddSingleton<TestDates>().AddSingleton<PlanDesk>();
        return builder;
    }

    /// <summary>Maps the pages, their assets and streams, <c>/api/v1</c> and <c>/openapi/v1.json</c>.</summary>
    public static WebApplication MapRoomGuardWeb(this WebApplication app)
    {
        EmbeddedAssets.Map(app);
        PageEndpoints.Map(app);
        PlanPageEndpoint.Map(app);
        OrganisationPageEndpoint.Map(app);
        JournalPageEndpoints.Map(app);
        ImportPageEndpoints.Map(app);
        TestPageEndpoints.Map(app);
        InspectionEndpoints.Map(app);
        LiveEndpoints.Map(app);
        var api = app.MapGroup($"{ApiRoot}/v1");
        RoomEndpoints.Map(api);
        VerdictEndpoints.Map(api);
        OrganisationEndpoints.Map(api);
        AttestationEndpoints.Map(api);
        PhotoEndpoints.Map(api);
        DocumentEndpoints.Map(api);
        AlarmEndpoints.Map(api);
        AlarmActionEndpoints.Map(api);
        WindowEndpoints.Map(api);
        TestEndpoints.Map(api);
        JournalEndpoints.Map(api);
        EntryEndpoints.Map(api);
        SigningEndpoints.Map(api);
        JournalExportEndpoints.Map(api);
        ArchiveEndpoint.Map(api);
        ExportJobEndpoints.Map(api);
        ImportEndpoint.Map(api);
        TemplateEndpoint.Map(api);
        CableEndpoints.Map(api);
        SeriesEndpoints.Map(api);
        ReportEndpoints.Map(api);
        AuditEndpoints.Map(api);
        SiteEndpoints.Map(api);
        UnassignedEndpoints.Map(api);
        PlanEndpoints.Map(api);
        app.MapOpenApi("/openapi/{documentName}.json");

        // Last of all, and only what a browser asks: a write that fits no call must hear why.
        app.MapGet($"{ApiRoot}/{{**path}}", NoSuchCall).WithOrder(int.MaxValue - 1).ExcludeFromDescription();
        app.MapGet("/{**path}", PageEndpoints.Missing).WithOrder(int.MaxValue).ExcludeFromDescription();
        return app;
    }

    private static ProblemHttpResult NoSuchCall() => TypedResults.Problem(
        "/openapi/v1.json lists every call.", statusCode: StatusCodes.Status404NotFound, title: "There is no such call.");
}
