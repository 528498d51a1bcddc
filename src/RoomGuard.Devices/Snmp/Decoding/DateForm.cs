using System.Globalization;

namespace RoomGuard.Devices.Snmp;

/// <summary>How devices write a day, and how it is brought to one form.</summary>
public enum DateForm
{
    /// <summary><c>mm/dd/yy</c> or <c>mm/dd/yyyy</c>.</summary>
    MonthFirst,

    /// <summary><c>dd/mm/yy</c> or <c>dd/mm/yyyy</c>.</summary>
    DayFirst,

    /// <summary>The value of sysUpTime at the time, in hundredths of a second; 0 means never.</summary>
    Uptime,
}

/// <summary>Dates of devices as ISO 8601 text. Pure.</summary>
internal static class DateText
{
    private const string Iso = "yyyy-MM-dd";

    private static readonly string[] MonthFirst = ["MM/dd/yyyy", "MM/dd/yy", "M/d/yyyy", "M/d/yy", "MM-dd-yyyy", "MM-dd-yy", Iso];
    private static readonly string[] DayFirst = ["dd/MM/yyyy", "dd/MM/yy", "d/M/yyyy", "d/M/yy", "dd-MM-yyyy", "dd.MM.yyyy", Iso];

    /// <summary>The day as <c>yyyy-MM-dd</c>; null for what is no day, such as "Unknown" or "none".</summary>
    public static string? OfDay(string text, DateForm form) =>
        DateOnly.TryParseExact(text.Trim(), form == DateForm.DayFirst ? DayFirst : MonthFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString(Iso, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The instant at which sysUpTime was <paramref name="ticks"/>, to the second, in UTC; null when that is not in the past or was never.</summary>
    public static string? OfUptime(double ticks, double ticksNow, DateTimeOffset now) =>
        ticks > 0 && ticks <= ticksNow
            ? now.AddSeconds((ticks - ticksNow) / 100).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
            : null;
}
