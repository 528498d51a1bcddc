using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Reads a profile's file; everything wrong with it is noted in the file's faults.</summary>
internal static class ProfileReader
{
    private static readonly Dictionary<string, string> Kinds = new[] { "ups", "generator", "ats", "env", "pdu", "ac" }.ToDictionary(kind => kind, StringComparer.Ordinal);

    private static readonly Dictionary<string, DerivationRule> Rules = new(StringComparer.Ordinal)
    {
        ["first"] = DerivationRule.First,
        ["all"] = DerivationRule.All,
        ["any"] = DerivationRule.Any,
        ["max"] = DerivationRule.Max,
    };

    /// <summary>Reads a profile as it stands; <see cref="Include"/> adds what it includes.</summary>
    /// <returns>The profile, and the names of those it includes, each with the part of the device it becomes: empty for the device itself.</returns>
    public static (Profile Profile, IReadOnlyList<(string Id, string Part)> Includes) Read(SettingsFile file)
    {
        var root = file.Root;
        var access = root.GetSection("access");
        var identity = root.GetSection("identity");
        var rules = RowRules.None with { Invalid = root.GetNumbers("invalid") };
        root.GetInteger("version", 1, 1000);
        var profile = new Profile(root.GetText("id"), root.GetChoice("kind", Kinds), root.GetText("name"))
        {
            Priority = root.GetInteger("priority", 0, 1000),
            Match = ProfileMatchReader.Read(root.GetSection("match")),
            Access = new ProfileAccess(access.GetFlag("bulk", true), access.GetInteger("maxVarbinds", 1, 100, 20)),
            Identity = identity.Keys.ToDictionary(key => key, key => Id(identity, key), StringComparer.Ordinal),
            Origin = root.GetOptionalSection("origin") is { } origin ? new ProfileOrigin(Id(origin, "prefix"), Id(origin, "written")) : null,
            Points =
            [
                .. root.GetSections("points").Select(point => ProfilePointReader.Read(point, rules)).OfType<ProfilePoint>(),
                .. root.GetSections("tables").SelectMany(table => RowRules.ReadTable(table, rules)),
            ],
            Derivations = [.. root.GetSections("derived").Select(ReadDerivation)],
            Traps = [.. root.GetSections("traps").Select(ProfileTrapReader.Read)],
            Test = root.GetOptionalSection("test") is { } test ? ProfileTest.Read(test) : null,
        };
        if (profile is { Test: not null, Kind: not "ups" })
        {
            root.Refuse("test", "has a place in a UPS only: an engine or a switch is never set.");
        }

        var parts = root.GetOptionalSection("includeAs");
        return (profile, [.. root.GetTexts("include").Select(id => (id, "")), .. parts?.Keys.Select(part => (parts.GetText(part), part)) ?? []]);
    }

    /// <summary>A profile with another's points after its own: they serve where its own are silent.</summary>
    /// <param name="part">The part of the device that the included points become; empty when they are the device's own.</param>
    public static Profile Include(Profile profile, Profile included, string part)
    {
        var points = included.Points.Select(point => point with { IsEssential = false, Part = part.Length == 0 ? point.Part : PartName.Within(part, point.Part) });
        var derivations = included.Derivations.Select(theirs => part.Length == 0 ? theirs : theirs with { Part = PartName.Within(part, theirs.Part) });
        return profile with
        {
            Points = [.. profile.Points, .. points],
            Derivations = [.. profile.Derivations, .. derivations.Where(theirs => profile.Derivations.All(ours => (ours.Signal, ours.Part) != (theirs.Signal, theirs.Part)))],
            Traps = [.. profile.Traps, .. included.Traps],
            Test = profile.Test ?? (part.Length == 0 && profile.Kind == "ups" ? included.Test : null),
            Identity = part.Length > 0 ? profile.Identity : included.Identity.Where(theirs => !profile.Identity.ContainsKey(theirs.Key)).Concat(profile.Identity).ToDictionary(StringComparer.Ordinal),
        };
    }

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

    /// <summary>The signal named at <paramref name="key"/>; a name that the catalogue lacks is a fault.</summary>
    public static string SignalId(SettingsNode node, string key)
    {
        var id = node.GetText(key);
        if (id.Length > 0 && SignalCatalogue.Find(id) is null)
        {
            node.Refuse(key, $"is \"{id}\", which is not in the signal catalogue.");
        }

        return id;
    }
}
