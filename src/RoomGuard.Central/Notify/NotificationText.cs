using System.Globalization;
using RoomGuard.Central.Sites;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Notify;

/// <summary>A message in the words of its reader.</summary>
/// <param name="MessageId">The same for the same message, however often it is tried: receivers know it by this.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="Notification">What it is about.</param>
internal sealed record NotificationText(string MessageId, string Subject, string Body, Notification Notification);

/// <summary>Puts messages into words. Pure, but for the language files it was made with.</summary>
internal sealed class NotificationWriter(SiteBook sites, IReadOnlyDictionary<Language, NotificationWords> words)
{
    /// <summary>The text of one message.</summary>
    /// <param name="channel">The channel's id: every channel has a message of its own.</param>
    public NotificationText Write(Notification notification, string channel, Language language)
    {
        var alarm = notification.Alarm;
        var word = words[language];
        var site = sites.Current.Sites.FirstOrDefault(site => site.Id == alarm.Point.Site);
        var room = site?.Rooms.FirstOrDefault(room => room.Id == alarm.Point.Room);
        var siteName = site?.Name.In(language) ?? alarm.Point.Site;
        var roomName = room?.Name.In(language) ?? alarm.Point.Room;
        var equipment = room?.FindEquipment(alarm.Point.Equipment).Name.In(language) ?? alarm.Point.Equipment;
        var zone = site?.Zone ?? TimeZoneInfo.Utc;
        var isOver = notification.Kind == NotificationKind.Returned;
        var head = isOver ? word["returned"] : word[PriorityKey(alarm.Priority)];
        var lines = new List<string>
        {
            $"{head}: {alarm.Text.In(language)}",
            "",
            $"{word["site"]}: {siteName}",
            $"{word["room"]}: {roomName} ({notification.Room})",
            $"{word["equipment"]}: {equipment}",
            $"{word["value"]}: {Show(alarm, word, language)}",
            $"{word["since"]}: {Local(alarm.Since, zone, language)}",
        };
        if (isOver && alarm.ReturnedAt is { } returned)
        {
            lines.Add($"{word["until"]}: {Local(returned, zone, language)}");
        }

        lines.Add($"{word["alarm"]}: {alarm.Id}");
        var id = $"{alarm.Id}.{notification.Kind}.{channel}@{alarm.Point.Site}.roomguard";
        return new NotificationText(id, $"[RoomGuard] {head}: {roomName}: {alarm.Text.In(language)}", string.Join('\n', lines) + "\n", notification);
    }

    private static string PriorityKey(AlarmPriority priority) => priority switch
    {
        AlarmPriority.Info => "info",
        AlarmPriority.Warning => "warning",
        AlarmPriority.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "Not a priority."),
    };

    private static string Show(Alarm alarm, NotificationWords word, Language language)
    {
        var signal = SignalCatalogue.Find(alarm.Signal);
        var name = signal?.Name.In(language) ?? alarm.Signal;
        var value = alarm.Value.Kind switch
        {
            ReadingKind.Number => $"{alarm.Value.Number.ToString("0.##", Culture(language))} {Unit(signal)}".TrimEnd(),
            ReadingKind.Text => signal?.States.GetValueOrDefault(alarm.Value.Text)?.In(language) ?? alarm.Value.Text,
            ReadingKind.Flag => word[alarm.Value.Flag ? "yes" : "no"],
            _ => word[$"absent.{alarm.Value.Absence.ToWord()}"],
        };
        return $"{name}: {value}";
    }

    // SenML writes degrees as "Cel"; people do not.
    private static string Unit(Signal? signal) => signal?.Unit switch
    {
        null => "",
        "Cel" => "°C",
        "%RH" => "%",
        var unit => unit,
    };

    private static string Local(DateTimeOffset at, TimeZoneInfo zone, Language language)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.ToString(language == Language.En ? "yyyy-MM-dd HH:mm:ss 'UTC'zzz" : "dd.MM.yyyy HH:mm:ss 'UTC'zzz", CultureInfo.InvariantCulture);
    }

    private static CultureInfo Culture(Language language) => CultureInfo.GetCultureInfo(language switch
    {
        Language.Kk => "kk-KZ",
        Language.Ru => "ru-RU",
        _ => "en",
    });
}
