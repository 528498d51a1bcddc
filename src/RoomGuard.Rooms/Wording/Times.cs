using System.Globalization;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Wording;

/// <summary>Instants as people of a place read them: with the day at first and wherever it is another one than that of <paramref name="start"/>.</summary>
internal sealed class Times(TimeZoneInfo zone, DateTimeOffset start)
{
    private bool _isDayTold;

    internal LocalText Of(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var time = local.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        if (_isDayTold && local.Date == TimeZoneInfo.ConvertTime(start, zone).Date)
        {
            return LocalText.Same(time);
        }

        _isDayTold = true;
        var day = local.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
        return new LocalText($"{day} {time}", $"{day} {time}", $"{local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {time}");
    }
}
