using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace RoomGuard.Central.Access;

/// <summary>Who may do what, by token. The file keeps only the SHA-256 of each token: reading it lets nobody in. Safe for all threads.</summary>
/// <remarks>One line each: <c>{sha256 of the token, 64 hex digits} {role} {name}</c>; lines that start with <c>#</c> and empty ones are skipped.</remarks>
public sealed class AccessList
{
    private static readonly FrozenDictionary<string, Role> Roles =
        Enum.GetValues<Role>().ToFrozenDictionary(role => role.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Person> _people;

    private AccessList(IReadOnlyDictionary<string, Person> people) => _people = people.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Parses the lines of an access file.</summary>
    /// <param name="problems">Everything wrong, each with its line from 1. Lines with a fault let nobody in.</param>
    public static AccessList Parse(IReadOnlyList<string> lines, out IReadOnlyList<string> problems)
    {
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        var faults = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length > 0 && line[0] != '#' && Add(people, line) is { } fault)
            {
                faults.Add(FormattableString.Invariant($"line {i + 1} {fault}"));
            }
        }

        if (people.Count == 0 && faults.Count == 0)
        {
            faults.Add("it names nobody.");
        }

        problems = faults;
        return new AccessList(people);
    }

    /// <summary>The person whose token this is; null when it is nobody's.</summary>
    /// <remarks>The hash is looked up, not compared letter by letter: how long it takes says nothing of the token.</remarks>
    public Person? Find(string token) => _people.GetValueOrDefault(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))));

    private static string? Add(Dictionary<string, Person> people, string line)
    {
        if (line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries) is not [var hash, var word, var name])
        {
            return "must be a hash, a role and a name.";
        }

        hash = hash.ToLowerInvariant();
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
        {
            return "must start with the 64 hex digits of a SHA-256.";
        }

        if (!Roles.TryGetValue(word, out var role))
        {
            return $"has the role \"{word}\"; it must be one of {string.Join(", ", Roles.Keys.Order(StringComparer.Ordinal))}.";
        }

        return people.TryAdd(hash, new Person(name, role)) ? null : "repeats a token.";
    }
}

/// <summary>Somebody who may come in.</summary>
/// <param name="Name">As journals and the audit trail write it.</param>
/// <param name="Role">What they may do.</param>
public sealed record Person(string Name, Role Role);
