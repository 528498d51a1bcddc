namespace RoomGuard.Central.Web.Views;

/// <summary>One item of a clause as the table shows it.</summary>
/// <param name="Id">The item: <c>163.6</c>.</param>
/// <param name="Text">The text of the requirement.</param>
/// <param name="State">Its state.</param>
/// <param name="Reasons">Why, in words; every reason, not only the deciding one.</param>
/// <param name="Since">When it came into this state; null when it never left the first.</param>
/// <param name="SinceText">The same on the site's clocks; empty when it never left the first.</param>
public sealed record VerdictView(string Id, string Text, Badge State, IReadOnlyList<string> Reasons, DateTimeOffset? Since, string SinceText)
{
    /// <summary>Ids of what it rests on.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}

/// <summary>A clause with its items.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Head">The sentence before its items.</param>
/// <param name="Items">Those the room is judged by, in the order of the clause.</param>
public sealed record ClauseView(string Id, string Title, string Head, IReadOnlyList<VerdictView> Items);

/// <summary>The verdicts of a room.</summary>
/// <param name="Edition">The edition of the requirements that they were made by.</param>
/// <param name="Warning">What the edition says was not checked; empty when nothing.</param>
/// <param name="IsTranslation">Whether the texts are a translation of the Kazakh ones.</param>
/// <param name="Clauses">The clauses.</param>
/// <param name="Counts">How many items are in each state, the worst first.</param>
public sealed record VerdictsView(string Edition, string Warning, bool IsTranslation, IReadOnlyList<ClauseView> Clauses, IReadOnlyList<Badge> Counts)
{
    /// <summary>What sensors say beside the law.</summary>
    public IReadOnlyList<HintView> Hints { get; init; } = [];
}

/// <summary>Something to look at that is no verdict.</summary>
/// <param name="Part">The part of an item it bears on.</param>
/// <param name="Text">What it is.</param>
public sealed record HintView(string Part, string Text);
