namespace RoomGuard.Central.Series;

/// <summary>One sample, or one bucket, of a series. Exactly one of the three is there.</summary>
/// <param name="At">When, UTC, whole milliseconds; for a bucket its start.</param>
/// <param name="Number">The number; true and false are 1 and 0.</param>
/// <param name="Text">The state or event.</param>
/// <param name="Fault">The word for why there was no value.</param>
public sealed record SeriesPoint(DateTimeOffset At, double? Number, string? Text = null, string? Fault = null);
