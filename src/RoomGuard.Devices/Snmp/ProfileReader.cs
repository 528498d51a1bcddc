using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Reads a profile's file; everything wrong with it is noted in the file's faults.</summary>
internal static class ProfileReader
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal) { ["ups"] = "ups", ["generator"] = "generator" };

    private static readonly Dictionary<string, DerivationRule> Rules = new(StringComparer.Ordinal)
    {
        ["first"] = DerivationRule.First,
        ["all"] = DerivationRule.All,
        ["max"] = DerivationRule.Max,
    };

    /// <summary>Reads a profile as it stands; <see cref="Include"/> adds what it includes.</summary>
    /// <returns>The profile, and the names of those it includes.</returns>
    public static (Profile Profile, IReadOnlyList<string> Includes) Read(SettingsFile file)
    {
        var root = file.Root;
        var match = root.GetSection("match");
        var access = root.GetSection("access");
        var identity = root.GetSection("identity");
        root.GetInteger("version", 1, 1000);
        var profile = new Profile(root.GetText("id"), root.GetChoice("kind", Kinds), root.GetText("name"))
        {
            Priority = root.GetInteger("priority", 0, 1000),
            Match = new ProfileMatch(Ids(match, "sysObjectId"), Ids(match, "exclude"), match.GetOptionalText("sysDescr") ?? "", Ids(match, "probe")),
            Access = new ProfileAccess(access.GetFlag("bulk", true), access.GetInteger("maxVarbinds", 1, 100, 20)),
            Identity = identity.Keys.ToDictionary(key => key, key => Id(identity, key), StringComparer.Ordinal),
            Origin = root.GetOptionalSection("origin") is { } origin ? new ProfileOrigin(Id(origin, "prefix"), Id(origin, "written")) : null,
            Points = [.. root.GetSections("points").Select(ProfilePointReader.Read).OfType<ProfilePoint>()],
            Derivations = [.. root.GetSections("derived").Select(ReadDerivation)],
        };
        return (profile, root.GetTexts("include"));
    }

    /// <summary>A profile with another's points after its own: they serve where its own are silent.</summary>
    public static Profile Include(Profile profile, Profile included) => profile with
    {
        Points = [.. profile.Points, .. included.Points.Select(point => point with { IsEssential = false })],
        Derivations = [.. profile.Derivations, .. included.Derivations.Where(theirs => profile.Derivations.All(ours => ours.Signal != theirs.Signal))],
    };

    /// <summary>The object identifier at <paramref name="key"/>.</summary>
    public static ObjectId Id(SettingsNode node, string key)
    {
        var text = node.GetText(key);
        if (ObjectId.TryParse(text, out var id) && text[0] != '.')
        {
            return id;
        }

        node.Refuse(key, "must be an object identifier in digits, without a leading dot.");
        return default;
    }

    private static List<ObjectId> Ids(SettingsNode node, string key)
    {
        var ids = new List<ObjectId>();
        foreach (var text in node.GetTexts(key))
        {
            if (ObjectId.TryParse(text, out var id) && text[0] != '.')
            {
                ids.Add(id);
            }
            else
            {
                node.Refuse(key, $"has \"{text}\"; it must be an object identifier in digits, without a leading dot.");
            }
        }

        return ids;
    }

    private static Derivation ReadDerivation(SettingsNode node)
    {
        var signal = SignalId(node, "signal");
        var rule = node.GetChoice("rule", Rules);
        var terms = node.GetSections("of").Select(term => new DerivationTerm(
            SignalId(term, "signal"),
            term.GetTexts("in"),
            term.Has("above") ? term.GetNumber("above", -1e9, 1e9) : null)).ToList();
        if (terms.Count == 0)
        {
            node.Refuse("of", "must have at least one term.");
        }

        return new Derivation(signal, rule, terms);
    }

    private static string SignalId(SettingsNode node, string key)
    {
        var id = node.GetText(key);
        if (id.Length > 0 && SignalCatalogue.Find(id) is null)
        {
            node.Refuse(key, $"is \"{id}\", which is not in the signal catalogue.");
        }

        return id;
    }
}
