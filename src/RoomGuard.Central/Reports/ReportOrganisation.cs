using RoomGuard.Central.Options;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Reports;

/// <summary>The organisation that a report is about.</summary>
/// <param name="Name">Its name; null when nobody gave it.</param>
/// <param name="IsBound">Whether it is one that clause 6 (20-1) names, so that the requirements are mandatory for it; else they are a benchmark.</param>
public sealed record ReportOrganisation(LocalText? Name, bool IsBound)
{
    /// <summary>Whether it is a state body: clause 131 binds no other.</summary>
    public bool IsStateBody { get; init; }

    /// <summary>The organisation that the settings describe.</summary>
    public static ReportOrganisation Of(OrganisationOptions options) => new(options.Name, options.Applicability == Applicability.Mandatory) { IsStateBody = options.IsStateBody };

    /// <summary>An organisation of which nobody said anything: not bound.</summary>
    public static ReportOrganisation Unnamed { get; } = new(null, false);
}
