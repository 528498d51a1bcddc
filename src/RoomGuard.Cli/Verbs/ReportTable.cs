using System.Globalization;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Snmp;

namespace RoomGuard.Cli.Verbs;

/// <summary>Prints what is read of a device as a table, one line for each point.</summary>
internal static class ReportTable
{
    /// <summary>Prints <paramref name="report"/>.</summary>
    /// <param name="name">What was asked: an address or a file.</param>
    /// <returns>The exit code: failed when no profile fits or nothing is read.</returns>
    public static int Print(string name, DeviceReport report)
    {
        Console.WriteLine($"{name}: {report.Identity.Describe()}");
        Console.WriteLine($"sysObjectID {report.Identity.SysObjectId}");
        if (report.Identity.Profile is not { } profile)
        {
            Console.Error.WriteLine($"No profile matches. Known are {string.Join(", ", ProfileCatalog.All.Select(known => known.Id))}; name one to try it.");
            return ExitCodes.Failed;
        }

        Console.WriteLine($"profile {profile.Id}: {profile.Name}");
        Console.WriteLine();
        foreach (var reading in report.Readings)
        {
            Console.WriteLine(Line(reading, ""));
        }

        foreach (var alternate in report.Alternates)
        {
            Console.WriteLine(Line(alternate, "  (behind another source)"));
        }

        foreach (var skipped in report.Skipped)
        {
            Console.WriteLine($"{skipped.Key,-44} -  {skipped.Id}: {skipped.Reason}");
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Readings.Count} points, {report.Alternates.Count} behind another source, {report.Skipped.Count} objects without a value."));
        return report.Readings.Count > 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static string Line(SignalReading reading, string remark)
    {
        var signal = SignalCatalogue.Find(reading.Signal);
        var name = reading.Label is { } label ? $"{signal?.Name.En}: {label}" : signal?.Name.En;
        return $"{reading.Key,-44} {reading.Reading} {signal?.Unit}  ({name})  {reading.Source}{remark}";
    }
}
