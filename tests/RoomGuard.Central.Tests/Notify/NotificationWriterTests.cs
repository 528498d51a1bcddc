using RoomGuard.Central.Notify;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Tests.Notify;

public sealed class NotificationWriterTests
{
    private readonly NotificationWriter _writer = new(Given.Book, NotificationWords.All);

    [Fact]
    public void A_message_says_what_where_and_since_when_in_its_readers_words()
    {
        var text = _writer.Write(new Notification(NotificationKind.Raised, "hq/srv-1", Given.Leak()), "smtp-1", Language.Ru);

        Assert.Equal("[RoomGuard] Критический: Серверная 1: Протечка воды", text.Subject);
        Assert.Contains("Оборудование: Датчик протечки\n", text.Body, StringComparison.Ordinal);
        Assert.Contains("С: 01.03.2026 17:00:00 UTC+05:00\n", text.Body, StringComparison.Ordinal);
        Assert.Contains(": да\n", text.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_has_its_unit_and_the_comma_of_its_language()
    {
        var alarm = Given.Leak() with { Point = Given.Point("probe-1/env.temp"), Value = Reading.Of(31.25) };

        Assert.Contains("31,25 °C\n", Body(alarm, Language.Kk), StringComparison.Ordinal);
        Assert.Contains("31.25 °C\n", Body(alarm, Language.En), StringComparison.Ordinal);
    }

    [Fact]
    public void An_absence_is_told_as_one_and_never_as_a_number() =>
        Assert.Contains("no answer\n", Body(Given.Leak() with { Value = Reading.Absent(AbsenceReason.Silent) }, Language.En), StringComparison.Ordinal);

    [Fact]
    public void The_end_of_an_alarm_is_told_with_its_time()
    {
        var alarm = Given.Leak(AlarmCondition.Normal) with { ReturnedAt = Given.Noon.AddMinutes(5) };
        var text = _writer.Write(new Notification(NotificationKind.Returned, "hq/srv-1", alarm), "smtp-1", Language.Kk);

        Assert.StartsWith("[RoomGuard] Қалыпқа келді: 1-серверлік", text.Subject, StringComparison.Ordinal);
        Assert.Contains("Аяқталуы: 01.03.2026 17:05:00", text.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_message_has_the_same_id_and_every_other_one_another()
    {
        var ids = new[] { (NotificationKind.Raised, "smtp-1"), (NotificationKind.Returned, "smtp-1"), (NotificationKind.Raised, "smtp-2") }
            .Select(pair => _writer.Write(new Notification(pair.Item1, "hq/srv-1", Given.Leak()), pair.Item2, Language.En).MessageId).ToArray();

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(ids[0], _writer.Write(new Notification(NotificationKind.Raised, "hq/srv-1", Given.Leak(AlarmCondition.Acknowledged)), "smtp-1", Language.Kk).MessageId);
    }

    [Fact]
    public void The_three_languages_have_the_same_keys_and_no_empty_text()
    {
        var english = NotificationWords.All[Language.En].Keys.Order(StringComparer.Ordinal).ToArray();
        foreach (var words in NotificationWords.All.Values)
        {
            Assert.Equal(english, words.Keys.Order(StringComparer.Ordinal));
            Assert.All(words.Keys, key => Assert.NotEmpty(words[key]));
        }

        Assert.All(Enum.GetValues<AbsenceReason>(), reason => Assert.Contains($"absent.{reason.ToWord()}", english));
    }

    [Fact]
    public void What_the_outbox_keeps_is_read_back_whole()
    {
        var notification = new Notification(NotificationKind.Raised, "hq/srv-1", Given.Leak() with { AcknowledgedBy = "A\nB", Value = Reading.Of("x\ny"), Point = Given.Point("acs-1/acs.event") });

        Assert.Equal(notification, NotificationJson.Read(NotificationJson.Write(notification)));
    }

    private string Body(Alarm alarm, Language language) => _writer.Write(new Notification(NotificationKind.Raised, "hq/srv-1", alarm), "smtp-1", language).Body;
}
