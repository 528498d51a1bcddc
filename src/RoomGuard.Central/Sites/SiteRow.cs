namespace RoomGuard.Central.Sites;

/// <summary>The site model whose changes are recorded, as it is stored: one row, for telling what is otherwise at the next start or reload.</summary>
internal sealed class SiteRow
{
    public int Id { get; set; }

    public required string Hash { get; set; }

    /// <summary><see cref="SiteContents.Things"/> as JSON.</summary>
    public required string Content { get; set; }

    public DateTimeOffset At { get; set; }
}
