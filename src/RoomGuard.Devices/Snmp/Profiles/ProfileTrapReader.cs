using System.Globalization;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Reads one trap of a profile's file: <c>{"oid", "event", "severity", "clearedBy", "signal", "value", "cleared"}</c>.</summary>
internal static class ProfileTrapReader
{
    private static readonly Dictionary<string, TrapSeverity> Severities = new(StringComparer.Ordinal)
    {
        ["info"] = TrapSeverity.Info,
        ["warning"] = TrapSeverity.Warning,
        ["critical"] = TrapSeverity.Critical,
    };

    public static ProfileTrap Read(SettingsNode node)
    {
        var id = ProfileReader.Id(node, "oid");
        var trap = new ProfileTrap(id, node.GetText("event"), node.GetChoice("severity", Severities, "info"))
        {
            ClearedBy = node.Has("clearedBy") ? ProfileReader.Id(node, "clearedBy") : null,
        };
        if (!node.Has("signal"))
        {
            return trap;
        }

        var name = ProfileReader.SignalId(node, "signal");
        return SignalCatalogue.Find(name) is { } signal
            ? trap with { Raised = ReadReading(node, "value", signal, id), Cleared = node.Has("cleared") ? ReadReading(node, "cleared", signal, trap.ClearedBy ?? id) : null }
            : trap;
    }

    private static SignalReading? ReadReading(SettingsNode node, string key, Signal signal, ObjectId source)
    {
        var text = node.GetText(key);
        Reading? reading = signal switch
        {
            { IsFlag: true } when text is "true" or "false" => Reading.Of(text == "true"),
            { IsFlag: false, Kind: SignalKind.State } when signal.States.ContainsKey(text) => Reading.Of(text),
            { Kind: SignalKind.Event } => Reading.Of(text),
            { Kind: SignalKind.Gauge or SignalKind.Counter } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && signal.IsBelievable(number) => Reading.Of(number),
            _ => null,
        };
        if (reading is { } known)
        {
            return new SignalReading(signal.Id, known) { Source = source };
        }

        node.Refuse(key, $"is \"{text}\"; {signal.Id} can be {(signal.IsFlag ? "true or false, as text" : signal.Kind == SignalKind.State ? string.Join(", ", signal.States.Keys) : $"a number of {signal.Unit}, as text")}.");
        return null;
    }
}
