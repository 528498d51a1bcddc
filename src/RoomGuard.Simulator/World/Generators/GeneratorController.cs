using RoomGuard.Simulator.World.Power;

namespace RoomGuard.Simulator.World.Generators;

/// <summary>The automatic mains failure controller: when the engine starts and stops, and which breaker is closed. Pure.</summary>
/// <remarks>
/// Transfers with both sources alive are closed ones: the two run in parallel for <see cref="ParallelTime"/>, so a test and the return from an
/// outage do not interrupt the building. Only a mains failure does, for about ten seconds.
/// </remarks>
internal static class GeneratorController
{
    /// <summary>How long the mains must be bad before they count as lost.</summary>
    public static readonly TimeSpan MainsFailDelay = TimeSpan.FromSeconds(1);

    /// <summary>How long returned mains must be good before the load goes back to them.</summary>
    public static readonly TimeSpan MainsReturnDelay = TimeSpan.FromSeconds(30);

    /// <summary>How long returned mains must be good when the generator never took the load.</summary>
    public static readonly TimeSpan MainsReturnDelayUnloaded = TimeSpan.FromSeconds(3);

    /// <summary>How long both breakers stay closed in a transfer between two live sources.</summary>
    public static readonly TimeSpan ParallelTime = TimeSpan.FromSeconds(2);

    /// <summary>Run without load that ends every run on load.</summary>
    public static readonly TimeSpan CoolingTime = TimeSpan.FromMinutes(3);

    /// <summary>Attempts to start before the controller gives up.</summary>
    public const int MostAttempts = 3;

    private static readonly TimeSpan PrestartTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartingTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FruitlessCrankTime = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PauseTime = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan StabilisationTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SynchronisingTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    /// <summary>The controller after one step with these mains.</summary>
    public static GeneratorState Step(GeneratorState state, Supply mains, Moment moment)
    {
        var step = moment.Step;
        var watched = WatchMains(state, mains.IsGood, step) with { InEngineState = state.InEngineState + step };
        var exercised = CountExercise(watched, step);
        var sequenced = IsOutOfFuel(exercised) ? Trip(exercised) : Sequence(exercised, moment.Noise);
        var isParallel = sequenced is { IsMainsBreakerClosed: true, IsGeneratorBreakerClosed: true };
        return sequenced with { InParallel = isParallel ? sequenced.InParallel + step : TimeSpan.Zero };
    }

    private static GeneratorState WatchMains(GeneratorState state, bool isGood, TimeSpan step)
    {
        var unchanged = isGood == state.WasMainsGood ? state.MainsUnchanged + step : step;
        var watched = state with { WasMainsGood = isGood, MainsUnchanged = unchanged };
        if (!isGood)
        {
            return unchanged >= MainsFailDelay ? watched with { IsMainsLost = true, IsMainsBreakerClosed = false } : watched;
        }

        if (!state.IsMainsLost || unchanged < (state.IsGeneratorBreakerClosed ? MainsReturnDelay : MainsReturnDelayUnloaded))
        {
            return watched;
        }

        // A loaded generator first goes in parallel; the sequence closes the mains breaker then.
        return watched with { IsMainsLost = false, IsMainsBreakerClosed = state.IsMainsBreakerClosed || !state.IsGeneratorBreakerClosed };
    }

    private static GeneratorState CountExercise(GeneratorState state, TimeSpan step)
    {
        if (state.Exercise is not { } exercise || state.Engine != (exercise.IsOnLoad ? EngineState.Loaded : EngineState.Running))
        {
            return state;
        }

        var remaining = exercise.Remaining - step;
        return remaining > TimeSpan.Zero
            ? state with { Exercise = exercise with { Remaining = remaining } }
            : state with { Exercise = null, Mode = GeneratorMode.Auto };
    }

    private static GeneratorState Sequence(GeneratorState state, Noise noise) => state.Engine switch
    {
        EngineState.Ready => IsWanted(state) ? Enter(state, EngineState.Prestart) with { Attempt = 1 } : state,
        EngineState.Prestart => state.InEngineState >= PrestartTime ? Crank(state, noise) : state,
        EngineState.Cranking => EndCranking(state),
        EngineState.Pause => state.InEngineState >= PauseTime ? Crank(state with { Attempt = state.Attempt + 1 }, noise) : state,
        EngineState.Starting => state.InEngineState >= StartingTime ? Enter(state, EngineState.Running) with { Starts = state.Starts + 1 } : state,
        EngineState.Running => TakeLoadOrCool(state),
        EngineState.Loaded => KeepOrGiveBackLoad(state),
        EngineState.Cooling => IsWanted(state) ? Enter(state, EngineState.Running)
            : state.InEngineState >= CoolingTime ? Enter(state, EngineState.Stop) : state,
        EngineState.Stop => state.InEngineState >= StopTime ? Enter(state, EngineState.Ready) : state,
        EngineState.Shutdown => state,
        _ => throw new InvalidOperationException($"EngineState has a case that the controller does not know: {state.Engine}."),
    };

    private static GeneratorState Crank(GeneratorState state, Noise noise) => Enter(state, EngineState.Cranking) with
    {
        CrankTime = TimeSpan.FromSeconds(noise.Between("crank", (state.Starts * MostAttempts) + state.Attempt, 3, 5)),
    };

    private static GeneratorState EndCranking(GeneratorState state)
    {
        if (!state.WillNotFire)
        {
            return state.InEngineState >= state.CrankTime ? Enter(state, EngineState.Starting) : state;
        }

        if (state.InEngineState < FruitlessCrankTime)
        {
            return state;
        }

        return state.Attempt < MostAttempts
            ? Enter(state, EngineState.Pause)
            : Trip(state);
    }

    private static bool IsOutOfFuel(GeneratorState state) =>
        state.FuelLitres <= 0 && state.Engine is (EngineState.Running or EngineState.Loaded or EngineState.Cooling);

    private static GeneratorState Trip(GeneratorState state) => Enter(state, EngineState.Shutdown) with
    {
        Shutdowns = state.Shutdowns + 1,
        IsGeneratorBreakerClosed = false,
        Exercise = null,
        Mode = GeneratorMode.Auto,
    };

    private static GeneratorState TakeLoadOrCool(GeneratorState state)
    {
        if (!IsWanted(state))
        {
            return Enter(state, EngineState.Cooling);
        }

        var isTimeToTakeLoad = state.InEngineState >= (state.IsMainsLost ? StabilisationTime : SynchronisingTime);
        return isTimeToTakeLoad && IsWantedOnLoad(state) ? Enter(state, EngineState.Loaded) with { IsGeneratorBreakerClosed = true } : state;
    }

    private static GeneratorState KeepOrGiveBackLoad(GeneratorState state)
    {
        var isOver = state.InParallel >= ParallelTime;
        if (IsWantedOnLoad(state))
        {
            return isOver ? state with { IsMainsBreakerClosed = false } : state;
        }

        if (!state.IsMainsBreakerClosed)
        {
            return state.WasMainsGood ? state with { IsMainsBreakerClosed = true } : state;
        }

        return isOver ? Enter(state, EngineState.Cooling) with { IsGeneratorBreakerClosed = false } : state;
    }

    private static bool IsWanted(GeneratorState state) => state.IsMainsLost || state.Exercise is not null;

    private static bool IsWantedOnLoad(GeneratorState state) => state.IsMainsLost || state.Exercise is { IsOnLoad: true };

    private static GeneratorState Enter(GeneratorState state, EngineState engine) => state with { Engine = engine, InEngineState = TimeSpan.Zero };
}
