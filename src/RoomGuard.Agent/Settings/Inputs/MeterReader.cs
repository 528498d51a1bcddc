using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Pulses;

namespace RoomGuard.Agent;

/// <summary>Reads section <c>meters</c>.</summary>
internal sealed class MeterReader(PointClaims claims, ContactReader contacts)
{
    private const double Least = 1e-9;
    private const double Most = 1e9;

    private static readonly Dictionary<string, bool> Edges = new(StringComparer.Ordinal) { ["falling"] = true, ["rising"] = false };

    /// <summary>The section.</summary>
    /// <param name="boardChip">The chip of section <c>contacts</c>: a line of it has one use.</param>
    public MetersOptions Read(SettingsNode? node, string? boardChip)
    {
        if (node is null)
        {
            return new MetersOptions(false, []);
        }

        var usesTree = node.GetChoice("driver", ContactReader.Drivers, "auto");
        var chip = node.Has("chip") ? node.GetText("chip") : boardChip;
        return new MetersOptions(usesTree, [.. node.GetSections("lines").Select(line => ReadMeter(line, chip == boardChip ? "" : chip!)).OfType<MeterOptions>()])
        {
            Chip = chip,
            Save = node.GetDuration("save", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), TimeSpan.FromMinutes(10)),
        };
    }

    private MeterOptions? ReadMeter(SettingsNode node, string chip)
    {
        var place = claims.ReadPlace(node);
        var (number, pull) = contacts.ReadLine(node, chip, ContactReader.LastBoardLine);
        var debounce = node.GetDuration("debounce", TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(10));
        var line = new PulseLine(number, node.GetChoice("edge", Edges, "falling"), debounce, pull);
        var units = node.GetNumber("unitsPerPulse", Least, Most);
        var start = node.GetNumber("start", 0, Most, 0);
        var period = node.GetDuration("period", InputReader.ShortestPeriod, InputReader.LongestPeriod, TimeSpan.FromSeconds(60));
        var gauge = node.Has("rate") ? AgentOptionsReader.Signal(node, "rate") : null;
        if (AgentOptionsReader.Signal(node, "signal") is not { } signal)
        {
            return null;
        }

        claims.Claim(node, place, signal.Id);
        if (signal.Kind != SignalKind.Counter)
        {
            node.Refuse("signal", $"is {signal.Id}, a {signal.Kind}; a meter is a Counter: {string.Join(", ", SignalCatalogue.All.Where(known => known is { Kind: SignalKind.Counter, Unit: "kWh" or "l" }).Select(known => known.Id))}.");
        }

        var rate = gauge is null ? null : MeterRate.Of(signal, gauge);
        if (gauge is not null)
        {
            claims.Claim(node, place, gauge.Id);
            if (rate is null)
            {
                node.Refuse("rate", $"is {gauge.Id} in {(gauge.Unit.Length == 0 ? "no unit" : gauge.Unit)}; of {signal.Unit} it must be a gauge in kW or W (of kWh), or l/s (of l).");
            }
        }

        return new MeterOptions(line, place, signal, units, period) { Start = start, Rate = rate };
    }
}
