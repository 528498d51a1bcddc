using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Web.Api;

/// <summary>Reads the parameters of one call and notes everything that is wrong with them, so that the caller hears all of it at once.</summary>
internal sealed class Asked
{
    private const int DefaultLimit = 100;
    private const int LongestName = 400;

    private readonly Dictionary<string, string[]> _faults = new(StringComparer.Ordinal);

    /// <summary>Whether anything was wrong.</summary>
    public bool IsWrong => _faults.Count > 0;

    /// <summary>What was wrong, by the name of the parameter.</summary>
    public IReadOnlyDictionary<string, string[]> Faults => _faults;

    /// <summary>The problem to answer with (RFC 9457), naming each wrong parameter and what it may be.</summary>
    public ValidationProblem Problem() => TypedResults.ValidationProblem(_faults, "See errors for what each parameter may be.", title: "The request cannot be answered as it is.");

    /// <summary>Notes that <paramref name="name"/> is wrong.</summary>
    public void Refuse(string name, string allowed) => _faults[name] = [allowed];

    /// <summary>Notes every fault of what the caller wants to do; what is noted already stays.</summary>
    public void RefuseAll(IEnumerable<(string Member, string Allowed)> faults)
    {
        foreach (var (member, allowed) in faults)
        {
            _faults.TryAdd(member, [allowed]);
        }
    }

    /// <summary>A page size, 1 to <paramref name="most"/>; <paramref name="usual"/> when it is not given.</summary>
    public int Limit(string? text, int most = Cursor.MaxLimit, int usual = DefaultLimit)
    {
        if (text is null)
        {
            return usual;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most)
        {
            return limit;
        }

        Refuse("limit", FormattableString.Invariant($"must be a whole number from 1 to {most}."));
        return usual;
    }

    /// <summary>A cursor that an earlier answer gave as <c>next</c>; null for the first page.</summary>
    public string? PageCursor(string? text)
    {
        if (!Cursor.TryParse(text, out _))
        {
            Refuse("cursor", "must be what an earlier answer gave as next.");
        }

        return text;
    }

    /// <summary>The number in a cursor, for lists that are held in memory; null for the first page.</summary>
    public long? Row(string? text) => Cursor.TryParse(PageCursor(text), out var row) ? row : null;

    /// <summary>An instant, RFC 3339 with an offset.</summary>
    public DateTimeOffset Time(string name, string? text, DateTimeOffset usual)
    {
        if (text is null)
        {
            return usual;
        }

        // A plus sign that was not escaped arrives as a space.
        if (Instants.TryRead(text, out var at) || Instants.TryRead(text.Replace(' ', '+'), out at))
        {
            return at;
        }

        Refuse(name, "must be a time of RFC 3339 from 1970 to 2099, such as 2026-11-22T09:30:00Z.");
        return usual;
    }

    /// <summary>A length of time, at least a second; null when it is not given.</summary>
    public TimeSpan? Length(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var length = TimeSpan.Zero;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds))
        {
            length = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(1000).TotalSeconds));
        }
        else if (Duration.TryParse(text, out var read))
        {
            length = read;
        }

        if (length >= TimeSpan.FromSeconds(1) && length <= TimeSpan.FromDays(366))
        {
            return length;
        }

        Refuse(name, "must be a length of time from 1 s to 366 d, such as 60 s, 5 min or 1 h; a bare number is seconds.");
        return null;
    }

    /// <summary>Checks the name of a person: one line that a journal can print and every database can keep.</summary>
    public void Person(string name, string? text, string what)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestName || text.Any(char.IsControl))
        {
            Refuse(name, FormattableString.Invariant($"must name {what}, in at most {LongestName} characters of one line."));
        }
    }

    /// <summary>One of a few words; <paramref name="usual"/> when it is not given.</summary>
    public TChoice Choice<TChoice>(string name, string? text, IReadOnlyDictionary<string, TChoice> choices, TChoice usual)
    {
        if (text is null)
        {
            return usual;
        }

        if (choices.TryGetValue(text, out var choice))
        {
            return choice;
        }

        Refuse(name, $"must be one of {string.Join(", ", choices.Keys)}.");
        return usual;
    }
}
