using System.Text.Json.Serialization;
using RoomGuard.Central.Verdicts;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>One change of a verdict.</summary>
/// <param name="Id">The item.</param>
/// <param name="State">The state it changed to.</param>
/// <param name="Reasons">Codes of every reason.</param>
/// <param name="Since">Since when.</param>
/// <param name="Evidence">Ids of what it was reached on.</param>
/// <param name="Record">Hash of its record; null when it was stored before there were any.</param>
internal sealed record VerdictChangeShape(string Id, string State, IReadOnlyList<string> Reasons, DateTime Since, IReadOnlyList<string> Evidence, string? Record)
{
    public static VerdictChangeShape Of(VerdictEntry change) =>
        new(change.Item, change.State, change.Reasons, change.Since.UtcDateTime, change.Evidence, change.Record.Length > 0 ? change.Record : null);
}

/// <summary>What sensors say beside the law.</summary>
/// <param name="Id">What it is, for example <c>leak_below_pipes</c>.</param>
/// <param name="Item">The item it bears on.</param>
/// <param name="Since">Since when.</param>
/// <param name="Text">What people are told.</param>
/// <param name="Evidence">Ids of what it rests on.</param>
internal sealed record FindingShape(string Id, string Item, DateTime Since, NameShape Text, IReadOnlyList<string> Evidence)
{
    public static FindingShape Of(ClauseHint hint) => new(hint.Kind, hint.Part, hint.Since.UtcDateTime, NameShape.Of(hint.Text), hint.Evidence);
}

/// <summary>An edition of the requirements.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Hash">The SHA-256 of its file.</param>
/// <param name="Draft">Whether it was not checked against the official text; nothing is judged by it.</param>
/// <param name="Items">Ids of its items.</param>
internal sealed record EditionShape(string Id, NameShape Title, string Hash, bool Draft, IReadOnlyList<string> Items)
{
    /// <summary>Where its texts come from.</summary>
    public required string Source { get; init; }

    /// <summary>What was amended later and not checked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NameShape? Warning { get; init; }

    public static EditionShape Of(Catalogue edition) => new(edition.Edition, NameShape.Of(edition.Head.Title), edition.Hash, edition.Head.IsDraft, [.. edition.Items.Select(item => item.Id)])
    {
        Source = edition.Head.Source,
        Warning = edition.Head.Warning is { } warning ? NameShape.Of(warning) : null,
    };
}
