namespace RoomGuard.Devices.Contacts;

/// <summary>What is believed of one contact: pure, one value after each edge or look.</summary>
/// <param name="Believed">The level that is believed; null before the first look.</param>
/// <param name="Since">When the believed level began, UTC.</param>
/// <param name="Candidate">A level that differs and has not held long enough; null when there is none.</param>
/// <param name="CandidateSince">When the candidate was first seen: the instant the change is dated, however long it takes to believe it.</param>
internal readonly record struct Debounce(bool? Believed, DateTimeOffset Since, bool? Candidate, DateTimeOffset CandidateSince)
{
    /// <summary>When the candidate may be believed; null when there is none.</summary>
    public DateTimeOffset? DueAt(TimeSpan hold) => Candidate is null ? null : CandidateSince + hold;

    /// <summary>After <paramref name="level"/> was seen at <paramref name="at"/>.</summary>
    /// <param name="hold">How long a level must hold before it is believed.</param>
    public Debounce See(bool level, DateTimeOffset at, TimeSpan hold) => this switch
    {
        // The first look is believed: there is nothing to bounce from.
        { Believed: null } => new(level, at, null, default),
        { Believed: var believed } when level == believed => this with { Candidate = null },
        { Candidate: null } when hold > TimeSpan.Zero => this with { Candidate = level, CandidateSince = at },
        { Candidate: null } => new(level, at, null, default),
        _ when at - CandidateSince >= hold => new(level, CandidateSince, null, default),
        _ => this,
    };
}
