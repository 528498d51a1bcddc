namespace RoomGuard.Rooms.Alarms;

/// <summary>What a person can do to an alarm.</summary>
public enum AlarmActionKind
{
    /// <summary>Somebody knows.</summary>
    Acknowledge,

    /// <summary>Somebody has something to say about it.</summary>
    Comment,

    /// <summary>Set aside until a stated time.</summary>
    Shelve,

    /// <summary>Taken from the shelf before its time.</summary>
    Unshelve,

    /// <summary>Not to be believed until it is put back.</summary>
    OutOfService,

    /// <summary>Put back into service.</summary>
    ReturnToService,
}

/// <summary>One thing that a person did to an alarm.</summary>
/// <param name="Kind">What.</param>
/// <param name="By">Who, as journals write it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Comment">What they said; null for nothing.</param>
/// <param name="Until">The end of the shelf, UTC; null for anything else.</param>
public sealed record AlarmAction(AlarmActionKind Kind, string By, DateTimeOffset At, string? Comment = null, DateTimeOffset? Until = null)
{
    /// <summary>Most actions an alarm keeps; the oldest comments make room.</summary>
    public const int MostKept = 50;

    /// <summary>The longest comment, in characters.</summary>
    public const int LongestComment = 2000;

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>The shortest time on the shelf.</summary>
    public static readonly TimeSpan ShortestShelf = TimeSpan.FromMinutes(1);

    /// <summary>The longest time on the shelf: what is longer is out of service.</summary>
    public static readonly TimeSpan LongestShelf = TimeSpan.FromDays(30);

    private bool NeedsWords => Kind is AlarmActionKind.Comment or AlarmActionKind.Shelve or AlarmActionKind.OutOfService;

    /// <summary>Whether an action makes sense for an alarm in this state.</summary>
    public static bool Fits(AlarmActionKind kind, AlarmCondition state) => (kind, state) switch
    {
        (_, AlarmCondition.Normal) => false,
        (AlarmActionKind.Acknowledge, AlarmCondition.Shelved or AlarmCondition.SuppressedByDesign or AlarmCondition.OutOfService) => false,
        (AlarmActionKind.Shelve, AlarmCondition.OutOfService) => false,
        _ => true,
    };

    /// <summary>What is wrong with it as <c>(member, what it must be)</c>; empty when it may be done.</summary>
    public IEnumerable<(string Member, string Allowed)> Faults()
    {
        if (string.IsNullOrWhiteSpace(By) || By.Length > LongestName)
        {
            yield return ("by", $"must name who does it, in at most {LongestName} characters.");
        }

        if (Comment?.Length > LongestComment || (string.IsNullOrWhiteSpace(Comment) && NeedsWords))
        {
            yield return ("comment", $"must say why, in at most {LongestComment} characters.");
        }

        if (Kind == AlarmActionKind.Shelve && (Until is not { } until || until < At + ShortestShelf || until > At + LongestShelf))
        {
            yield return ("until", "must be from a minute to thirty days ahead; what is longer is out of service.");
        }
    }
}
