using RoomGuard.Contract.Files;
using RoomGuard.Simulator.World;

namespace RoomGuard.Simulator.Scenarios;

/// <summary>Reads what happens in a scenario. One line of the file may become several orders: what goes on <c>for</c> a while also ends.</summary>
internal sealed class EventReader
{
    private static readonly TimeSpan DoorTime = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private readonly SitePlan _plan;
    private readonly List<ScenarioEvent> _events = [];
    private readonly Dictionary<string, Action<SettingsNode, TimeSpan>> _actions;

    /// <summary>Reads events that may name what <paramref name="plan"/> has.</summary>
    public EventReader(SitePlan plan)
    {
        _plan = plan;
        _actions = new(StringComparer.Ordinal)
        {
            ["mains.fail"] = ReadMainsFailure,
            ["mains.return"] = (_, at) => Add(at, new SiteOrder.SetMains(true)),
            ["ups.self-test"] = (node, at) => Add(at, new SiteOrder.TestUps(FindUps(node), WillFail: false)),
            ["ups.test-fail"] = (node, at) => Add(at, new SiteOrder.TestUps(FindUps(node), WillFail: true)),
            ["generator.exercise"] = ReadExercise,
            ["generator.fail-to-start"] = (node, at) => Add(at, FindGenerator(node, new SiteOrder.BreakGenerator())),
            ["generator.reset"] = (node, at) => Add(at, FindGenerator(node, new SiteOrder.ResetGenerator())),
            ["contact.set"] = ReadContact,
            ["sensor.die"] = (node, at) => Add(at, new SiteOrder.SetProbeDead(FindProbe(node), ReadElements(node), IsDead: true)),
            ["sensor.return"] = (node, at) => Add(at, new SiteOrder.SetProbeDead(FindProbe(node), ReadElements(node), IsDead: false)),
            ["sensor.stick"] = (node, at) => Add(at, new SiteOrder.SetProbeStuck(FindProbe(node), ReadElements(node), IsStuck: true)),
            ["sensor.unstick"] = (node, at) => Add(at, new SiteOrder.SetProbeStuck(FindProbe(node), ReadElements(node), IsStuck: false)),
            ["temperature.drift"] = ReadDrift,
            ["hvac.fail"] = (node, at) => Add(at, new SiteOrder.SetConditionerFailed(FindRoom(node), IsFailed: true)),
            ["hvac.return"] = (node, at) => Add(at, new SiteOrder.SetConditionerFailed(FindRoom(node), IsFailed: false)),
            ["technician.visit"] = ReadVisit,
            ["device.silence"] = (node, at) => Add(at, new SiteOrder.SetSilent(FindDevice(node), IsSilent: true)),
            ["device.answer"] = (node, at) => Add(at, new SiteOrder.SetSilent(FindDevice(node), IsSilent: false)),
        };
    }

    /// <summary>Reads the list <c>events</c>; the result is in order of time, and in that of the file where times are equal.</summary>
    public IReadOnlyList<ScenarioEvent> Read(SettingsNode root)
    {
        foreach (var node in root.GetSections("events"))
        {
            var at = node.GetDuration("at", TimeSpan.Zero, Longest);
            var action = node.GetText("do");
            if (_actions.TryGetValue(action, out var read))
            {
                read(node, at);
            }
            else if (action.Length > 0)
            {
                node.Refuse("do", $"is \"{action}\"; it must be one of {string.Join(", ", _actions.Keys)}.");
            }
        }

        return [.. _events.OrderBy(happening => happening.At)];
    }

    private void Add(TimeSpan at, SiteOrder order) => _events.Add(new ScenarioEvent(at, order));

    private void ReadMainsFailure(SettingsNode node, TimeSpan at)
    {
        Add(at, new SiteOrder.SetMains(false));
        if (ReadFor(node) is { } length)
        {
            Add(at + length, new SiteOrder.SetMains(true));
        }
    }

