using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Local;

/// <summary>What an agent tells people itself while nobody else does.</summary>
/// <param name="Alarm">The alarm as it is now.</param>
/// <param name="IsReturn">Whether it tells the end of what was told before.</param>
public sealed record LocalPage(Alarm Alarm, bool IsReturn)
{
    /// <summary>One line, as for the subject of a mail.</summary>
    public LocalText Subject(string agent) => RoomTexts.Fill(
        RoomTexts.Get(IsReturn ? "local.subject.returned" : "local.subject.raised"),
        ("room", LocalText.Same(Alarm.Point.RoomPath)),
        ("alarm", Alarm.Text),
        ("agent", LocalText.Same(agent)));

    /// <summary>Everything that who is woken must know: what, where, since when, and why it is not the centre that tells.</summary>
    /// <param name="agent">Who tells.</param>
    /// <param name="silence">For how long the centre has not been heard.</param>
    public LocalText Body(string agent, TimeSpan silence) => RoomTexts.Fill(
        RoomTexts.Get(Alarm.ReturnedAt is null ? "local.body.stands" : "local.body.over"),
        ("alarm", Alarm.Text),
        ("point", LocalText.Same(Alarm.Point.ToString())),
        ("value", Amounts.Of(Alarm.Value, SignalCatalogue.Find(Alarm.Signal))),
        ("since", Instant(Alarm.Since)),
        ("until", Instant(Alarm.ReturnedAt ?? Alarm.Since)),
        ("agent", LocalText.Same(agent)),
        ("silence", Amounts.About(silence)));

    private static LocalText Instant(DateTimeOffset at) => LocalText.Same(at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>Alarms that an agent told of itself, as its samples of <see cref="Signal"/> carry them: <c>{equipment}/{signal}|{rule}</c>, with spaces between. The centre does not tell them again.</summary>
public static class ToldAlarms
{
    /// <summary>The signal of the samples.</summary>
    public const string Signal = "agent.told";

    /// <summary>What a sample says when nothing stands that was told.</summary>
    public const string None = "-";

    /// <summary>Most alarms that are named; further ones the centre tells once more.</summary>
    public const int MostNamed = 16;

    /// <summary>Longer ago than this it is no news that somebody was told.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    /// <summary>The name of an alarm in such a sample: the same for every occurrence.</summary>
    public static string KeyOf(Alarm alarm) => alarm.Key;

    /// <summary>The text of a sample.</summary>
    public static string Write(IEnumerable<string> keys) => keys.Take(MostNamed).ToList() is { Count: > 0 } named ? string.Join(' ', named) : None;

    /// <summary>Whether a text names an alarm.</summary>
    internal static bool Names(string text, string key)
    {
        foreach (var part in text.AsSpan().Split(' '))
        {
            if (text.AsSpan()[part].SequenceEqual(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The agent's point that such samples are of.</summary>
    public static PointId PointOf(string site, string room, string agent) => new(site, room, agent, Signal);
}
