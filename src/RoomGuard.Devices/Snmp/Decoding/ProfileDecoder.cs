using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>The state of decoding one answer: which signals have a reading so far. Used once.</summary>
internal sealed class ProfileDecoder(AnswerBook answers, DateTimeOffset at, DeviceMemory memory)
{
    private readonly Dictionary<DeviceSignal, SignalReading> _readings = [];
    private readonly List<SignalReading> _alternates = [];
    private readonly List<SkippedObject> _skipped = [];
    private readonly List<ObjectId> _sources = [];
    private readonly List<AlarmColumn> _walks = [];
    private readonly HashSet<ObjectId> _taken = [];
    private readonly List<(ObjectId Id, ObjectId[] Links)> _gaps = [];
    private DeviceMemory _memory = memory;

    /// <summary>Takes what belongs to a point. Where a better source has spoken already it becomes an alternate.</summary>
    public void Take(ProfilePoint point)
    {
        if (point.Alarms is { } alarms)
        {
            TakeAlarms(point, alarms);
            return;
        }

        var found = point.Select(answers).ToList();
        if (found.Count == 0)
        {
            return;
        }

        var factor = FactorOf(point, found);
        foreach (var value in found)
        {
            if (Gap(point, value) is { } gap)
            {
                _skipped.Add(new SkippedObject(value.Key, value.VarBind.Id, gap));
                _gaps.Add((value.VarBind.Id, [.. LinksOf(point, value)]));
                continue;
            }

            _taken.Add(value.VarBind.Id);
            var isAlternate = _readings.TryGetValue(value.Key, out var better) && better.Reading.IsPresent;
            // A state may be told by several objects in turn, each for some codes only: whichever speaks now, another may speak at the next poll.
            if (!isAlternate || point.Signal.Kind == SignalKind.State)
            {
                _sources.Add(value.VarBind.Id);
                _sources.AddRange(LinksOf(point, value));
            }

            Put(isAlternate, value, Read(point, value, factor));
        }
    }

    /// <summary>Derives a signal that the device does not carry itself.</summary>
    public void Take(Derivation derivation)
    {
        var key = new DeviceSignal(derivation.Part, derivation.Signal);
        if (!_readings.ContainsKey(key) && derivation.Evaluate(Find) is { } reading)
        {
            var source = derivation.Decider(Find, reading) is { } signal ? _readings[new DeviceSignal(derivation.Part, signal)].Source : default;
            _readings[key] = new SignalReading(derivation.Signal, reading) { Part = derivation.Part, Source = source };
        }

        Reading? Find(string signal) => _readings.TryGetValue(new DeviceSignal(derivation.Part, signal), out var known) ? known.Reading : null;
    }

    /// <summary>The result.</summary>
    public Decoding Finish() => new([.. _readings.Values], [.. _sources, .. GapsOfTheTaken()], _memory)
    {
        Alternates = _alternates,
        Skipped = [.. _skipped.Where(skipped => !_taken.Contains(skipped.Id)).DistinctBy(skipped => skipped.Id)],
        Walks = [.. _walks.Distinct()],
    };

    // An object that one point takes and another must not: the next poll has to know again why not.
    private IEnumerable<ObjectId> GapsOfTheTaken() => _gaps.Where(gap => _taken.Contains(gap.Id)).SelectMany(gap => gap.Links);

    private IEnumerable<ObjectId> LinksOf(ProfilePoint point, FoundValue value) =>
        point.Links.Select(link => link.Of(value.Index)).OfType<ObjectId>().Where(id => answers.Find(id) is not null);

    private void Put(bool isAlternate, FoundValue value, SignalReading? reading)
    {
        if (reading is null)
        {
            _skipped.Add(new SkippedObject(value.Key, value.VarBind.Id, "the device has no value"));
            _taken.Remove(value.VarBind.Id);
        }
        else if (isAlternate && !Outweighs(reading, _readings[value.Key]))
        {
            _alternates.Add(reading);
        }
        else
        {
            PutFirst(value.Key, reading);
        }
    }

    private void PutFirst(DeviceSignal key, SignalReading reading)
    {
        if (_readings.TryGetValue(key, out var former) && former.Reading.IsPresent)
        {
            _alternates.Add(former);
        }

        _readings[key] = reading;
    }

    // Several objects may tell the same alarm: one that stands outweighs one that does not.
    private static bool Outweighs(SignalReading reading, SignalReading known) =>
        reading is { Reading: { Kind: ReadingKind.Flag, Flag: true } } && known is { Reading: { Kind: ReadingKind.Flag, Flag: false } } && reading.Signal.Contains("alarm", StringComparison.Ordinal);

    // Why the device does not have this row; null when it does.
    private string? Gap(ProfilePoint point, FoundValue value)
    {
        if (point.Where.FirstOrDefault(condition => !condition.Holds(Linked(condition.Link, value))) is { } unmet)
        {
            return Linked(unmet.Link, value) is { } said ? $"{unmet.Link.Of(value.Index)} says \"{DeviceText.Of(said)}\"" : $"{unmet.Link.Of(value.Index)} says nothing";
        }

        return point.UnitFrom is { } units && UnitOf(point, value) is null
            ? $"its unit, {units.Link.Of(value.Index)}, is none of the signal's"
            : null;
    }

