using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35.Power;

/// <summary>Tells a finished outage as one story, in the order in which it happened, in the room's own time.</summary>
internal static class OutageTale
{
    /// <summary>When all was normal: the mains were seen again; where nobody looks at them, the set gave the load back, or the last UPS had its input.</summary>
    internal static DateTimeOffset EndOf(OutageWatch outage, DateTimeOffset back) =>
        outage.Story is { MainsBackAt: null, LoadedAt: not null, UnloadedAt: { } unloaded } && unloaded > back ? unloaded : back;

    internal static LocalText Tell(RoomTurn turn, OutageWatch outage, DateTimeOffset end)
    {
        var story = outage.Story;
        var times = new Times(turn.Room.Zone, outage.Since);
        var parts = new List<(DateTimeOffset At, LocalText Text)>();
        Add("mains_lost", outage.Since, "");
        foreach (var stretch in story.Battery)
        {
            parts.Add((stretch.From, RoomTexts.Fill(
                RoomTexts.Get(stretch.Until is null ? "story.battery_open" : "story.battery"),
                ("equipment", turn.Room.FindEquipment(stretch.Equipment).Name),
                ("from", times.Of(stretch.From)),
                ("until", times.Of(stretch.Until ?? stretch.From)))));
        }

        Add("started", story.StartedAt, story.Generator);
        Add("ready", story.ReadyAt, story.Generator);
        Add("loaded", story.LoadedAt, story.Generator);

        // Where nobody looks at the mains, a UPS that has its input back while the set carries load has it from the set.
        Add("mains_back", story.MainsBackAt ?? (story.LoadedAt is null ? end : null), "");
        Add("load_back", story.UnloadedAt, story.Generator);
        var told = parts.OrderBy(part => part.At).Select(part => part.Text).ToList();
        if (story.LowestCharge is { } charge)
        {
            told.Add(RoomTexts.Fill(RoomTexts.Get("story.charge"), ("charge", Amounts.Of(charge, "%"))));
        }

        return new LocalText(string.Join(". ", told.Select(text => text.Kk)), string.Join(". ", told.Select(text => text.Ru)), string.Join(". ", told.Select(text => text.En)));

        void Add(string key, DateTimeOffset? at, string? equipment)
        {
            if (at is { } instant)
            {
                parts.Add((instant, RoomTexts.Fill(RoomTexts.Get("story." + key), ("at", times.Of(instant)), ("equipment", turn.Room.FindEquipment(equipment ?? "").Name))));
            }
        }
    }
}
