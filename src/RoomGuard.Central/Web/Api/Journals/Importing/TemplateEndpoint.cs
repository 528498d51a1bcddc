using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Journals.Exports.Tables;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>The call that gives the empty table of a journal, to be filled and imported. It holds nothing of a site, so nobody notes who took it.</summary>
internal static class TemplateEndpoint
{
    private static readonly Dictionary<string, bool> Formats = new(StringComparer.Ordinal) { ["csv"] = false, ["xlsx"] = true };

    /// <summary>Maps the call below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/journals/{journal}/template", Template)
        .WithSummary("The empty table of a journal with the heads that an import understands: format is csv or xlsx, lang is kk, ru or en.");

    private static Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult> Template(string journal, string? format, string? lang, HttpContext http)
    {
        if (JournalForms.Find(journal) is not { } form)
        {
            return JournalEndpoints.NoSuchJournal(journal);
        }

        var asked = new Asked();
        var isBook = asked.Choice("format", format, Formats, false);
        var language = lang is null ? LanguageChoice.Choose(http) : asked.Choice("lang", lang, JournalExportEndpoints.Languages, default);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var name = $"roomguard-journal-{journal}-template-{language.Tag}";
        return isBook
            ? TypedResults.File(JournalTemplate.WriteXlsx(form, language), JournalFormat.All["xlsx"].MediaType, $"{name}.xlsx")
            : TypedResults.File(JournalTemplate.WriteCsv(form, language), JournalFormat.All["csv"].MediaType, $"{name}.csv");
    }
}
