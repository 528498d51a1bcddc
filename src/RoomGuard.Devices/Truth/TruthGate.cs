using System.Globalization;
using System.Numerics;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Truth;

/// <summary>Tells readings that can be true from those that cannot: what is not believed becomes an absence with its reason, and never the value before it. Pure but for what it remembers; one for each point, for one thread.</summary>
/// <remarks>
/// A jump is not believed until the next reading bears it out: one that is near it, or goes farther the same way, as a fire does. So a single bad reading is never told, and a real rise is told
/// with the second reading. A doubled or a halved value, which the bits of a DHT22 give when one of them is lost, is believed with the third.
/// </remarks>
public sealed class TruthGate(Signal signal, TruthRules rules)
{
    private const int Window = 16;
    private const int Noisy = 4;
    private const int LeastSame = 12;
    private const int Borne = 2;
    private const int BorneScaled = 3;

    // The last digit of a DHT22 is 0.1; a doubled or halved value is that of the room of a moment ago.
    private const double ScaledTolerance = 0.6;

    // A rise that was borne out goes on for so long before it must be borne out again.
    private static readonly TimeSpan Onward = TimeSpan.FromMinutes(1);

    // A room as hot as this burns already: there 85 °C may be true.
    private const double PowerOnNeighbourhood = 25;

    private double? _believed;
    private TimeSpan _believedAt;
    private double? _suspect;
    private TimeSpan _suspectAt;
    private int _suspects;
    private int _way;
    private TimeSpan _wayAt;
    private double? _same;
    private TimeSpan _sameSince;
    private int _sameCount;
    private ushort _outcomes;

    /// <summary>Judges one reading.</summary>
    /// <param name="at">When it was made, since any fixed moment; it does not go back.</param>
    /// <returns>The reading itself, or an absence that says why it is not believed.</returns>
    public Reading Judge(Reading raw, TimeSpan at)
    {
        _outcomes = (ushort)((_outcomes << 1) | (raw.Kind == ReadingKind.Absent && raw.Absence == AbsenceReason.Corrupt ? 1 : 0));
        if (raw.Kind == ReadingKind.Absent)
        {
            return Streak(raw);
        }

        if (raw.Kind != ReadingKind.Number)
        {
            return raw;
        }

        var number = raw.Number;
        if (number < rules.Min || number > rules.Max)
        {
            return Reading.Absent(AbsenceReason.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{number} {signal.Unit} cannot be: {signal.Id} is believed from {rules.Min} to {rules.Max}"));
        }

        if (IsStuck(number, at) is { } same)
        {
            return Reading.Absent(AbsenceReason.Stuck, string.Create(CultureInfo.InvariantCulture, $"exactly {number} {signal.Unit} for {same.TotalHours:0.#} h, {_sameCount} readings: the probe has stopped measuring"));
        }

        if (IsPowerOn(number))
        {
            return Reading.Absent(AbsenceReason.Faulted, string.Create(CultureInfo.InvariantCulture, $"power-on value of {number} {signal.Unit}: the probe lost its supply before it measured; check its wires and pull-up"));
        }

        return IsBorneOut(number, at) ? Believe(raw, at) : Doubt(number, at);
    }

    private Reading Believe(Reading raw, TimeSpan at)
    {
        (_believed, _believedAt, _suspect, _suspects) = (raw.Number, at, null, 0);
        return raw;
    }

    private Reading Doubt(double number, TimeSpan at) => Reading.Absent(AbsenceReason.Corrupt, string.Create(CultureInfo.InvariantCulture,
        $"jumped from {_believed} to {number} {signal.Unit} in {(at - _believedAt).TotalSeconds:0.#} s; believed when the next readings bear it out"));

    private bool IsBorneOut(double number, TimeSpan at)
    {
        if (_believed is not { } believed || rules.Step is not { } step)
        {
            return true;
        }

        var isScaled = Math.Abs(number - believed) > step && IsScaled(number, believed);
        if (!isScaled && Math.Abs(number - believed) <= StepOver(at - _believedAt))
        {
            return true;
        }

        if (!isScaled && Math.Sign(number - believed) == _way && at - _wayAt <= Onward)
        {
            _wayAt = at;
            return true;
        }

        var agrees = _suspect is { } suspect
            && (Math.Abs(number - suspect) <= StepOver(at - _suspectAt) || (Math.Sign(suspect - believed) == Math.Sign(number - suspect) && Math.Abs(number - believed) > Math.Abs(suspect - believed)));
        _suspects = agrees ? _suspects + 1 : 1;
        (_suspect, _suspectAt) = (number, at);
        if (_suspects < (isScaled ? BorneScaled : Borne))
        {
            return false;
        }

        (_way, _wayAt) = (Math.Sign(number - believed), at);
        return true;
    }

    private double StepOver(TimeSpan span) => rules.Step!.Value * Math.Max(1, Math.Sqrt(span / TruthRules.StepSpan));

    private static bool IsScaled(double number, double believed) =>
        Math.Abs(number - (2 * believed)) <= 2 * ScaledTolerance || Math.Abs(number - (believed / 2)) <= ScaledTolerance;

    private bool IsPowerOn(double number) =>
        number == rules.PowerOn && !(Math.Max(_believed ?? double.MinValue, _suspect is { } suspect && suspect != number ? suspect : double.MinValue) >= number - PowerOnNeighbourhood);

    private TimeSpan? IsStuck(double number, TimeSpan at)
    {
        if (number != _same)
        {
            (_same, _sameSince, _sameCount) = (number, at, 0);
        }

        _sameCount++;
        return rules.StuckAfter > TimeSpan.Zero && at - _sameSince >= rules.StuckAfter && _sameCount >= LeastSame ? at - _sameSince : null;
    }

    // One failed checksum is chance; several in a row are a cable.
    private Reading Streak(Reading raw)
    {
        var failed = BitOperations.PopCount(_outcomes);
        return raw.Absence == AbsenceReason.Corrupt && failed >= Noisy
            ? Reading.Absent(AbsenceReason.Corrupt, $"{raw.Detail ?? "the checksum does not hold"}; {failed} of the last {Window} readings failed: check the cable, its length, shield and pull-up")
            : raw;
    }
}
