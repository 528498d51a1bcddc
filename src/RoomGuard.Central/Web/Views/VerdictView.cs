namespace RoomGuard.Central.Web.Views;

/// <summary>One item of clause 163 as the table shows it.</summary>
/// <param name="Id">The item: <c>163.6</c>.</param>
/// <param name="Text">The text of the requirement.</param>
/// <param name="State">Its state.</param>
/// <param name="Reasons">Why, in words; every reason, not only the deciding one.</param>
/// <param name="Since">When it came into this state; null when it never left the first.</param>
/// <param name="SinceText">The same on the site's clocks; empty when it never left the first.</param>
public sealed record VerdictView(string Id, string Text, Badge State, IReadOnlyList<string> Reasons, DateTimeOffset? Since, string SinceText);

/// <summary>The verdicts of a room.</summary>
/// <param name="Edition">The edition of the requirements that they were made by.</param>
/// <param name="IsTranslation">Whether the texts are a translation of the Kazakh ones.</param>
/// <param name="Items">All items, in the order of the clause.</param>
/// <param name="Counts">How many items are in each state, the worst first.</param>
public sealed record VerdictsView(string Edition, bool IsTranslation, IReadOnlyList<VerdictView> Items, IReadOnlyList<Badge> Counts);
