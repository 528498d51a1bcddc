using System.Globalization;

namespace RoomGuard.Central.Web.Speech;

/// <summary>The local time of a site: stored times are UTC, people read this one.</summary>
/// <param name="Zone">The site's time zone.</param>
public sealed record SiteZone(TimeZoneInfo Zone)
{
    /// <summary><paramref name="at"/> on the site's clocks.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>The offset at <paramref name="at"/>, as people write it: <c>UTC+5</c>, <c>UTC−3:30</c>, <c>UTC</c>.</summary>
    public string OffsetText(DateTimeOffset at)
    {
        var offset = Zone.GetUtcOffset(at);
        if (offset == TimeSpan.Zero)
        {
            return "UTC";
        }

        var minutes = offset.Minutes == 0 ? "" : Math.Abs(offset.Minutes).ToString("':'00", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{Math.Abs(offset.Hours)}{minutes}");
    }
}