    private void ReadExercise(SettingsNode node, TimeSpan at)
    {
        var length = node.GetDuration("for", TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        Add(at, FindGenerator(node, new SiteOrder.ExerciseGenerator(length, node.GetFlag("onLoad", true))));
    }

    private void ReadContact(SettingsNode node, TimeSpan at)
    {
        var contact = FindContact(node);
        Add(at, new SiteOrder.SetContact(contact, node.GetFlag("value", true)));
        if (ReadFor(node) is { } length)
        {
            Add(at + length, new SiteOrder.SetContact(contact, null));
        }
    }

    private void ReadDrift(SettingsNode node, TimeSpan at)
    {
        var celsius = node.GetNumber("celsius", -30, 60);
        Add(at, new SiteOrder.DriftRoom(FindRoom(node), celsius, node.GetDuration("over", TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromMinutes(10))));
    }

    // Somebody comes in by the door, is seen, and leaves by the door.
    private void ReadVisit(SettingsNode node, TimeSpan at)
    {
        var room = FindRoom(node);
        var length = node.GetDuration("for", TimeSpan.FromSeconds(30), TimeSpan.FromHours(12));
        var door = _plan.Contacts.FirstOrDefault(contact => contact.Room == room && contact.Signal == "door.open");
        foreach (var (passage, isIn) in new[] { (at, true), (at + length, false) })
        {
            if (door is not null)
            {
                Add(passage, new SiteOrder.SetContact(door.Path, true));
                Add(passage + DoorTime, new SiteOrder.SetContact(door.Path, null));
            }

            Add(passage + (DoorTime / 2), new SiteOrder.SetOccupied(room, isIn));
        }
    }

    private static TimeSpan? ReadFor(SettingsNode node) => node.Has("for") ? node.GetDuration("for", TimeSpan.FromSeconds(1), Longest) : null;

    private static ProbeElements ReadElements(SettingsNode node) => node.GetChoice(
        "signal",
        new Dictionary<string, ProbeElements> { ["all"] = ProbeElements.All, ["env.temp"] = ProbeElements.Temperature, ["env.rh"] = ProbeElements.Humidity },
        "all");

    private string FindUps(SettingsNode node) => Find(node, "UPS", _plan.Upses.Select(ups => ups.Id));

    private string FindRoom(SettingsNode node) => Find(node, "room", _plan.Rooms.Select(room => room.Id));

    private string FindDevice(SettingsNode node) => Find(node, "device", Devices());

    private SiteOrder FindGenerator(SettingsNode node, SiteOrder order)
    {
        Find(node, "generator", _plan.Generator is { } generator ? [generator.Id] : []);
        return order;
    }

    private string FindProbe(SettingsNode node) => FindPath(node, "sensor", _plan.Sensors.Select(sensor => sensor.Path));

    private string FindContact(SettingsNode node) => FindPath(node, "contact", _plan.Contacts.Select(contact => contact.Path));

    private IEnumerable<string> Devices() => _plan.Upses.Select(ups => ups.Id).Concat(_plan.Generator is { } generator ? [generator.Id] : []);

    private static string Find(SettingsNode node, string kind, IEnumerable<string> names)
    {
        var target = node.GetText("target");
        var known = names.ToList();
        if (target.Length > 0 && !known.Contains(target, StringComparer.Ordinal))
        {
            Refuse(node, target, kind, known);
        }

        return target;
    }

    // A path may be given by any part of it that only one has: leak-1, srv-1/leak-1 or srv-1/leak-1/leak.wet.
    private static string FindPath(SettingsNode node, string kind, IEnumerable<string> paths)
    {
        var target = node.GetText("target");
        var known = paths.ToList();
        var fitting = known.Where(path => $"/{path}/".Contains($"/{target}/", StringComparison.Ordinal)).ToList();
        if (fitting.Count == 1 || target.Length == 0)
        {
            return fitting.FirstOrDefault() ?? "";
        }

        Refuse(node, target, kind, fitting.Count == 0 ? known : fitting);
        return "";
    }

    private static void Refuse(SettingsNode node, string target, string kind, List<string> known) => node.Refuse(
        "target",
        known.Count == 0 ? $"is \"{target}\"; this site has no {kind}." : $"is \"{target}\"; it must name one {kind} of {string.Join(", ", known)}.");
}
