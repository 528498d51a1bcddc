namespace RoomGuard.Central.Reports;

/// <summary>What stands at the beginning of a report: whose, which, when, by what.</summary>
internal static class ReportHead
{
    /// <summary>The lines, in their order.</summary>
    public static IEnumerable<ReportHeadLine> Lines(VerdictReport report, ReportWords words)
    {
        yield return new ReportHeadLine(words["report.organisation"], words.Organisation(report.Organisation));
        yield return new ReportHeadLine(words["report.scope"], words.Scope(report));
        if (report.Scope.Site?.Address is { Length: > 0 } address)
        {
            yield return new ReportHeadLine(words["report.address"], address);
        }

        yield return new ReportHeadLine(words["report.at"], $"{words.Moment(report.At)} ({words.Clocks(report.At)})");
        yield return new ReportHeadLine(words["report.bound"], words[report.Organisation.IsBound ? "report.bound.yes" : "report.bound.no"]);
        yield return new ReportHeadLine(words["report.edition"], report.Edition.Id);
        yield return new ReportHeadLine(words["report.source"], words.Say(report.Edition.Source)) { IsNote = true };
        yield return new ReportHeadLine(words["report.warning"], words.Warning(report.Edition)) { IsNote = true };
    }
}

/// <summary>A line of the beginning.</summary>
internal sealed record ReportHeadLine(string Name, string Value)
{
    /// <summary>Whether it may be printed smaller.</summary>
    public bool IsNote { get; init; }
}
