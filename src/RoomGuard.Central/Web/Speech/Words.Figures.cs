using System.Globalization;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Speech;

/// <content>Numbers, amounts and times.</content>
public sealed partial record Words
{
    private const char NoBreakSpace = '\u00a0';

    // Made by hand rather than taken from ICU: the same on every machine, and a real minus sign.
    private static readonly NumberFormatInfo CommaDecimals = new() { NumberDecimalSeparator = ",", NegativeSign = "−" };

    private static readonly NumberFormatInfo PointDecimals = new() { NumberDecimalSeparator = ".", NegativeSign = "−" };

    /// <summary>A number with exactly <paramref name="decimals"/> digits after the decimal sign, which is a comma in Kazakh and Russian.</summary>
    public string Number(double number, int decimals)
    {
        var rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString($"F{decimals}", Language == Language.En ? PointDecimals : CommaDecimals);
    }

    /// <summary>A number with as many digits as its unit deserves, and the unit. Long times are said in minutes and hours.</summary>
    public string Amount(double number, string unit)
    {
        if (unit == "s" && number >= 120)
        {
            return Duration(TimeSpan.FromSeconds(Math.Min(number, TimeSpan.FromDays(3650).TotalSeconds)));
        }

        var figure = Number(number, Decimals(unit, number));
        return Unit(unit) is { Length: > 0 } name ? $"{figure}{NoBreakSpace}{name}" : figure;
    }

    /// <summary>A unit of the signal catalogue as people write it; one that has no text stands as it is.</summary>
    public string Unit(string unit) => unit.Length == 0 ? "" : Texts.Find(Language, $"unit.{unit}") ?? unit;

    /// <summary>A length of time, to the second below an hour and to the minute above.</summary>
    public string Duration(TimeSpan length) => length switch
    {
        { TotalMinutes: < 2 } => Fill("duration.seconds", Number(length.TotalSeconds, 0)),
        { TotalHours: < 1, Seconds: 0 } => Fill("duration.minutes", length.Minutes),
        { TotalHours: < 1 } => Fill("duration.minutesSeconds", length.Minutes, length.Seconds),
        _ => Fill("duration.hours", (int)length.TotalHours, length.Minutes.ToString("00", CultureInfo.InvariantCulture)),
    };

    /// <summary>How old something of <paramref name="at"/> is, coarse enough not to flicker: now, then tens of seconds, minutes, hours, days.</summary>
    public string Age(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalSeconds: < -60 } => this["age.ahead"],
        { TotalSeconds: < 20 } => this["age.now"],
        { TotalMinutes: < 1 } age => Fill("age.seconds", (int)age.TotalSeconds / 10 * 10),
        { TotalHours: < 1 } age => Fill("age.minutes", (int)age.TotalMinutes),
        { TotalDays: < 2 } age => Fill("age.hours", (int)age.TotalHours),
        var age => Fill("age.days", (int)age.TotalDays),
    };

    /// <summary>The time of day on the site's clocks, with the date when it is not the date of <paramref name="now"/>.</summary>
    public string Clock(DateTimeOffset at, DateTimeOffset now)
    {
        var local = Zone.Local(at);
        return local.Date == Zone.Local(now).Date ? local.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : Moment(at);
    }

    /// <summary>Date and time on the site's clocks, to the second: <c>22.11.2025 15:30:05</c>, in English <c>2025-11-22 15:30:05</c>.</summary>
    public string Moment(DateTimeOffset at) =>
        Zone.Local(at).ToString(Language == Language.En ? "yyyy-MM-dd HH:mm:ss" : "dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A day: <c>22.11.2025</c>, in English <c>2025-11-22</c>.</summary>
    public string Day(DateOnly day) => day.ToString(Language == Language.En ? "yyyy-MM-dd" : "dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static int Decimals(string unit, double number) => unit switch
    {
        "h" => 1,
        "Cel" or "A" or "kW" => Math.Abs(number) >= 100 ? 0 : 1,
        "Hz" => 2,
        "/" => 2,
        _ => number == Math.Truncate(number) || Math.Abs(number) >= 100 ? 0 : 1,
    };
}
