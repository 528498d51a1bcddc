using System.Globalization;
using System.Security.Cryptography;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clauses;

/// <summary>Reads an edition's file whole: every fault at once, each with its line. A missing language is a fault.</summary>
public static class CatalogueReader
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    private static readonly Dictionary<string, SlotKind> Kinds = new(StringComparer.Ordinal)
    {
        ["attest"] = SlotKind.Attestation,
        ["document"] = SlotKind.Document,
        ["sensor"] = SlotKind.Sensor,
        ["event"] = SlotKind.Event,
        ["setting"] = SlotKind.Setting,
    };

    private static readonly Dictionary<string, ContradictionKind> Contradictions = new(StringComparer.Ordinal)
    {
        ["flag"] = ContradictionKind.Flag,
        ["cooling"] = ContradictionKind.Cooling,
        ["openings"] = ContradictionKind.Openings,
    };

    private static readonly Dictionary<string, WordingKind> Wordings = new(StringComparer.Ordinal)
    {
        ["verbatim"] = WordingKind.Verbatim,
        ["summary"] = WordingKind.Summary,
        ["recalled"] = WordingKind.Recalled,
    };

    private static readonly Dictionary<string, RequirementScope> Scopes = new(StringComparer.Ordinal)
    {
        ["room"] = RequirementScope.Room,
        ["organisation"] = RequirementScope.Organisation,
    };

    private static readonly Dictionary<string, bool> Asks = new(StringComparer.Ordinal) { ["presence"] = false, ["absence"] = true };

    private static readonly Dictionary<string, bool> Overdue = new(StringComparer.Ordinal) { ["stale"] = false, ["broken"] = true };

    /// <summary>Reads one edition.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="name">What to call it in faults.</param>
    /// <param name="catalogue">The edition; null when the file has faults.</param>
    /// <returns>The file with its faults.</returns>
    public static SettingsFile Read(ReadOnlySpan<byte> utf8, string name, out Catalogue? catalogue)
    {
        var file = SettingsFile.Parse(utf8, name);
        var root = file.Root;
        var head = ReadHead(root);
        var events = root.GetSections("events").Select(ReadEvent).ToList();
        RefuseTwice(root, "events", events.Select(happening => happening.Id));
        var clauses = root.GetSections("clauses").Select(clause => ReadClause(clause, events)).ToList();
        if (clauses.Count == 0)
        {
            root.Refuse("clauses", "must name at least one clause.");
        }

        RefuseTwice(root, "clauses", clauses.SelectMany(clause => clause.Items).SelectMany(item => item.Parts.Select(part => part.Id).Append(item.Id).Distinct()));
        catalogue = file.Close().Count == 0 ? new Catalogue(head, clauses, events, utf8.ToArray(), Convert.ToHexStringLower(SHA256.HashData(utf8))) : null;
        return file;
    }

    private static CatalogueHead ReadHead(SettingsNode root) => new(
        root.GetText("edition"),
        ReadText(root.GetSection("title")),
        ReadDay(root, "adopted") ?? default,
        ReadText(root.GetSection("dates")),
        root.GetText("source"),
        root.GetOptionalSection("warning") is { } warning ? ReadText(warning) : null,
        root.GetFlag("draft", false))
    {
        EffectiveFrom = root.Has("effectiveFrom") ? ReadDay(root, "effectiveFrom") : null,
        EffectiveTo = root.Has("effectiveTo") ? ReadDay(root, "effectiveTo") : null,
    };

    private static RevokingEvent ReadEvent(SettingsNode node) => new(node.GetText("id"), ReadText(node), CheckSignal(node, "signal", node.GetOptionalText("signal")));

    private static Clause ReadClause(SettingsNode node, IReadOnlyList<RevokingEvent> events)
    {
        var id = node.GetText("id");
        var defaults = new ItemDefaults(node.GetChoice("scope", Scopes, "room"), ReadTypes(node, "binds", []), ReadTypes(node, "judges", []));
        return new Clause(id, ReadText(node.GetSection("head")), [.. node.GetSections("items").Select(item => ReadItem(item, id, defaults, events))]);
    }

    private static Requirement ReadItem(SettingsNode node, string clause, ItemDefaults defaults, IReadOnlyList<RevokingEvent> events)
    {
        var id = node.GetText("id");
        var parts = node.GetSections("parts").Select(part => ReadPart(part, events)).ToList();
        if (parts.Count == 0)
        {
            node.Refuse("parts", "must have at least one part.");
        }

        return new Requirement(id, clause, ReadText(node), node.GetChoice("asks", Asks), parts)
        {
            Wording = node.GetChoice("wording", Wordings),
            Scope = node.Has("scope") ? node.GetChoice("scope", Scopes) : defaults.Scope,
            Binds = ReadTypes(node, "binds", defaults.Binds),
            Judges = ReadTypes(node, "judges", defaults.Judges),
        };
    }

    private static RequirementPart ReadPart(SettingsNode node, IReadOnlyList<RevokingEvent> events)
    {
        var slots = node.GetSections("slots").Select(ReadSlot).ToList();
        RefuseTwice(node, "slots", slots.Select(slot => slot.Id));
        if (!slots.Exists(slot => slot.IsRequired))
        {
            node.Refuse("slots", "must have one that is required: an item without evidence would always be met.");
        }

        var revokedBy = node.GetTexts("revokedBy");
        foreach (var unknown in revokedBy.Where(id => events.All(happening => happening.Id != id)))
        {
            node.Refuse("revokedBy", $"names \"{unknown}\", which is no event of this edition.");
        }

        return new RequirementPart(node.GetText("id"), slots)
        {
            Name = node.GetOptionalSection("name") is { } name ? ReadText(name) : null,
            RevokedBy = revokedBy,
            ContradictedBy = [.. node.GetSections("contradictedBy").Select(ReadContradiction)],
        };
    }

    private static ContradictionRule ReadContradiction(SettingsNode node)
    {
        var kind = node.GetChoice("kind", Contradictions);
        return new ContradictionRule(kind, kind == ContradictionKind.Flag ? CheckSignal(node, "signal", node.GetText("signal")) ?? "" : "", node.GetFlag("value", true));
    }

    private static EvidenceSlot ReadSlot(SettingsNode node)
    {
        var kind = node.GetChoice("kind", Kinds);
        var slot = new EvidenceSlot(node.GetText("id"), kind, ReadText(node)) { IsRequired = !node.GetFlag("optional", false) };
        switch (kind)
        {
            case SlotKind.Attestation or SlotKind.Document:
                return slot with { Term = node.GetDuration("term", Day, Longest) };
            case SlotKind.Sensor:
                var signals = node.GetTexts("signals");
                foreach (var signal in signals)
                {
                    CheckSignal(node, "signals", signal);
                }

                if (signals.Count == 0)
                {
                    node.Refuse("signals", "must name at least one signal.");
                }

                return slot with { Signals = signals, IsAnyEnough = node.GetFlag("any", false) };
            case SlotKind.Event:
                return slot with
                {
                    Interval = node.GetDuration("interval", Day, Longest),
                    Grace = node.GetDuration("grace", TimeSpan.Zero, Longest, TimeSpan.Zero),
                    IsOverdueBroken = node.GetChoice("overdue", Overdue, "stale"),
                    Subject = node.GetOptionalText("subject"),
                    Journal = node.GetOptionalText("journal"),
                };
            default:
                return slot with { Setting = node.GetText("setting") };
        }
    }

    private static LocalText ReadText(SettingsNode node)
    {
        var text = new LocalText(node.GetText("kk"), node.GetText("ru"), node.GetText("en"));
        foreach (var (key, value) in new[] { ("kk", text.Kk), ("ru", text.Ru), ("en", text.En) })
        {
            if (node.Has(key) && string.IsNullOrWhiteSpace(value))
            {
                node.Refuse(key, "is empty; every text of an edition is there in kk, ru and en.");
            }
        }

        return text;
    }

    private static IReadOnlyList<RoomType> ReadTypes(SettingsNode node, string key, IReadOnlyList<RoomType> fallback)
    {
        if (!node.Has(key))
        {
            return fallback;
        }

        var types = new List<RoomType>();
        foreach (var word in node.GetTexts(key))
        {
            if (RoomTypeWords.All.TryGetValue(word, out var type))
            {
                types.Add(type);
            }
            else
            {
                node.Refuse(key, $"names \"{word}\"; it must be one of {string.Join(", ", RoomTypeWords.All.Keys)}.");
            }
        }

        return types;
    }

    private static DateOnly? ReadDay(SettingsNode node, string key)
    {
        if (DateOnly.TryParseExact(node.GetText(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (node.Has(key))
        {
            node.Refuse(key, "must be a day such as 2018-06-18.");
        }

        return null;
    }

    private static string? CheckSignal(SettingsNode node, string key, string? signal)
    {
        if (signal is { Length: > 0 } && SignalCatalogue.Find(signal) is null)
        {
            node.Refuse(key, $"names \"{signal}\", which is no signal.");
        }

        return signal;
    }

    private static void RefuseTwice(SettingsNode node, string key, IEnumerable<string> ids)
    {
        foreach (var twice in ids.Where(id => id.Length > 0).GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            node.Refuse(key, $"has \"{twice.Key}\" {twice.Count()} times; once is allowed.");
        }
    }

    private sealed record ItemDefaults(RequirementScope Scope, IReadOnlyList<RoomType> Binds, IReadOnlyList<RoomType> Judges);
}
