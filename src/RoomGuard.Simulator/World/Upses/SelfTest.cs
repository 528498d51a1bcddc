namespace RoomGuard.Simulator.World.Upses;

/// <summary>A UPS's newest self-test: going on, over, or never made. Immutable.</summary>
/// <param name="Result">How it stands.</param>
/// <param name="StartedAt">When it began, in scenario time; null when that was before the scenario, or never.</param>
/// <param name="Elapsed">How long it has gone on, or went on.</param>
/// <param name="WillFail">Whether the battery will be found worn out.</param>
internal sealed record SelfTest(SelfTestResult Result, TimeSpan? StartedAt, TimeSpan Elapsed, bool WillFail)
{
    /// <summary>How long a whole test takes.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BatteryFrom = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan BatteryUntil = TimeSpan.FromSeconds(18);
    private static readonly TimeSpan FailsAt = TimeSpan.FromSeconds(12);

    /// <summary>No test since the card started.</summary>
    public static SelfTest None { get; } = new(SelfTestResult.None, null, TimeSpan.Zero, false);

    /// <summary>A test passed two weeks before the scenario.</summary>
    public static SelfTest LongAgo { get; } = new(SelfTestResult.Passed, null, Length, false);

    /// <summary>Whether it is going on.</summary>
    public bool IsRunning => Result == SelfTestResult.InProgress;

    /// <summary>Whether the test now has the battery feed the output: 12 s of its 30.</summary>
    public bool IsOnBattery => IsRunning && Elapsed >= BatteryFrom && Elapsed < BatteryUntil;

    /// <summary>A test that begins at <paramref name="at"/>.</summary>
    public static SelfTest Begin(TimeSpan at, bool willFail) => new(SelfTestResult.InProgress, at, TimeSpan.Zero, willFail);

    /// <summary>The test after one <paramref name="step"/>; an input that goes away aborts it.</summary>
    public SelfTest Step(TimeSpan step, bool isInputGood)
    {
        if (!IsRunning)
        {
            return this;
        }

        var elapsed = Elapsed + step;
        var result = !isInputGood ? SelfTestResult.Aborted
            : WillFail && elapsed >= FailsAt ? SelfTestResult.Failed
            : elapsed >= Length ? SelfTestResult.Passed
            : SelfTestResult.InProgress;
        return this with { Elapsed = elapsed, Result = result };
    }
}

/// <summary>How a self-test stands.</summary>
internal enum SelfTestResult
{
    /// <summary>None was made since the card started.</summary>
    None,

    /// <summary>It is going on.</summary>
    InProgress,

    /// <summary>The battery held.</summary>
    Passed,

    /// <summary>The battery did not hold.</summary>
    Failed,

    /// <summary>It was broken off.</summary>
    Aborted,
}
