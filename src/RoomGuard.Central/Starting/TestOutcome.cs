using RoomGuard.Contract.Messages;
using RoomGuard.Rooms.Starting;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Starting;

/// <summary>What came of somebody's wish to start a test.</summary>
internal abstract record TestOutcome
{
    /// <summary>It may not be started now.</summary>
    public sealed record Refused(IReadOnlyList<TestRefusal> Refusals) : TestOutcome;

    /// <summary>Another person may confirm it until then.</summary>
    public sealed record Requested(string By, DateTimeOffset Until) : TestOutcome;

    /// <summary>Nobody asked for it lately, or it was confirmed already.</summary>
    public sealed record NothingAsked : TestOutcome;

    /// <summary>Who asked cannot confirm.</summary>
    public sealed record SamePerson(string Name) : TestOutcome;

    /// <summary>Somebody refused what another asked for, or took back what they asked for themselves.</summary>
    public sealed record TurnedDown(string Asker, string By) : TestOutcome;

    /// <summary>The room has as many windows as it can keep.</summary>
    public sealed record NoWindow : TestOutcome;

    /// <summary>The order went to the agent, or could not.</summary>
    /// <param name="IsSent">Whether the broker took it.</param>
    /// <param name="Answer">What the agent said; null when it said nothing in time.</param>
    public sealed record Told(string Agent, bool IsSent, CommandAnswer? Answer, ServiceWindow Window) : TestOutcome;
}
