using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Recognition.Generators;

/// <summary>What shows that a set carries load, and whose: the building's, or a load bank's.</summary>
internal static class LoadEvidence
{
    // Less than this is what transducers show of a set that carries nothing.
    private const double LeastPercent = 3;

    private const double LeastKw = 2;

    /// <summary>Whether the set gives out power, by its breaker or its meter.</summary>
    internal static bool IsLoaded(TrackTurn turn) => turn.Track.Flag("gen.breaker.gen") == true || IsGivingPower(turn);

    /// <summary>Whether anything of this controller would show a load.</summary>
    internal static bool CanBeSeen(EquipmentTrack track) => track.Flag("gen.breaker.gen") is not null || PowerOf(track) is not null;

    /// <summary>The set's power in kW: in all, or of its phases together where nothing gives the sum.</summary>
    internal static double? PowerOf(EquipmentTrack track) => Of(track, "gen.gen.power") ?? SumOf(track);

    /// <summary>Whether the building hangs on the set: the transfer switch says so, or the mains breaker is open while the set's is closed.</summary>
    internal static bool IsBuildingCarried(TrackTurn turn) =>
        SourceOf(turn) == "source2" || (turn.Track.Flag("gen.breaker.gen") == true && turn.Track.Flag("gen.breaker.mains") == false);

    /// <summary>Whether the power goes past the building: the transfer switch stays on the mains, or the set's own breaker is open. Null when neither is known.</summary>
    internal static bool? IsBank(TrackTurn turn) => SourceOf(turn) switch
    {
        "source1" => true,
        "source2" => false,
        _ => turn.Track.Flag("gen.breaker.gen") is { } isClosed ? !isClosed : null,
    };

    private static bool IsGivingPower(TrackTurn turn) =>
        PowerOf(turn.Track) >= (GeneratorGauges.RatedKw(turn) is { } rated ? rated * LeastPercent / 100 : LeastKw);

    // A transfer switch elsewhere is this set's only if the operator says that it hangs on it: a rack's own switch is not.
    private static string? SourceOf(TrackTurn turn)
    {
        if (turn.Track.Text("ats.selected_source") is { } own)
        {
            return own;
        }

        foreach (var equipment in turn.Room.Room.Equipment)
        {
            if (equipment.Kind == "ats" && equipment.DependsOn.Contains(turn.Equipment) && turn.Room.Tracks.Find(equipment.Id, turn.IsBehind)?.Text("ats.selected_source") is { } source)
            {
                return source;
            }
        }

        return null;
    }

    private static double? Of(EquipmentTrack track, string signal) =>
        track.Latest.TryGetValue(signal, out var seen) && seen.Reading.Kind == ReadingKind.Number ? seen.Reading.Number : null;

    private static double? SumOf(EquipmentTrack track) => Of(track, "gen.gen.power.l1") + Of(track, "gen.gen.power.l2") + Of(track, "gen.gen.power.l3");
}
