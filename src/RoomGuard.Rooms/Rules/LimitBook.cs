using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;

namespace RoomGuard.Rooms.Rules;

/// <summary>The limit profiles a site may choose from: those shipped, and the operator's own. Immutable, safe for all threads.</summary>
public sealed class LimitBook
{
    private readonly IReadOnlyDictionary<string, LimitProfile> _own;

    private LimitBook(IReadOnlyDictionary<string, LimitProfile> own) => _own = own;

    /// <summary>The shipped profiles alone.</summary>
    public static LimitBook Shipped { get; } = new(new Dictionary<string, LimitProfile>());

    /// <summary>The operator's own profiles.</summary>
    public IEnumerable<LimitProfile> Own => _own.Values;

    /// <summary>Names of all profiles, in order.</summary>
    public IEnumerable<string> Names => LimitProfile.Names.Concat(_own.Keys).Order(StringComparer.Ordinal);

    /// <summary>The profile called <paramref name="name"/>; null when there is none.</summary>
    public LimitProfile? Find(string name) => _own.GetValueOrDefault(name) ?? LimitProfile.Find(name);

    /// <summary>Reads the section <c>limits</c> of site files, a profile by each key; faults go to the files. A profile may build on a shipped one.</summary>
    public static LimitBook Read(IEnumerable<SettingsNode> sections)
    {
        var own = new Dictionary<string, LimitProfile>(StringComparer.Ordinal);
        foreach (var section in sections)
        {
            foreach (var name in section.Keys)
            {
                var profile = ReadProfile(section.GetSection(name), name);
                if (!PointName.IsValid(name))
                {
                    section.Refuse(name, $"cannot be a profile's name; it must be {PointName.Rule}.");
                }
                else if (LimitProfile.Find(name) is not null)
                {
                    section.Refuse(name, "is the name of a shipped profile; take another one.");
                }
                else if (!own.TryAdd(name, profile))
                {
                    section.Refuse(name, "is the name of an earlier profile; take another one.");
                }
            }
        }

        return own.Count == 0 ? Shipped : new LimitBook(own);
    }

    private static LimitProfile ReadProfile(SettingsNode node, string name)
    {
        var source = node.GetOptionalText("source");
        var limits = node.GetSections("limits").Select(limit => ReadLimit(limit, source)).ToList();
        if (ReadBase(node) is not { } ground)
        {
            if (limits.Count == 0)
            {
                node.Refuse("must have base, limits, or both.");
            }

            return new LimitProfile(name, source ?? "operator", limits);
        }

        return new LimitProfile(name, source ?? ground.Source, ground.With(limits).Limits);
    }

    // A figure without a source is nobody's: whoever reads an alarm must be able to ask where its limit comes from.
    private static LimitRule ReadLimit(SettingsNode limit, string? source)
    {
        if (source is null && !limit.Has("source"))
        {
            limit.Refuse("source", "is missing; a limit says where its figure comes from, here or in its profile's source.");
        }

        var rule = LimitRule.Read(limit);
        return limit.Has("source") || source is null ? rule : rule with { Source = source };
    }

    private static LimitProfile? ReadBase(SettingsNode node)
    {
        if (node.GetOptionalText("base") is not { } name)
        {
            return null;
        }

        if (LimitProfile.Find(name) is not { } profile)
        {
            node.Refuse("base", $"is \"{name}\"; it must be one of {string.Join(", ", LimitProfile.Names)}.");
            return null;
        }

        return profile;
    }
}
