using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Clauses;

/// <summary>The editions there are, beside each other: those shipped, and the operator's own. Immutable, safe for all threads.</summary>
public sealed class CatalogueBook
{
    private const string DefaultEdition = "KZ-832-2016/355-2018";

    private readonly Dictionary<string, Catalogue> _byEdition = new(StringComparer.Ordinal);

    private CatalogueBook(IEnumerable<Catalogue> editions)
    {
        foreach (var edition in editions)
        {
            _byEdition[edition.Edition] = edition;
        }
    }

    /// <summary>The editions inside this assembly.</summary>
    public static CatalogueBook Shipped { get; } = new([Load("edition-355-2018.json"), Load("edition-server-rooms-draft.json")]);

    /// <summary>The edition that rooms are judged by unless their operator chose another.</summary>
    public Catalogue Default => _byEdition[DefaultEdition];

    /// <summary>All editions, drafts included, in the order of their ids.</summary>
    public IReadOnlyList<Catalogue> All => [.. _byEdition.Values.OrderBy(edition => edition.Edition, StringComparer.Ordinal)];

    /// <summary>The edition called <paramref name="id"/>; null when there is none.</summary>
    public Catalogue? Find(string id) => _byEdition.GetValueOrDefault(id);

    /// <summary>This book with more editions beside those it has.</summary>
    /// <exception cref="ArgumentException">One of them has the id of another.</exception>
    public CatalogueBook With(IEnumerable<Catalogue> more)
    {
        var all = _byEdition.Values.ToList();
        foreach (var edition in more)
        {
            if (all.Exists(known => known.Edition == edition.Edition))
            {
                throw new ArgumentException($"There is an edition {edition.Edition} already.", nameof(more));
            }

            all.Add(edition);
        }

        return new CatalogueBook(all);
    }

    /// <summary>The edition that a room's settings choose by the key <c>edition</c>; a draft or an unknown one is refused.</summary>
    internal Catalogue Choose(SettingsNode node)
    {
        if (node.GetOptionalText("edition") is not { } id)
        {
            return Default;
        }

        if (Find(id) is not { } edition)
        {
            node.Refuse("edition", $"is \"{id}\"; it must be one of {string.Join(", ", All.Where(known => !known.Head.IsDraft).Select(known => known.Edition))}.");
            return Default;
        }

        if (edition.Head.IsDraft)
        {
            node.Refuse("edition", $"is \"{id}\", a draft that was not checked against the official text: nothing may be judged by it.");
            return Default;
        }

        return edition;
    }

    private static Catalogue Load(string name)
    {
        var bytes = Resources.Read(name);
        var file = CatalogueReader.Read(bytes, name, out var catalogue);
        return catalogue ?? throw new InvalidOperationException(string.Join(' ', file.Faults));
    }
}
