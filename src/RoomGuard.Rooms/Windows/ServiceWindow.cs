using System.Text.Json.Serialization;
using RoomGuard.Contract.Points;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Windows;

/// <summary>Why alarms are expected.</summary>
public enum WindowKind
{
    /// <summary>People work there: alarms are recorded, suppressed by design.</summary>
    Maintenance,

    /// <summary>A declared test: its alarms are recorded and marked as a test.</summary>
    Test,
}

/// <summary>A declared time in which a room or one piece of equipment makes alarms that are no news. It always has an end.</summary>
/// <remarks>What still stands at its end is told then: a test left unrestored is an alarm.</remarks>
public sealed record ServiceWindow
{
    /// <summary>The longest maintenance; what is longer is out of service.</summary>
    public static readonly TimeSpan LongestMaintenance = TimeSpan.FromDays(7);

    /// <summary>The longest test: one shift.</summary>
    public static readonly TimeSpan LongestTest = TimeSpan.FromHours(8);

    /// <summary>How far ahead a window may begin.</summary>
    public static readonly TimeSpan FarthestStart = TimeSpan.FromDays(90);

    /// <summary>16 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Maintenance or test.</summary>
    public required WindowKind Kind { get; init; }

    /// <summary>The equipment it is about, with its parts; null for the whole room.</summary>
    public string? Equipment { get; init; }

    /// <summary>Its beginning, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its hard end, UTC.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Who declared it.</summary>
    public required string By { get; init; }

    /// <summary>What for.</summary>
    public required string Comment { get; init; }

    /// <summary>When it was declared, UTC.</summary>
    public required DateTimeOffset DeclaredAt { get; init; }

    /// <summary>When it was over, UTC; null until then.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who ended it before its time; null when it ended by itself.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Whether it is over.</summary>
    [JsonIgnore]
    public bool IsOver => EndedAt is not null;

    /// <summary>Whether it is in force at <paramref name="at"/>.</summary>
    public bool IsOpen(DateTimeOffset at) => at >= From && at < (EndedAt ?? Until);

    /// <summary>What is wrong with it as <c>(member, what it must be)</c>; empty when it may be declared.</summary>
    public IEnumerable<(string Member, string Allowed)> Faults()
    {
        var longest = Kind == WindowKind.Test ? LongestTest : LongestMaintenance;
        if (string.IsNullOrWhiteSpace(By) || By.Length > AlarmAction.LongestName)
        {
            yield return ("by", $"must name who declares it, in at most {AlarmAction.LongestName} characters.");
        }

        if (string.IsNullOrWhiteSpace(Comment) || Comment.Length > AlarmAction.LongestComment)
        {
            yield return ("comment", $"must say what for, in at most {AlarmAction.LongestComment} characters.");
        }

        if (From < DeclaredAt || From > DeclaredAt + FarthestStart)
        {
            yield return ("from", $"must be from now to {FarthestStart.TotalDays:0} days ahead.");
        }

        if (Until <= From || Until <= DeclaredAt || Until - From > longest)
        {
            yield return ("until", $"must be after its beginning and at most {longest.TotalHours:0} hours later.");
        }

        if (Equipment is not null && !PointName.IsValid(Equipment))
        {
            yield return ("equipment", $"must be {PointName.Rule}.");
        }
    }

    /// <summary>Whether an alarm of this case is expected in it. Fire, and mains really gone, only where the very equipment was named; lost power and failed tests in no test at all.</summary>
    internal bool Explains(AlarmCase @case) =>
        (Equipment is { } equipment ? IsPartOf(@case.Point.Equipment, equipment) : !@case.IsAlways)
        && !(Kind == WindowKind.Test && @case.IsEvenInTest);

    /// <summary>Whether it is about this equipment by name, or about the device that it is a part of.</summary>
    internal bool Covers(string equipment) => Equipment is { } named && IsPartOf(equipment, named);

    private static bool IsPartOf(string part, string whole) =>
        part.StartsWith(whole, StringComparison.Ordinal) && (part.Length == whole.Length || part[whole.Length] == '.');
}
