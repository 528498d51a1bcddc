namespace RoomGuard.Central.Web.Views;

/// <summary>What the plan's page shows.</summary>
/// <param name="Counts">How much of it is in each state, the most urgent first.</param>
/// <param name="Overdue">What is past its day, the longest first.</param>
/// <param name="Missing">What was never done, room by room.</param>
/// <param name="Months">What is to come, month by month.</param>
public sealed record PlanView(IReadOnlyList<Badge> Counts, PlanMonth Overdue, IReadOnlyList<PlanRoom> Missing, IReadOnlyList<PlanMonth> Months)
{
    /// <summary>How many things of <see cref="Overdue"/> are not shown.</summary>
    public int MoreOverdue { get; init; }

    /// <summary>How many rooms of <see cref="Missing"/> are not shown.</summary>
    public int MoreMissing { get; init; }

    /// <summary>How many things of <see cref="Months"/> are not shown.</summary>
    public int MoreComing { get; init; }

    /// <summary>Address of the calendar feed.</summary>
    public required string Calendar { get; init; }
}

/// <summary>What is due in one month.</summary>
/// <param name="Name">The month's name; empty for things of several months.</param>
/// <param name="Rows">The things, what is due first at the head.</param>
public sealed record PlanMonth(string Name, IReadOnlyList<PlanRow> Rows);

/// <summary>What was never done in one room.</summary>
/// <param name="Href">Address of the room's page.</param>
/// <param name="Things">Clause and thing of each.</param>
public sealed record PlanRoom(string Name, string Href, IReadOnlyList<(string Item, string What)> Things);

/// <summary>One thing that is due on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Distance">How far away that is.</param>
/// <param name="Room">The room's name.</param>
/// <param name="Href">Address of its page; null when it is no room's, or several's.</param>
/// <param name="Item">The clause; empty for a contract.</param>
/// <param name="What">What is to be done.</param>
/// <param name="State">How urgent it is.</param>
public sealed record PlanRow(string Day, string Distance, string Room, string? Href, string Item, string What, Badge State);
