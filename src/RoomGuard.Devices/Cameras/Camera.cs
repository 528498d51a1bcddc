using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Cameras.Access;
using RoomGuard.Devices.Cameras.Onvif;
using RoomGuard.Devices.Cameras.Pictures;
using RoomGuard.Devices.Cameras.Rtsp;

namespace RoomGuard.Devices.Cameras;

/// <summary>Looks at one camera or recorder again and again. One look at a time.</summary>
public sealed class Camera : IDisposable
{
    private readonly CameraSettings _settings;
    private readonly TimeProvider _clock;
    private readonly RtspProbe? _stream;
    private readonly OnvifClient? _device;
    private readonly CameraHttp? _onvif;
    private readonly CameraHttp? _pictures;
    private readonly PictureWatch _watch;
    private readonly long _start;
    private Uri? _found;

    /// <summary>A camera that nothing was asked of yet.</summary>
    /// <param name="clock">What its clock is compared with, and what ages are reckoned on. The network waits on real time.</param>
    public Camera(CameraSettings settings, TimeProvider clock)
    {
        (_settings, _clock, _start) = (settings, clock, clock.GetTimestamp());
        _watch = new PictureWatch(settings.Picture);
        if (settings.Rtsp is { } rtsp)
        {
            _stream = new RtspProbe(rtsp, settings.Login, settings.Trust, settings.Timeout);
        }

        if (settings.Onvif is { } onvif)
        {
            _onvif = new CameraHttp(onvif.DnsSafeHost, settings.Login, settings.Trust, settings.Timeout);
            _device = new OnvifClient(_onvif, onvif, settings.Login, clock);
        }

        if ((settings.Snapshot ?? settings.Onvif) is { } pictures && settings.HasPicture)
        {
            _pictures = new CameraHttp(pictures.DnsSafeHost, settings.Login, settings.Trust, settings.Timeout);
        }
    }

    /// <summary>Asks for everything once; each of the signals gets a reading.</summary>
    public async Task<IReadOnlyList<CameraReading>> LookAsync(CancellationToken stop)
    {
        // The clock first: credentials of ONVIF are dated by it.
        var offset = _device is null ? default((TimeSpan? Value, CameraException? Fault)) : await TryAsync(_device.GetClockOffsetAsync, stop);
        if (_settings.IsRecorder)
        {
            return await ReadRecorderAsync(offset, stop);
        }

        var readings = new List<CameraReading>();
        var picture = _pictures is null ? default((PictureVerdict? Verdict, CameraException? Fault)?) : await LookAtPictureAsync(stop);
        var online = _stream is not null ? await FaultOfAsync(_stream, stop) : picture is { } seen ? seen.Fault : offset.Fault;
        readings.Add(Online(online));
        if (picture is { } told)
        {
            Reading[] verdict = told.Verdict is { } judged ? [judged.Age, judged.Frozen, judged.Dark] : [.. Enumerable.Repeat(told.Fault!.Absence, 3)];
            readings.AddRange(CameraSettings.PictureSignals.Zip(verdict, static (signal, reading) => new CameraReading(signal, reading)));
        }

        if (_device is not null)
        {
            readings.Add(new CameraReading("cam.clock_offset", ClockReading(offset)));
        }

        return readings;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _onvif?.Dispose();
        _pictures?.Dispose();
    }

    // Silence is what "offline" means. One that answers but refuses us, or answers nonsense, is neither known to be online nor offline.
    private static CameraReading Online(CameraException? fault) => fault switch
    {
        null => new CameraReading("cam.online", Reading.Of(true)),
        { Fault: CameraFault.Silent } => new CameraReading("cam.online", Reading.Of(false), fault.Message),
        _ => new CameraReading("cam.online", fault.Absence),
    };

    private async Task<(PictureVerdict? Verdict, CameraException? Fault)> LookAtPictureAsync(CancellationToken stop)
    {
        try
        {
            var address = _settings.Snapshot ?? _found ?? await _device!.GetSnapshotAddressAsync(stop);
            _found = address;
            var snapshot = await Snapshot.FetchAsync(_pictures!, address, stop);
            return (_watch.Note(snapshot.Luma, _clock.GetElapsedTime(_start), snapshot.Told), null);
        }
        catch (CameraException fault)
        {
            // An address that ONVIF named may be of one session only.
            _found = null;
            return (null, fault);
        }
    }

    private async Task<IReadOnlyList<CameraReading>> ReadRecorderAsync((TimeSpan? Value, CameraException? Fault) offset, CancellationToken stop)
    {
        var clock = new CameraReading("nvr.clock_offset", ClockReading(offset));
        try
        {
            var record = await _device!.GetRecordAsync(stop);
            if (record.Recordings == 0)
            {
                return [new CameraReading("nvr.recording", Reading.Of(false), "it has no recordings"), new CameraReading("nvr.oldest_days", Reading.Of(0)), clock];
            }

            // Times of records are the recorder's; without its clock they say nothing of now.
            if (offset.Value is not { } known)
            {
                return [new CameraReading("nvr.recording", offset.Fault!.Absence), new CameraReading("nvr.oldest_days", offset.Fault.Absence), clock];
            }

            var now = _clock.GetUtcNow() + known;
            var (behind, depth) = (now - record.Until, now - record.From);
            return
            [
                new CameraReading("nvr.recording", Reading.Of(behind <= _settings.RecordingWithin), behind > _settings.RecordingWithin ? FormattableString.Invariant($"its newest record is {behind.TotalMinutes:0} min old") : null),
                new CameraReading("nvr.oldest_days", depth >= TimeSpan.Zero ? Reading.Of(Math.Round(depth.TotalDays, 2)) : Reading.Absent(AbsenceReason.OutOfRange, "its oldest record is of the future")),
                clock,
            ];
        }
        catch (CameraException fault)
        {
            return [new CameraReading("nvr.recording", fault.Absence), new CameraReading("nvr.oldest_days", fault.Absence), clock];
        }
    }

    private static Reading ClockReading((TimeSpan? Value, CameraException? Fault) offset) =>
        offset.Value is { } known ? Reading.Of(Math.Round(known.TotalSeconds, 1)) : offset.Fault!.Absence;

    private static async Task<CameraException?> FaultOfAsync(RtspProbe stream, CancellationToken stop)
    {
        try
        {
            await stream.LookAsync(stop);
            return null;
        }
        catch (CameraException fault)
        {
            return fault;
        }
    }

    private static async Task<(TimeSpan? Value, CameraException? Fault)> TryAsync(Func<CancellationToken, Task<TimeSpan>> ask, CancellationToken stop)
    {
        try
        {
            return (await ask(stop), null);
        }
        catch (CameraException fault)
        {
            return (null, fault);
        }
    }
}
