using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Tests.Web;

public sealed class WordsTests
{
    private static readonly DateTimeOffset Now = SampleRooms.Now;

    [Theory]
    [InlineData(Language.Kk, 22.46, "Cel", "22,5\u00a0°C")]
    [InlineData(Language.Ru, 22.46, "Cel", "22,5\u00a0°C")]
    [InlineData(Language.En, 22.46, "Cel", "22.5\u00a0°C")]
    [InlineData(Language.Ru, -0.04, "Cel", "0,0\u00a0°C")]
    [InlineData(Language.Ru, -7.25, "Cel", "−7,3\u00a0°C")]
    [InlineData(Language.Ru, 50, "Hz", "50,00\u00a0Гц")]
    [InlineData(Language.Kk, 1500, "1/min", "1500\u00a0айн/мин")]
    [InlineData(Language.Ru, 413.24, "h", "413,2\u00a0ч")]
    [InlineData(Language.En, 34, "%", "34\u00a0%")]
    [InlineData(Language.Ru, 3720, "s", "1 ч 02 мин")]
    [InlineData(Language.Ru, 12, "s", "12\u00a0с")]
    [InlineData(Language.En, 3, "count", "3")]
    public void An_amount_has_the_digits_and_the_unit_of_its_language(Language language, double amount, string unit, string said) =>
        Assert.Equal(said, In(language).Amount(amount, unit));

    [Theory]
    [InlineData(-3600, "время из будущего")]
    [InlineData(0, "сейчас")]
    [InlineData(19.9, "сейчас")]
    [InlineData(20, "20 с")]
    [InlineData(59, "50 с")]
    [InlineData(60, "1 мин")]
    [InlineData(3599, "59 мин")]
    [InlineData(7200, "2 ч")]
    [InlineData(172800, "2 сут")]
    public void An_age_is_coarse_enough_to_stand_still(double seconds, string said) =>
        Assert.Equal(said, In(Language.Ru).Age(Now.AddSeconds(-seconds), Now));

    [Fact]
    public void Times_are_those_of_the_site_and_in_the_order_of_the_language()
    {
        var at = new DateTimeOffset(2026, 11, 22, 20, 15, 7, TimeSpan.Zero);
        Assert.Equal("23.11.2026 01:15:07", In(Language.Kk).Moment(at));
        Assert.Equal("23.11.2026 01:15:07", In(Language.Ru).Moment(at));
        Assert.Equal("2026-11-23 01:15:07", In(Language.En).Moment(at));
        Assert.Equal("UTC+5", In(Language.En).Zone.OffsetText(at));
        Assert.Equal("UTC−3:30", new SiteZone(TimeZoneInfo.CreateCustomTimeZone("x", new TimeSpan(-3, -30, 0), "x", "x")).OffsetText(at));
    }

    [Fact]
    public void A_time_of_another_day_carries_its_date()
    {
        Assert.Equal("14:29:00", In(Language.Ru).Clock(Now.AddMinutes(-1), Now));
        Assert.Equal("21.11.2026 14:30:00", In(Language.Ru).Clock(Now.AddDays(-1), Now));
    }

    [Fact]
    public void Readings_are_said_by_their_signal()
    {
        Assert.Equal("вода", In(Language.Ru).Reading("leak.wet", Reading.Of(true)));
        Assert.Equal("сухо", In(Language.Ru).Reading("leak.wet", Reading.Of(false)));
        Assert.Equal("yes", In(Language.En).Reading("ups.battery.replace", Reading.Of(true)));
        Assert.Equal("жауап жоқ", In(Language.Kk).Reading("env.temp", Reading.Absent(AbsenceReason.Silent)));
        Assert.Equal("made-up", In(Language.En).Reading("ups.output.source", Reading.Of("made-up")));
        Assert.NotEqual("battery", In(Language.Ru).Reading("ups.output.source", Reading.Of("battery")));
    }

    [Theory]
    [InlineData("ru-RU,ru;q=0.9,en;q=0.8", Language.Ru)]
    [InlineData("de, en;q=0.5, ru;q=0.4", Language.En)]
    [InlineData("en;q=0, ru;q=0.1", Language.Ru)]
    [InlineData("kk-Cyrl-KZ", Language.Kk)]
    [InlineData("de, fr", Language.Kk)]
    [InlineData("", Language.Kk)]
    [InlineData(";;;q=,,ru;q=oops,en;q=0.2", Language.En)]
    public void The_best_language_of_a_browser_is_taken_and_Kazakh_without_one(string header, Language language) =>
        Assert.Equal(language, LanguageChoice.FromHeader(header));

    private static Words In(Language language) => new(Texts.Embedded, language, new SiteZone(SampleRooms.Site.Zone));
}
