using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Reports;

/// <summary>The organisation that a report is about.</summary>
/// <param name="Name">Its name; null when nobody gave it.</param>
/// <param name="IsBound">Whether it is one that clause 6 (20-1) names, so that the requirements are mandatory for it; else they are a benchmark.</param>
public sealed record ReportOrganisation(LocalText? Name, bool IsBound)
{
    /// <summary>An organisation of which nobody said anything: not bound.</summary>
    public static ReportOrganisation Unnamed { get; } = new(null, false);
}
