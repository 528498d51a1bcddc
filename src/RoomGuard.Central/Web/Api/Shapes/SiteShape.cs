using System.Globalization;
using RoomGuard.Central.Options;
using RoomGuard.Central.Sites;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>The site model in force.</summary>
/// <param name="Hash">SHA-256 of all of it: the same on every machine with the same model.</param>
/// <param name="InForceAt">When it came into force.</param>
/// <param name="Files">Names of its files.</param>
internal sealed record SiteShape(string Hash, DateTime InForceAt, IReadOnlyList<string> Files)
{
    /// <summary>When the files were last read.</summary>
    public required DateTime ReadAt { get; init; }

    /// <summary>What was wrong with them then; the model is an older one when there is anything.</summary>
    public required IReadOnlyList<FaultShape> Faults { get; init; }

    /// <summary>The sites.</summary>
    public required IReadOnlyList<SitePlaceShape> Sites { get; init; }

    /// <summary>People the sites may call.</summary>
    public required IReadOnlyList<ContactShape> Contacts { get; init; }

    /// <summary>Contracts of maintenance.</summary>
    public required IReadOnlyList<ContractShape> Contracts { get; init; }
}

/// <summary>One thing wrong with a file.</summary>
internal sealed record FaultShape(string File, int Line, string Key, string Message);

/// <summary>One site.</summary>
internal sealed record SitePlaceShape(string Id, NameShape Name, string Zone, string? Address, IReadOnlyList<SiteRoomShape> Rooms);

/// <summary>One room as it is described.</summary>
/// <param name="Limits">Name of its limit profile.</param>
/// <param name="Points">How many points are expected of it.</param>
internal sealed record SiteRoomShape(string Id, string Type, NameShape Name, string Limits, int Points, IReadOnlyList<EquipmentShape> Equipment);

/// <summary>One piece of equipment.</summary>
internal sealed record EquipmentShape(string Id, string Kind, NameShape Name)
{
    /// <summary>Inventory number.</summary>
    public string? Inventory { get; init; }

    /// <summary>Maker and model.</summary>
    public string? Model { get; init; }

    /// <summary>Serial number.</summary>
    public string? Serial { get; init; }

    /// <summary>Rated power in kW.</summary>
    public double? RatedKw { get; init; }

    /// <summary>Where it stands.</summary>
    public string? Place { get; init; }

    /// <summary>Id of its contract.</summary>
    public string? Contract { get; init; }
}

/// <summary>Somebody the sites may call.</summary>
internal sealed record ContactShape(string Id, string Name, string? Role, string? Phone, string? Mail, IReadOnlyList<string> Languages);

/// <summary>A contract of maintenance.</summary>
/// <param name="Equipment">What it is for, each as <c>{site}/{room}/{equipment}</c>.</param>
internal sealed record ContractShape(string Id, string Number, string Counterparty, string? Subject, string? From, string? To, string? Contact, IReadOnlyList<string> Equipment);

/// <summary>How a reload went.</summary>
/// <param name="Changes">How many things are otherwise now.</param>
/// <param name="Hash">SHA-256 of the model in force.</param>
internal sealed record ReloadShape(int Changes, string Hash);

/// <summary>Puts a site model into these shapes.</summary>
internal static class SiteShapes
{
    public static SitePlaceShape Site(SiteDefinition site) => new(site.Id, NameShape.Of(site.Name), site.Zone.Id, site.Address, [.. site.Rooms.Select(Room)]);

    public static ContractShape Contract(MaintenanceContract contract, SiteModel model) => new(
        contract.Id, contract.Number, contract.Counterparty, contract.Subject, Day(contract.From), Day(contract.To), contract.Contact,
        [.. model.Rooms.SelectMany(room => room.Equipment.Where(equipment => equipment.Contract == contract.Id).Select(equipment => $"{room.Path}/{equipment.Id}"))]);

    private static SiteRoomShape Room(RoomDefinition room) =>
        new(room.Path, room.Type.ToWord(), NameShape.Of(room.Name), room.Rules.Limits.Name, room.Points.Count, [.. room.Equipment.Select(Equipment)]);

    private static EquipmentShape Equipment(EquipmentDefinition equipment) => new(equipment.Id, equipment.Kind, NameShape.Of(equipment.Name))
    {
        Inventory = equipment.Inventory,
        Model = equipment.Model,
        Serial = equipment.Serial,
        RatedKw = equipment.RatedKw,
        Place = equipment.Place,
        Contract = equipment.Contract,
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
