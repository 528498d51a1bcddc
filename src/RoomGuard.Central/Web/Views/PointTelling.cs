using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Trends;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says what is known of a point now. Absence is said as absence: an old value appears only as what it was, with its time.</summary>
internal static class PointTelling
{
    private const string Good = "good";
    private const string Stale = "stale";
    private const string Absent = "absent";

    // What a duty engineer looks for first, in this order; the rest follows by name.
    private static readonly string[] First =
    [
        "env.temp", "env.rh", "env.dewpoint", "leak.wet", "smoke.alarm", "fire.alarm", "door.open", "door.forced",
        "ups.output.source", "ups.output.load", "ups.load", "ups.battery.charge", "ups.battery.runtime", "ups.battery.status", "ups.test.result", "ups.battery.replace",
        "gen.engine.state", "gen.running", "gen.mode", "gen.gen.power", "gen.fuel.level", "gen.alarm.shutdown", "mains.available", "ats.selected_source",
    ];

    // Air and contacts, then machines: the first part of a signal's name.
    private static readonly string[] Families = ["env", "leak", "smoke", "fire", "door", "acs", "ias", "motion", "hvac", "cam", "nvr", "feed", "breaker", "mains", "ats", "ups", "gen"];

    /// <summary>The texts of <paramref name="point"/> for the row <paramref name="id"/>.</summary>
    /// <param name="alarm">The most urgent alarm that stands at the point; null when none does.</param>
    /// <param name="trend">The limit it reaches first; null when it goes towards none.</param>
    public static PointView Tell(PointState point, string id, Words words, DateTimeOffset now, AlarmPriority? alarm = null, TrendEstimate? trend = null)
    {
        var signal = point.Point.Signal;
        if (!point.IsHeard)
        {
            return new PointView(id, words["absence.none"], words["values.never"], "", Absent);
        }

        var age = words.Age(point.At, now);
        if (point.IsStale)
        {
            return new PointView(id, words["absence.none"], Was(point, words, now), words.Age(point.Known.IsPresent ? point.KnownAt : point.At, now), Stale);
        }

        if (!point.Last.IsPresent)
        {
            return new PointView(id, Sentence(words.Reading(signal, point.Last)), Was(point, words, now), age, Absent);
        }

        var state = alarm switch
        {
            AlarmPriority.Critical => "bad",
            AlarmPriority.Warning => "warn",
            _ => Good,
        };
        var note = point.Quality == Contract.Samples.TimeQuality.Unsynced ? words["values.unsynced"] : "";
        return new PointView(id, words.Reading(signal, point.Last), note, age, state) { Outlook = trend is null ? "" : Outlook(trend, words, now) };
    }

    private static string Outlook(TrendEstimate trend, Words words, DateTimeOffset now) => trend.TimeLeft(now) is { } left
        ? words.Fill(
            trend.PerHour > 0 ? "values.outlook.rise" : "values.outlook.fall",
            words.Amount(trend.Limit, SignalCatalogue.Find(trend.Point.Signal)?.Unit ?? ""),
            words.Say(left),
            words.Say(trend.TimeLeftRange(now)))
        : "";

    /// <summary>A place on the page for which the room has no point at all.</summary>
    public static PointView TellNothing(string id, Words words) => new(id, words["absence.none"], words["values.never"], "", Absent);

    /// <summary>Where <paramref name="signal"/> stands in a table of readings.</summary>
    public static int Rank(string signal)
    {
        var index = Array.IndexOf(First, signal);
        return index < 0 ? First.Length : index;
    }

    /// <summary>Whether people look for <paramref name="signal"/> first.</summary>
    public static bool IsFirst(string signal) => Rank(signal) < First.Length;

    /// <summary>Where equipment with <paramref name="signal"/> stands among equipment.</summary>
    public static int FamilyOf(string signal)
    {
        var index = Array.IndexOf(Families, signal.Split('.', 2)[0]);
        return index < 0 ? Families.Length : index;
    }

    private static string Was(PointState point, Words words, DateTimeOffset now) => point.Known.IsPresent
        ? words.Fill("values.last", words.Reading(point.Point.Signal, point.Known), words.Clock(point.KnownAt, now))
        : words["values.never"];

    private static string Sentence(string text) => text.Length == 0 ? text : string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));
}
