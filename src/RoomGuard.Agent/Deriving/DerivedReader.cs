using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;

namespace RoomGuard.Agent;

/// <summary>Reads section <c>derived</c>. Without it, every equipment with a temperature and a humidity of its own has a dew point.</summary>
internal static class DerivedReader
{
    private const string Temperature = "env.temp";
    private const string Humidity = "env.rh";
    private const string Dew = "env.dewpoint";

    /// <summary>What is to be reckoned from <paramref name="sensors"/>.</summary>
    public static IReadOnlyList<DerivedOptions> Read(SettingsNode? node, string site, IReadOnlyList<SensorOptions> sensors)
    {
        var signals = sensors.GroupBy(sensor => sensor.Place).ToDictionary(place => place.Key, place => place.DistinctBy(sensor => sensor.Channel.Signal.Id).ToDictionary(sensor => sensor.Channel.Signal.Id, sensor => sensor.Period, StringComparer.Ordinal));
        var all = signals.Where(place => place.Value.ContainsKey(Temperature) && place.Value.ContainsKey(Humidity))
            .ToDictionary(place => place.Key, place => new DerivedOptions(place.Key, Longer(place.Value[Temperature], place.Value[Humidity])) { IsDewPointTold = !place.Value.ContainsKey(Dew) });
        if (node is null)
        {
            return [.. all.Values];
        }

        var isTold = node.GetFlag("dewPoint", true);
        foreach (var margin in node.GetSections("margins"))
        {
            ReadMargin(margin, site, all, sensors);
        }

        return [.. all.Values.Select(one => isTold ? one : one with { IsDewPointTold = false }).Where(one => one.IsDewPointTold || one.Surfaces.Count > 0)];
    }

    private static void ReadMargin(SettingsNode node, string site, Dictionary<InputPlace, DerivedOptions> all, IReadOnlyList<SensorOptions> sensors)
    {
        var place = new InputPlace(site, AgentOptionsReader.Name(node, "room"), AgentOptionsReader.Name(node, "equipment"));
        var surfaces = node.GetTexts("surfaces");
        if (place.Room.Length == 0 || place.Equipment.Length == 0)
        {
            return;
        }

        if (!all.TryGetValue(place, out var known))
        {
            node.Refuse($"is for {place.Room}/{place.Equipment}, which has no sensors of {Temperature} and {Humidity} both.");
            return;
        }

        if (surfaces.Count == 0)
        {
            node.Refuse("surfaces", "is empty; it must name the points that tell how cold a surface is, as \"pipe-1/env.temp\".");
        }

        var (points, period) = (new List<PointId>(), known.Period);
        foreach (var name in surfaces)
        {
            var sensor = sensors.FirstOrDefault(sensor => sensor.Place.Room == place.Room && $"{sensor.Place.Equipment}/{sensor.Channel.Signal.Id}" == name && sensor.Channel.Signal.Unit == "Cel");
            if (sensor is null)
            {
                node.Refuse("surfaces", $"names \"{name}\"; it must be a sensor of this file in room {place.Room} that gives a temperature, as \"pipe-1/env.temp\".");
            }
            else
            {
                points.Add(sensor.Place.Point(sensor.Channel.Signal.Id));
                period = Longer(period, sensor.Period);
            }
        }

        all[place] = known with { Surfaces = points, Period = period };
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
