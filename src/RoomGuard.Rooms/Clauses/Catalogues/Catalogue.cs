using System.Collections.Frozen;
using System.Text;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clauses;

/// <summary>The requirements of one edition, and what each takes as evidence: data. Immutable, safe for all threads.</summary>
public sealed class Catalogue
{
    private readonly FrozenDictionary<string, Requirement> _byId;
    private readonly FrozenSet<(string Signal, bool Value)> _contradicting;
    private readonly IReadOnlyList<Requirement>?[] _ofType = new IReadOnlyList<Requirement>?[Enum.GetValues<RoomType>().Length];
    private IReadOnlyList<Requirement>? _ofOrganisation;

    internal Catalogue(CatalogueHead head, IReadOnlyList<Clause> clauses, IReadOnlyList<RevokingEvent> events, byte[] bytes, string hash)
    {
        (Head, Clauses, Events, Bytes, Hash) = (head, clauses, events, bytes, hash);
        Items = [.. clauses.SelectMany(clause => clause.Items)];
        var parts = Items.SelectMany(item => item.Parts.Where(part => part.Id != item.Id).Select(part => (part.Id, item)));
        _byId = Items.Select(item => (item.Id, item)).Concat(parts).ToFrozenDictionary(pair => pair.Id, pair => pair.item, StringComparer.Ordinal);
        Signals = Items.SelectMany(item => item.Parts)
            .SelectMany(part => part.Slots.SelectMany(slot => slot.Signals).Concat(part.ContradictedBy.SelectMany(SignalsOf)))
            .ToFrozenSet(StringComparer.Ordinal);
        _contradicting = Items.SelectMany(item => item.Parts).SelectMany(part => part.ContradictedBy).SelectMany(ContradictingOf).ToFrozenSet();
        RevokingSignals = events.Where(happening => happening.Signal is not null).ToFrozenDictionary(happening => happening.Signal!, StringComparer.Ordinal);
    }

    /// <summary>The edition that rooms are judged by unless their operator chose another.</summary>
    public static Catalogue Current => CatalogueBook.Shipped.Default;

    /// <summary>What the edition says of itself.</summary>
    public CatalogueHead Head { get; }

    /// <summary>The edition's id, for example <c>KZ-832-2016/355-2018</c>; reports state it.</summary>
    public string Edition => Head.Edition;

    /// <summary>The clauses, in order.</summary>
    public IReadOnlyList<Clause> Clauses { get; }

    /// <summary>All items, in order.</summary>
    public IReadOnlyList<Requirement> Items { get; }

    /// <summary>Events that take the force of what was attested before them.</summary>
    public IReadOnlyList<RevokingEvent> Events { get; }

    /// <summary>The edition's file as it was read.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The SHA-256 of <see cref="Bytes"/>, lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>The file as text, by the edition's id and <see cref="Hash"/>.</summary>
    public EvidenceText Text => field ??= new EvidenceText(Edition, Hash, Encoding.UTF8.GetString(Bytes.Span));

    /// <summary>Signals that say something of an item.</summary>
    internal FrozenSet<string> Signals { get; }

    /// <summary>Events that a flag shows, by its signal.</summary>
    internal FrozenDictionary<string, RevokingEvent> RevokingSignals { get; }

    /// <summary>The item called <paramref name="id"/>, or the item that has a part called so; null when there is none.</summary>
    public Requirement? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The items that a type of room is judged by.</summary>
    public IReadOnlyList<Requirement> ItemsOf(RoomType type) => _ofType[(int)type] ??= [.. Items.Where(item => item.Scope == RequirementScope.Room && item.Judges.Contains(type))];

    /// <summary>The items that the organisation is judged by.</summary>
    public IReadOnlyList<Requirement> ItemsOfOrganisation => _ofOrganisation ??= [.. Items.Where(item => item.Scope == RequirementScope.Organisation)];

    /// <summary>Whether a flag with this value may contradict an item, once it has lasted.</summary>
    internal bool IsContradicting(string signal, bool value) => _contradicting.Contains((signal, value));

    private static IEnumerable<(string Signal, bool Value)> ContradictingOf(ContradictionRule rule) => rule.Kind switch
    {
        ContradictionKind.Flag => [(rule.Signal, rule.Value)],
        ContradictionKind.Cooling => [("hvac.run", false), ("hvac.fault", true)],
        _ => [],
    };

    internal static IEnumerable<string> SignalsOf(ContradictionRule rule) => rule.Kind switch
    {
        ContradictionKind.Flag => [rule.Signal],
        ContradictionKind.Cooling => ["hvac.run", "hvac.fault", "env.temp"],
        ContradictionKind.Openings => ["door.open"],
        _ => [],
    };
}

/// <summary>What an edition says of itself. Immutable.</summary>
/// <param name="Edition">Its id.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Adopted">The day it was adopted.</param>
/// <param name="Dates">When it takes and loses effect, as far as that was checked.</param>
/// <param name="Source">Where the texts come from.</param>
/// <param name="Warning">What was amended later and not checked; null when nothing is known.</param>
/// <param name="IsDraft">Whether it was not checked against the official text: nothing may be judged by it.</param>
public sealed record CatalogueHead(string Edition, LocalText Title, DateOnly Adopted, LocalText Dates, string Source, LocalText? Warning, bool IsDraft)
{
    /// <summary>The first day it is in force; null when that was not checked.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>The last day it is in force; null while nobody knows of one.</summary>
    public DateOnly? EffectiveTo { get; init; }
}

/// <summary>A clause with its items. Immutable.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Head">The sentence before its items.</param>
/// <param name="Items">The items, in order.</param>
public sealed record Clause(string Id, LocalText Head, IReadOnlyList<Requirement> Items);
