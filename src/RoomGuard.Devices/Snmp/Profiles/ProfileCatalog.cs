using RoomGuard.Contract.Files;

namespace RoomGuard.Devices.Snmp;

/// <summary>Every profile there is. A new device family is one file in <c>Profiles</c>: being there is enough. Safe for all threads.</summary>
public static class ProfileCatalog
{
    private const string Prefix = "profiles/";

    private static readonly Lock Adding = new();
    private static IReadOnlyList<Profile> _all = Load();

    /// <summary>The profiles, by id.</summary>
    public static IReadOnlyList<Profile> All => Volatile.Read(ref _all);

    /// <summary>The profile called <paramref name="id"/>, or null.</summary>
    public static Profile? Find(string id) => All.FirstOrDefault(profile => profile.Id == id);

    /// <summary>Reads a profile of one's own, with everything wrong with it. It may include those of the catalogue.</summary>
    public static (Profile Profile, IReadOnlyList<SettingsFault> Faults) Read(SettingsFile file) => Read(file, Find);

    /// <summary>Adds a site's own profiles: every <c>*.json</c> of a folder, by name, each of which may include those before it. One with the id of a shipped profile takes its place.</summary>
    /// <remarks>To be called before devices are asked: what has a profile keeps it.</remarks>
    /// <returns>Everything wrong with the files; one with faults is not added.</returns>
    public static IReadOnlyList<SettingsFault> AddFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [new SettingsFault(folder, 1, "", "is no folder.")];
        }

        var faults = new List<SettingsFault>();
        foreach (var path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var (profile, wrong) = Read(SettingsFile.Read(path));
            faults.AddRange(wrong);
            if (wrong.Count == 0)
            {
                Add(profile);
            }
        }

        return faults;
    }

    private static void Add(Profile profile)
    {
        lock (Adding)
        {
            Volatile.Write(ref _all, [.. _all.Where(known => known.Id != profile.Id).Append(profile).OrderBy(known => known.Id, StringComparer.Ordinal)]);
        }
    }

    private static (Profile Profile, IReadOnlyList<SettingsFault> Faults) Read(SettingsFile file, Func<string, Profile?> find)
    {
        var (profile, includes) = ProfileReader.Read(file);
        foreach (var (include, part) in includes)
        {
            if (find(include) is { } included)
            {
                profile = ProfileReader.Include(profile, included, part);
            }
            else
            {
                file.Root.Refuse("include", $"names \"{include}\", which is no profile.");
            }
        }

        return (profile, file.Close());
    }

    private static List<Profile> Load()
    {
        var assembly = typeof(ProfileCatalog).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToDictionary(name => name[Prefix.Length..^".json".Length], name => name, StringComparer.Ordinal);
        var profiles = new Dictionary<string, Profile>(StringComparer.Ordinal);
        foreach (var id in files.Keys.ToList())
        {
            LoadOne(id);
        }

        return [.. profiles.Values.OrderBy(profile => profile.Id, StringComparer.Ordinal)];

        // An included profile is loaded on the way. One that includes itself is not found, and so refused.
        Profile? LoadOne(string id)
        {
            if (profiles.TryGetValue(id, out var known))
            {
                return known;
            }

            if (!files.Remove(id, out var resource))
            {
                return null;
            }

            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            var (profile, faults) = Read(SettingsFile.Parse(memory.ToArray(), resource), LoadOne);
            profiles[id] = faults.Count == 0 && profile.Id == id
                ? profile
                : throw new InvalidOperationException($"{resource}: {string.Join("; ", faults)}");
            return profile;
        }
    }
}
