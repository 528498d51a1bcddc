using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Cameras.Jpeg;

namespace RoomGuard.Devices.Cameras.Pictures;

/// <summary>Judges the pictures of one camera, one after the other: how old, frozen, dark. For one thread.</summary>
/// <remarks>A living sensor has noise, so that no two pictures of it are the same in every mean of 64 pixels. One that is the same again and again was not taken anew.</remarks>
public sealed class PictureWatch(PictureRules rules)
{
    private byte[]? _last;
    private TimeSpan _since;
    private int _same;
    private bool _hasChanged;
    private bool _wasFrozen;

    /// <summary>Takes the newest picture.</summary>
    /// <param name="at">When it was fetched, on a clock that only goes forward.</param>
    /// <param name="told">What the camera itself says of the picture's age; null for nothing.</param>
    public PictureVerdict Note(LumaGrid picture, TimeSpan at, TimeSpan? told)
    {
        var top = (int)(picture.Height * rules.OverlayTop / 100);
        var bottom = Math.Max(top + 1, picture.Height - (int)(picture.Height * rules.OverlayBottom / 100));
        var mark = SHA256.HashData(MemoryMarshal.AsBytes(picture.Rows(top, bottom)));
        if (_last is null || !mark.AsSpan().SequenceEqual(_last))
        {
            (_hasChanged, _last, _since, _same, _wasFrozen) = (_last is not null, mark, at, 1, false);
        }
        else
        {
            _same++;
        }

        var (mean, deviation) = picture.Spread(top, bottom);
        return new PictureVerdict(Age(at, told), Frozen(at), Reading.Of(mean < rules.DarkBelow || deviation < rules.FlatBelow));
    }

    // The camera's word counts only where it makes the picture older: a camera that stamps each answer anew says nothing of the picture.
    private Reading Age(TimeSpan at, TimeSpan? told)
    {
        var seen = _hasChanged || _same > 1 ? at - _since : (TimeSpan?)null;
        var age = told > (seen ?? TimeSpan.Zero) ? told : seen;
        return age is { } known
            ? Reading.Of(Math.Round(known.TotalSeconds, 1))
            : Reading.Absent(AbsenceReason.Silent, "one picture says nothing of its age; the next one does");
    }

    private Reading Frozen(TimeSpan at)
    {
        _wasFrozen |= _same >= PictureRules.FrozenFetches && at - _since >= rules.FrozenAfter;
        return _wasFrozen || _hasChanged
            ? Reading.Of(_wasFrozen)
            : Reading.Absent(AbsenceReason.Silent, FormattableString.Invariant($"no second picture differs yet; told after {rules.FrozenAfter.TotalSeconds:0} s"));
    }
}

/// <summary>What one picture tells: <c>cam.frame_age</c>, <c>cam.frozen</c>, <c>cam.dark</c>.</summary>
public sealed record PictureVerdict(Reading Age, Reading Frozen, Reading Dark);
