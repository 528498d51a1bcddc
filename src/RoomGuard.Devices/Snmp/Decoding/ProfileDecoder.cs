using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>The state of decoding one answer: which signals have a reading so far. Used once.</summary>
internal sealed class ProfileDecoder(IReadOnlyList<VarBind> varBinds, DateTimeOffset at, DeviceMemory memory)
{
    private readonly Dictionary<string, SignalReading> _readings = new(StringComparer.Ordinal);
    private readonly List<ObjectId> _sources = [];
    private DeviceMemory _memory = memory;

    /// <summary>Takes what belongs to a point, unless a better source has spoken already.</summary>
    public void Take(ProfilePoint point)
    {
        var found = point.Select(varBinds).ToList();
        var factor = FactorOf(point, found);
        foreach (var (signalId, varBind) in found)
        {
            if (varBind.Value.IsException || (_readings.TryGetValue(signalId, out var better) && better.Reading.IsPresent))
            {
                continue;
            }

            _sources.Add(varBind.Id);
            if (Convert(point, signalId, varBind.Value, factor) is { } reading)
            {
                _readings[signalId] = reading;
            }
        }
    }

    /// <summary>Derives a signal that the device does not carry itself.</summary>
    public void Take(Derivation derivation)
    {
        if (!_readings.ContainsKey(derivation.Signal) && derivation.Evaluate(Find) is { } reading)
        {
            _readings[derivation.Signal] = new SignalReading(derivation.Signal, reading);
        }
    }

    /// <summary>The result.</summary>
    public Decoding Finish() => new([.. _readings.Values], _sources, _memory);

    private Reading? Find(string signalId) => _readings.TryGetValue(signalId, out var reading) ? reading.Reading : null;

    private double FactorOf(ProfilePoint point, List<(string SignalId, VarBind VarBind)> found)
    {
        if (point.Conversion.AutoScale is not { } scales)
        {
            return point.Conversion.Scale;
        }

        if (_memory.Scales.TryGetValue(point.Id, out var known))
        {
            return known;
        }

        // One healthy phase tells the scale of all; in an outage none does, and the MIB's own scale serves meanwhile.
        foreach (var (_, varBind) in found)
        {
            if (Conversion.TryGetNumber(varBind.Value, out var raw) && scales.Learn(raw) is { } learnt)
            {
                _memory = _memory with { Scales = _memory.Scales.Add(point.Id, learnt) };
                return learnt;
            }
        }

        return scales.Factors[0];
    }

    private SignalReading? Convert(ProfilePoint point, string signalId, SnmpValue value, double factor)
    {
        var signal = SignalCatalogue.Find(signalId) ?? point.Signal;
        var reading = point.Conversion.Convert(value, signal, signalId, factor);
        if (reading is null || point.Conversion.Date is not { } form)
        {
            return reading;
        }

        var date = form == DateForm.Uptime ? DateOfUptime(signalId, value) : DateText.OfDay(value.AsText(), form);
        return date is null ? null : reading with { Reading = Reading.Of(date) };
    }

    private string? DateOfUptime(string signalId, SnmpValue value)
    {
        _sources.Add(Profile.SysUpTime);
        var now = varBinds.FirstOrDefault(varBind => varBind.Id == Profile.SysUpTime).Value;
        if (!value.TryGetNumber(out var ticks) || !now.TryGetNumber(out var ticksNow))
        {
            return null;
        }

        if (_memory.Dates.TryGetValue(signalId, out var known) && known.Ticks == ticks)
        {
            return known.Text;
        }

        var text = DateText.OfUptime(ticks, ticksNow, at);
        _memory = text is null ? _memory : _memory with { Dates = _memory.Dates.SetItem(signalId, (ticks, text)) };
        return text;
    }
}
