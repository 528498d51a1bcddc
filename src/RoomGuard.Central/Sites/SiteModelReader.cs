using RoomGuard.Central.Options;
using RoomGuard.Central.Verdicts;
using RoomGuard.Contract.Files;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Central.Sites;

/// <summary>Reads a site model from the files that make it up: limits first, for rooms of every file may use them; every fault is noted in its file.</summary>
internal sealed class SiteModelReader(IReadOnlyList<SettingsFile> files)
{
    /// <summary>Most rooms of a model.</summary>
    public const int MaxRooms = 20_000;

    private readonly SiteThings _things = new();

    /// <summary>The model; usable only when none of the files holds a fault.</summary>
    public SiteModel Read()
    {
        var limits = LimitBook.Read(files.Select(file => file.Root.GetOptionalSection("limits")).OfType<SettingsNode>());
        var editions = new EditionsReader(files).Read();
        var contacts = ReadList("contacts", Contact.Read, contact => contact.Id);
        var contracts = ReadList("contracts", MaintenanceContract.Read, contract => contract.Id);
        var sites = ReadList("sites", node => SiteDefinition.Read(node, limits, editions), site => site.Id);
        var adopted = new AdoptedReader(sites.Select(site => site.Item).ToList(), _things).Read(files);
        foreach (var file in files)
        {
            // For editors only.
            _ = file.Root.GetOptionalText("$schema");
        }

        CheckCount(sites, adopted);
        CheckContacts(contracts, contacts);
        CheckContracts(sites, contracts);
        foreach (var file in files.Where(file => file.Faults.Count == 0))
        {
            _things.Add(file.Root);
        }

        return new SiteModel
        {
            Sites = adopted,
            Limits = limits,
            Editions = editions,
            Contacts = [.. contacts.Select(contact => contact.Item)],
            Contracts = [.. contracts.Select(contract => contract.Item)],
            Contents = _things.All,
        };
    }

    private List<(SettingsNode Node, T Item)> ReadList<T>(string key, Func<SettingsNode, T> read, Func<T, string> idOf)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<(SettingsNode Node, T Item)>();
        foreach (var node in files.SelectMany(file => file.Root.GetSections(key)))
        {
            var item = read(node);
            if (idOf(item).Length > 0 && !ids.Add(idOf(item)))
            {
                node.Refuse("id", $"is \"{idOf(item)}\", which an earlier entry of {key} has.");
            }

            items.Add((node, item));
        }

        return items;
    }

    private static void CheckCount(List<(SettingsNode Node, SiteDefinition Item)> sites, IReadOnlyList<SiteDefinition> adopted)
    {
        var rooms = adopted.Sum(site => site.Rooms.Count);
        if (rooms > MaxRooms)
        {
            sites[^1].Node.Refuse("rooms", FormattableString.Invariant($"bring the model to {rooms} rooms; at most {MaxRooms} are watched."));
        }
    }

    private static void CheckContacts(List<(SettingsNode Node, MaintenanceContract Item)> contracts, List<(SettingsNode Node, Contact Item)> contacts)
    {
        var known = contacts.Select(contact => contact.Item.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (node, contract) in contracts.Where(contract => contract.Item.Contact is { } contact && !known.Contains(contact)))
        {
            node.Refuse("contact", $"is \"{contract.Contact}\", which contacts do not have.");
        }
    }

    private static void CheckContracts(List<(SettingsNode Node, SiteDefinition Item)> sites, List<(SettingsNode Node, MaintenanceContract Item)> contracts)
    {
        var known = contracts.Select(contract => contract.Item.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var equipment in sites.SelectMany(site => site.Node.GetSections("rooms")).SelectMany(room => room.GetSections("equipment")))
        {
            if (equipment.GetOptionalText("contract") is { } contract && !known.Contains(contract))
            {
                equipment.Refuse("contract", $"is \"{contract}\", which contracts do not have.");
            }
        }
    }
}
