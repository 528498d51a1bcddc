using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Options;

/// <summary>Whose rooms these are, and what of the Unified Requirements binds them. Section <c>organisation</c>.</summary>
public sealed record OrganisationOptions
{
    /// <summary>What reports call it; null when nobody said.</summary>
    public LocalText? Name { get; init; }

    /// <summary>Whether the Unified Requirements bind it.</summary>
    public Applicability Applicability { get; init; } = Applicability.VoluntaryBenchmark;

    /// <summary>Whether it is a state body or a local executive body.</summary>
    public bool IsStateBody { get; init; }

    /// <summary>Class of its object by the classifier, 1 to 3; null when nobody said. Clause 47 asks for multi-factor authentication in classes 1 and 2.</summary>
    public int? ObjectClass { get; init; }

    /// <summary>Whether everything must be linked by wire; always so for a state body, by clause 131.</summary>
    public bool IsWiredOnly { get; init; }
}

/// <summary>Whether the Unified Requirements bind an organisation; clause 6, subclause 20-1.</summary>
public enum Applicability
{
    /// <summary>It measures itself against them of its own will; reports speak of no violation.</summary>
    VoluntaryBenchmark,

    /// <summary>They bind it.</summary>
    Mandatory,
}

/// <summary>Applicability as the settings and the HTTP contract spell it.</summary>
public static class ApplicabilityWords
{
    /// <summary>Every word.</summary>
    public static IReadOnlyDictionary<string, Applicability> All { get; } = new Dictionary<string, Applicability>(StringComparer.Ordinal)
    {
        ["voluntary_benchmark"] = Applicability.VoluntaryBenchmark,
        ["mandatory"] = Applicability.Mandatory,
    };

    /// <summary>The word, for example <c>mandatory</c>.</summary>
    public static string ToWord(this Applicability applicability) => applicability == Applicability.Mandatory ? "mandatory" : "voluntary_benchmark";
}
