using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Options;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Sites;

/// <summary>A site model thing by thing: what each is called, <c>room hq/srv-1</c>, and what the operator wrote of it, as canonical JSON. Two models are the same when these are. Immutable.</summary>
public sealed class SiteContents
{
    private readonly SortedDictionary<string, string> _things;

    /// <param name="things">What the operator wrote, by <c>{kind} {name}</c>.</param>
    public SiteContents(IReadOnlyDictionary<string, string> things)
    {
        _things = new SortedDictionary<string, string>(things.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in _things)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{content}\n"));
        }

        Hash = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Every thing and what was written of it.</summary>
    public IReadOnlyDictionary<string, string> Things => _things;

    /// <summary>SHA-256 of all of it, 64 hex digits: the same on every machine that reads the same model.</summary>
    public string Hash { get; }

    /// <summary>The things of sites that no file describes.</summary>
    public static SiteContents Of(IReadOnlyList<SiteDefinition> sites)
    {
        var things = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var site in sites)
        {
            things[$"site {site.Id}"] = "{}";
            foreach (var room in site.Rooms)
            {
                things[$"room {room.Path}"] = JsonSerializer.Serialize(new { type = room.Type.ToWord() });
            }
        }

        return new SiteContents(things);
    }

    /// <summary>What is otherwise than in <paramref name="before"/>, in the order of names.</summary>
    public IReadOnlyList<SiteDifference> Since(SiteContents before)
    {
        var differences = new List<SiteDifference>();
        foreach (var name in _things.Keys.Union(before._things.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (was, now) = (before._things.GetValueOrDefault(name), _things.GetValueOrDefault(name));
            if (was != now)
            {
                differences.Add(new SiteDifference(name, was, now));
            }
        }

        return differences;
    }
}

/// <summary>One thing of a site model that was changed, added or taken away.</summary>
/// <param name="Thing">What it is, <c>{kind} {name}</c>.</param>
/// <param name="Before">What was written of it; null when it is new.</param>
/// <param name="After">What is written of it; null when it is gone.</param>
public sealed record SiteDifference(string Thing, string? Before, string? After);
