using RoomGuard.Simulator.World.Generators;
using RoomGuard.Simulator.World.Upses;

namespace RoomGuard.Simulator.World;

/// <summary>Tells in plain English what happened between two states of a site. Pure.</summary>
internal static class Chronicle
{
    /// <summary>What a person standing there would have noticed, as source and sentence.</summary>
    public static IEnumerable<(string Source, string Text)> Between(SitePlan plan, SiteState before, SiteState after)
    {
        if (before.Mains.IsPresent != after.Mains.IsPresent)
        {
            yield return ("mains", after.Mains.IsPresent ? "are back" : "have failed");
        }

        if (plan.Generator is { } generator && TellGenerator(before.Generator!, after.Generator!) is { } news)
        {
            yield return (generator.Id, news);
        }

        for (var i = 0; i < plan.Upses.Count; i++)
        {
            foreach (var text in TellUps(before.Upses[i], after.Upses[i]))
            {
                yield return (plan.Upses[i].Id, text);
            }
        }

        for (var i = 0; i < plan.Contacts.Count; i++)
        {
            if (before.Contacts[i].IsOn != after.Contacts[i].IsOn)
            {
                yield return (plan.Contacts[i].Equipment, $"{plan.Contacts[i].Signal} is {(after.Contacts[i].IsOn ? "true" : "false")}");
            }
        }
    }

    /// <summary>What an order does, for those that change nothing a person would notice at once.</summary>
    public static (string Source, string Text)? Tell(SiteOrder order) => order switch
    {
        SiteOrder.ExerciseGenerator exercise => ("technician", FormattableString.Invariant($"runs the generator for {exercise.Duration.TotalMinutes:0.#} min {(exercise.IsOnLoad ? "with the building on it" : "without load")}")),
        SiteOrder.BreakGenerator => ("generator", "will not fire when it is started"),
        SiteOrder.ResetGenerator => ("technician", "mends the generator and resets its protection"),
        SiteOrder.SetProbeDead die => (die.Probe, $"{Name(die.Elements)} {(die.IsDead ? "dies" : "is back")}"),
        SiteOrder.SetProbeStuck stick => (stick.Probe, $"{Name(stick.Elements)} {(stick.IsStuck ? "sticks at its value" : "senses again")}"),
        SiteOrder.DriftRoom drift => (drift.Room, FormattableString.Invariant($"drifts to {drift.Celsius:+0.0;-0.0;0} °C from normal within {drift.Over.TotalMinutes:0.#} min")),
        SiteOrder.SetOccupied occupied => ("technician", $"{(occupied.IsOccupied ? "comes into" : "leaves")} {occupied.Room}"),
        SiteOrder.SetSilent silent => (silent.Device, silent.IsSilent ? "no longer answers SNMP" : "answers SNMP again"),
        _ => null,
    };

    private static string Name(ProbeElements elements) => elements switch
    {
        ProbeElements.Temperature => "temperature",
        ProbeElements.Humidity => "humidity",
        _ => "the whole probe",
    };

    private static string? TellGenerator(GeneratorState before, GeneratorState after)
    {
        if (before.Engine == after.Engine)
        {
            return before.IsMainsBreakerClosed == after.IsMainsBreakerClosed ? null
                : after.IsMainsBreakerClosed ? "closes the mains breaker" : "opens the mains breaker";
        }

        return after.Engine switch
        {
            EngineState.Ready => "has stopped and is ready",
            EngineState.Prestart => "is told to start",
            EngineState.Cranking => FormattableString.Invariant($"cranks, attempt {after.Attempt}"),
            EngineState.Pause => "did not fire",
            EngineState.Starting => "fires and runs up",
            EngineState.Running => "runs at nominal speed",
            EngineState.Loaded => "takes the load",
            EngineState.Cooling => "runs without load to cool down",
            EngineState.Stop => "stops",
            EngineState.Shutdown => "is shut down by its protection",
            _ => throw new InvalidOperationException($"EngineState has a case that the chronicle does not know: {after.Engine}."),
        };
    }

    private static IEnumerable<string> TellUps(UpsState before, UpsState after)
    {
        if (before.Test.Result != after.Test.Result)
        {
            yield return after.Test.Result switch
            {
                SelfTestResult.None => "has forgotten its test",
                SelfTestResult.InProgress => "tests its battery",
                SelfTestResult.Passed => "has passed its test",
                SelfTestResult.Failed => "has failed its test: replace the battery",
                SelfTestResult.Aborted => "breaks its test off",
                _ => throw new InvalidOperationException($"SelfTestResult has a case that the chronicle does not know: {after.Test.Result}."),
            };
        }

        if (before.Source != after.Source)
        {
            yield return after.Source switch
            {
                OutputSource.Normal => "is back on its input",
                OutputSource.Battery => "is on battery",
                OutputSource.None => "has run its battery down and is off",
                _ => throw new InvalidOperationException($"OutputSource has a case that the chronicle does not know: {after.Source}."),
            };
        }
    }
}
