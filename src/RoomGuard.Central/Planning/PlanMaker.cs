using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Terms;

namespace RoomGuard.Central.Planning;

/// <summary>Makes the plan from what rooms are like, what is written of them, and when their power was tested last. Pure.</summary>
internal sealed class PlanMaker(SiteModel model, IReadOnlyDictionary<TestedDevice, DateTimeOffset> tests, DateTimeOffset now)
{
    private readonly Dictionary<string, SiteDefinition> _sites = model.Sites.ToDictionary(site => site.Id, StringComparer.Ordinal);
    private readonly ILookup<string, string> _tested = tests.Keys.ToLookup(device => device.Room, device => device.Equipment, StringComparer.Ordinal);

    /// <summary>Everything that is due or will be, what is due first at the head; what was never done is due now.</summary>
    public IReadOnlyList<PlanItem> Make(IEnumerable<RoomSnapshot> rooms) =>
        [.. rooms.SelectMany(room => Attestations(room).Concat(Tests(room))).Concat(Contracts()).OrderBy(item => item.Due ?? now)];

    private IEnumerable<PlanItem> Attestations(RoomSnapshot room) =>
        from term in SlotTerm.Of(room.Definition, room.State, now)
        select new PlanItem(PlanKind.Attestation, term.Part, term.Slot)
        {
            Rooms = [room.Definition.Path],
            Name = term.Name,
            Done = term.GivenAt,
            Due = term.Due,
            Day = term.Due is { } due ? DayOf(due, room.Definition.Site) : null,
            IsRevoked = term.IsRevoked,
        };

    // What was tested once is tested again. What is described as a UPS or a generator of a server room must have been: clause 35.7 names server rooms only.
    private IEnumerable<PlanItem> Tests(RoomSnapshot room)
    {
        var definition = room.Definition;
        var described = definition.Equipment.Select(equipment => equipment.Id).ToHashSet(StringComparer.Ordinal);
        var heard = _tested[definition.Path].Any() ? room.State.Points.Values.Select(point => point.Point.Equipment).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var id in described.Union(_tested[definition.Path].Where(heard.Contains), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var equipment = definition.FindEquipment(id);
            foreach (var (kind, word, interval) in new[]
            {
                (PlanKind.UpsTest, "ups", definition.Rules.UpsTest.Interval),
                (PlanKind.GeneratorTest, "generator", definition.Rules.GeneratorTest.Interval),
            })
            {
                var last = tests.TryGetValue(new TestedDevice(definition.Path, id, kind), out var at) ? at : (DateTimeOffset?)null;
                if (last is not null || (equipment.Kind == word && definition.Type != RoomType.CrossConnect))
                {
                    yield return new PlanItem(kind, "35.7", id)
                    {
                        Rooms = [definition.Path],
                        Name = equipment.Name,
                        Done = last,
                        Due = last + interval,
                        Day = last is { } done ? DayOf(done + interval, definition.Site) : null,
                    };
                }
            }
        }
    }

    // A contract that is over and that nobody names any more was replaced.
    private IEnumerable<PlanItem> Contracts()
    {
        var users = model.Rooms
            .SelectMany(room => room.Equipment.Select(equipment => equipment.Contract).OfType<string>().Distinct(StringComparer.Ordinal), (room, contract) => (contract, room.Path))
            .ToLookup(use => use.contract, use => use.Path, StringComparer.Ordinal);
        foreach (var contract in model.Contracts)
        {
            var rooms = users[contract.Id].ToList();
            var zone = ZoneOf(rooms.Count > 0 ? rooms[0].Split('/')[0] : model.Sites.Count > 0 ? model.Sites[0].Id : "");
            if (contract.To is not { } last || (StartOf(last.AddDays(1), zone) is var due && due <= now && rooms.Count == 0))
            {
                continue;
            }

            yield return new PlanItem(PlanKind.Contract, "contract", contract.Id)
            {
                Rooms = rooms,
                Contract = contract,
                Done = contract.From is { } from ? StartOf(from, zone) : null,
                Due = due,
                Day = last,
            };
        }
    }

    private TimeZoneInfo ZoneOf(string site) => _sites.TryGetValue(site, out var found) ? found.Zone : TimeZoneInfo.Utc;

    private DateOnly DayOf(DateTimeOffset at, string site) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, ZoneOf(site)).DateTime);

    // Clocks that are put forward at midnight have no midnight that day; the offset of the day then does.
    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
