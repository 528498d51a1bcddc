using RoomGuard.Central.Sites;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Options;

/// <summary>What the settings and the site model say by themselves of clauses 131, 47 and 38(4). Immutable; made anew when the site model changes.</summary>
public sealed record OrganisationFacts
{
    /// <summary>Whether the Unified Requirements bind the organisation.</summary>
    public required Applicability Applicability { get; init; }

    /// <summary>Whether it is a state body: then clause 131 binds it.</summary>
    public required bool IsStateBody { get; init; }

    /// <summary>Whether links by radio are refused.</summary>
    public required bool IsWiredOnly { get; init; }

    /// <summary>What says of itself that it is linked by radio, channels first. What nobody described is not among it.</summary>
    public required IReadOnlyList<RadioLink> RadioFound { get; init; }

    /// <summary>Class of the object by the classifier, 1 to 3; null when nobody said.</summary>
    public required int? ObjectClass { get; init; }

    /// <summary>Whether people prove who they are by more than one factor. Tokens are one.</summary>
    public bool HasMultiFactor { get; init; }

    /// <summary>How long event logs and journals are kept at all.</summary>
    public required TimeSpan RetentionTotal { get; init; }

    /// <summary>How long they are at hand.</summary>
    public required TimeSpan RetentionOnline { get; init; }

    /// <summary>Why clause 131 holds or does not, as codes: <c>WIRED_ONLY</c>, <c>RADIO_ALLOWED</c>, <c>RADIO_FOUND</c>, <c>NOT_A_STATE_BODY</c>.</summary>
    public IReadOnlyList<string> Reasons131 =>
    [
        .. IsStateBody ? (string[])[] : ["NOT_A_STATE_BODY"],
        IsWiredOnly ? "WIRED_ONLY" : "RADIO_ALLOWED",
        .. RadioFound.Count > 0 ? ["RADIO_FOUND"] : (string[])[],
    ];

    /// <summary>Why clause 47 holds or does not, as codes: <c>CLASS_UNKNOWN</c>, <c>CLASS_NOT_BOUND</c>, <c>MULTI_FACTOR</c>, <c>NO_MULTI_FACTOR</c>.</summary>
    public IReadOnlyList<string> Reasons47 => ObjectClass switch
    {
        null => ["CLASS_UNKNOWN"],
        3 => ["CLASS_NOT_BOUND"],
        _ => [HasMultiFactor ? "MULTI_FACTOR" : "NO_MULTI_FACTOR"],
    };

    /// <summary>The facts of a centre with these options whose site model is now <paramref name="model"/>.</summary>
    public static OrganisationFacts Of(CentralOptions options, SiteModel model) => new()
    {
        Applicability = options.Organisation.Applicability,
        IsStateBody = options.Organisation.IsStateBody,
        IsWiredOnly = options.Organisation.IsWiredOnly,
        RadioFound =
        [
            .. options.Channels.Where(channel => LinkWords.IsRadio(channel.Link)).Select(channel => new RadioLink(channel.Id, channel.Link)),
            .. from room in model.Rooms from equipment in room.Equipment where LinkWords.IsRadio(equipment.Link) select new RadioLink($"{room.Path}/{equipment.Id}", equipment.Link),
        ],
        ObjectClass = options.Organisation.ObjectClass,
        RetentionTotal = options.Retention.Total,
        RetentionOnline = options.Retention.Online,
    };
}

/// <summary>Something that is linked by radio.</summary>
/// <param name="Thing">Its channel's id, or its equipment as <c>{site}/{room}/{equipment}</c>.</param>
/// <param name="Link">How it is linked, one of <see cref="LinkWords"/>.</param>
public sealed record RadioLink(string Thing, string Link);