    private SignalReading? Read(ProfilePoint point, FoundValue value, double factor)
    {
        var signal = SignalCatalogue.Find(value.Key.Signal) ?? point.Signal;
        var reading = point.Faulted.FirstOrDefault(condition => condition.Holds(Linked(condition.Link, value))) is { } fault
            ? new SignalReading(signal.Id, Reading.Absent(AbsenceReason.Faulted, $"the device does not vouch for it: {fault.Link.Of(value.Index)} says \"{DeviceText.Of(Linked(fault.Link, value) ?? default)}\""))
            : Convert(point, signal, value, factor * RowFactor(point, value));
        return reading is null ? null : reading with
        {
            Part = value.Key.Part,
            Source = value.VarBind.Id,
            Label = point.Label is { } label && Linked(label, value) is { } text && DeviceText.Of(text, 64) is { Length: > 0 } said ? said : null,
        };
    }

    private SignalReading? Convert(ProfilePoint point, Signal signal, FoundValue value, double factor)
    {
        var reading = point.Conversion.Convert(value.VarBind.Value, signal, factor, UnitOf(point, value));
        if (reading is null || point.Conversion.Date is not { } form)
        {
            return reading;
        }

        var date = form == DateForm.Uptime ? DateOfUptime(value.Key, value.VarBind.Value) : DateText.OfDay(DeviceText.Of(value.VarBind.Value), form);
        return date is null ? null : reading with { Reading = Reading.Of(date) };
    }

    private void TakeAlarms(ProfilePoint point, AlarmList alarms)
    {
        var rows = answers.Under(point.Id).ToList();
        var count = alarms.Count is { } id ? answers.Find(id) : null;
        if (rows.Count == 0 && count is null)
        {
            return;
        }

        _walks.Add(new AlarmColumn(point.Id, alarms.Count));
        _sources.AddRange(count is null ? [] : [alarms.Count!.Value]);
        var row = rows.Find(row => alarms.Values.Contains(DeviceText.Of(row.Value), StringComparer.Ordinal));
        var key = new DeviceSignal(point.Part, point.Signal.Id);
        var source = row.Id.Length > 0 ? row.Id : count is null ? point.Id : alarms.Count!.Value;
        var reading = new SignalReading(point.Signal.Id, Reading.Of(row.Id.Length > 0)) { Part = point.Part, Source = source };

        if (!_readings.TryGetValue(key, out var known) || !known.Reading.IsPresent || Outweighs(reading, known))
        {
            PutFirst(key, reading);
        }
    }

    private SnmpValue? Linked(ObjectLink link, FoundValue value) => link.Of(value.Index) is { } id ? answers.Find(id) : null;

    // The unit that the row itself tells; where it tells none, the one the profile gives for that case.
    private string? UnitOf(ProfilePoint point, FoundValue value)
    {
        if (point.UnitFrom is not { } units)
        {
            return null;
        }

        var said = Linked(units.Link, value);
        if (units.TryRead(said, out var unit) || (said is { Kind: SnmpKind.OctetString } text && (unit = DeviceUnit.Parse(DeviceText.Of(text))) is not null))
        {
            return DeviceUnit.IsConvertible(unit, point.Signal.Unit) ? unit : null;
        }

        return said is null ? point.Conversion.Unit : null;
    }

    private double RowFactor(ProfilePoint point, FoundValue value)
    {
        var factor = 1.0;
        if (point.DecimalsFrom is { } decimals && Linked(decimals, value) is { } places && Conversion.TryGetNumber(places, out var number) && number is >= -12 and <= 12)
        {
            factor = Math.Pow(10, -number);
        }

        return point.ScaleFrom is { } scales && scales.TryRead(Linked(scales.Link, value), out var scale) ? factor * scale : factor;
    }

    private double FactorOf(ProfilePoint point, List<FoundValue> found)
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
        foreach (var value in found)
        {
            if (Conversion.TryGetNumber(value.VarBind.Value, out var raw) && scales.Learn(raw) is { } learnt)
            {
                _memory = _memory with { Scales = _memory.Scales.Add(point.Id, learnt) };
                return learnt;
            }
        }

        return scales.Factors[0];
    }

    private string? DateOfUptime(DeviceSignal key, SnmpValue value)
    {
        _sources.Add(Profile.SysUpTime);
        if (!value.TryGetNumber(out var ticks) || answers.Find(Profile.SysUpTime) is not { } upTime || !upTime.TryGetNumber(out var ticksNow))
        {
            return null;
        }

        if (_memory.Dates.TryGetValue(key, out var known) && known.Ticks == ticks)
        {
            return known.Text;
        }

        var text = DateText.OfUptime(ticks, ticksNow, at);
        _memory = text is null ? _memory : _memory with { Dates = _memory.Dates.SetItem(key, (ticks, text)) };
        return text;
    }
}
