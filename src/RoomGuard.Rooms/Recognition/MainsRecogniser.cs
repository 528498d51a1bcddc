using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Recognition;

/// <summary>Sees the mains come and go by what one piece of equipment measures: its own word first, voltages where it has none.</summary>
internal static class MainsRecogniser
{
    internal static void Step(TrackTurn turn, Sample sample)
    {
        if (Judge(turn, sample) is not { } isAvailable || turn.Track.Mains?.IsAvailable == isAvailable)
        {
            return;
        }

        var before = turn.Track.Mains;
        turn.Track = turn.Track with
        {
            Mains = new MainsWatch(isAvailable, sample.At) { LostAt = isAvailable ? before?.LostAt : sample.At },
        };
        if (!isAvailable)
        {
            turn.LoseMains(sample.At);
        }
        else if (before is { IsAvailable: false })
        {
            turn.RegainMains(before.Since, sample.At);
        }
    }

    private static bool? Judge(TrackTurn turn, Sample sample)
    {
        var signal = sample.Point.Signal;
        if (signal is "mains.available" or "feed.present")
        {
            return sample.Reading.Kind == ReadingKind.Flag ? sample.Reading.Flag : null;
        }

        var isVoltage = signal.StartsWith("mains.voltage", StringComparison.Ordinal) || signal.StartsWith("gen.mains.voltage_ln", StringComparison.Ordinal);
        var hasWord = turn.Track.Flag("mains.available") is not null || turn.Track.Flag("feed.present") is not null;
        return isVoltage && !hasWord && sample.Reading.Kind == ReadingKind.Number
            ? sample.Reading.Number >= turn.Room.Rules.UpsTest.InputGoneVolts
            : null;
    }
}
