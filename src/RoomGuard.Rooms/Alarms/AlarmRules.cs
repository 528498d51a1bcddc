namespace RoomGuard.Rooms.Alarms;

/// <summary>Names of the alarm rules. Limits of a profile bring their own, which start with <c>limit-</c>.</summary>
public static class AlarmRules
{
    /// <summary>The rules whose condition the program itself tells, whatever a site's book says of them.</summary>
    internal static IReadOnlySet<string> OfProgram { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        Stale, EquipmentSilent, Fault, Stuck, AgentOffline, OnBattery, OnBypass, BatteryLow, ReplaceBattery, TestFailed, MainsLoss, GeneratorRunning, FailedStart, GeneratorAlarm,
    };

    /// <summary>A contact or state is where it must not be: leak, smoke, fire, forced door, faults.</summary>
    public const string Contact = "contact";

    /// <summary>A door has been open for longer than allowed.</summary>
    public const string HeldOpen = "held-open";

    /// <summary>An expected point has given no value for too long.</summary>
    public const string Stale = "stale";

    /// <summary>Every point of one piece of equipment has gone stale: one alarm for all of them.</summary>
    public const string EquipmentSilent = "equipment-silent";

    /// <summary>A sensor says that it is at fault, or gives what cannot be.</summary>
    public const string Fault = "fault";

    /// <summary>A gauge has given the very same value for longer than it believably can.</summary>
    public const string Stuck = "stuck";

    /// <summary>An agent is away: one alarm for all its points.</summary>
    public const string AgentOffline = "agent-offline";

    /// <summary>A UPS feeds its load from the battery.</summary>
    public const string OnBattery = "on-battery";

    /// <summary>A UPS feeds its load past itself.</summary>
    public const string OnBypass = "on-bypass";

    /// <summary>The battery of a UPS is low, empty or at fault.</summary>
    public const string BatteryLow = "battery-low";

    /// <summary>A UPS asks for a new battery.</summary>
    public const string ReplaceBattery = "replace-battery";

    /// <summary>A UPS failed its own test.</summary>
    public const string TestFailed = "test-failed";

    /// <summary>The mains are away.</summary>
    public const string MainsLoss = "mains-loss";

    /// <summary>A generator runs.</summary>
    public const string GeneratorRunning = "generator-running";

    /// <summary>A generator was started and did not run in time.</summary>
    public const string FailedStart = "failed-start";

    /// <summary>A generator stopped itself, or asks for attention.</summary>
    public const string GeneratorAlarm = "generator-alarm";

    /// <summary>What people attested of an item holds no longer.</summary>
    public const string AttestationOverdue = "attestation-overdue";

    /// <summary>What people attested of an item will soon hold no longer: a note, nobody is told.</summary>
    public const string AttestationDue = "attestation-due";

    /// <summary>A UPS or a generator was not tested for longer than its interval and grace.</summary>
    public const string TestOverdue = "test-overdue";

    /// <summary>An entry of a journal was not signed in time.</summary>
    public const string SignatureOverdue = "signature-overdue";

    /// <summary>The test of a UPS or a generator is due soon: a note that is told once.</summary>
    public const string TestDue = "test-due";

    /// <summary>An alarm opens again and again: one alarm for all of its openings.</summary>
    public const string Chattering = "chattering";

    /// <summary>More alarms come to a room than one person can follow.</summary>
    public const string Flood = "flood";
}
