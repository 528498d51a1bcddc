namespace RoomGuard.Agent.Publishing;

/// <summary>The machine's monotonic clock: for ages that must not jump when somebody sets the time.</summary>
internal static class Monotonic
{
    /// <summary>Time since some fixed instant of this boot.</summary>
    public static TimeSpan Now => TimeProvider.System.GetElapsedTime(0);
}
