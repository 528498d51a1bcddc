using RoomGuard.Central.Options;
using RoomGuard.Central.Sites;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Tests.Parts;

/// <summary>Rooms, samples and alarms that many tests start from.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly RoomDefinition ServerRoom = new("hq", "srv-1", RoomType.Server, new LocalText("1-серверлік", "Серверная 1", "Server room 1"))
    {
        Equipment = [new EquipmentDefinition("leak-1", new LocalText("Су датчигі", "Датчик протечки", "Leak sensor"))],
    };

    public static readonly SiteDefinition Site = new(
        "hq",
        new LocalText("Бас кеңсе", "Главный офис", "Head office"),
        TimeZoneInfo.FindSystemTimeZoneById(SiteDefinition.DefaultZone),
        [ServerRoom, new RoomDefinition("hq", "xc-1", RoomType.CrossConnect, LocalText.Same("xc-1"))]);

    public static SiteBook Book => new(SiteModel.Of([Site]), Noon);

    public static Sample Sample(string name, Reading reading, double seconds = 0) =>
        new(Point(name), Noon.AddSeconds(seconds), reading);

    public static PointId Point(string name) => PointId.TryParse($"hq/srv-1/{name}", out var point) ? point : throw new ArgumentException(name, nameof(name));

    public static Alarm Leak(AlarmCondition state = AlarmCondition.Unacknowledged, string id = "0123456789abcdef") => new()
    {
        Id = id,
        Point = Point("leak-1/leak.wet"),
        Rule = AlarmRules.Contact,
        Priority = AlarmPriority.Critical,
        State = state,
        Since = Noon,
        RaisedAt = Noon,
        Value = Reading.Of(true),
        Text = new LocalText("Су ағуы", "Протечка воды", "Water leak"),
    };
}
