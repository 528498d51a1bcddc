using System.Collections.Frozen;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Rooms.Alarms;

/// <summary>A contact or state that must not be so: which values are wrong, and how urgent that is.</summary>
internal sealed record StateRule(string Signal, string Rule, AlarmPriority Priority)
{
    private static readonly FrozenDictionary<string, StateRule[]> BySignal = All()
        .GroupBy(rule => rule.Signal, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>The flag that is wrong.</summary>
    public bool WrongFlag { get; init; } = true;

    /// <summary>The named states that are wrong.</summary>
    public string[] WrongStates { get; init; } = [];

    /// <summary>How long it must be wrong.</summary>
    public TimeSpan OnDelay { get; init; }

    /// <summary>How long it must be right again.</summary>
    public TimeSpan OffDelay { get; init; }

    /// <summary>The rules of one signal; empty when it has none.</summary>
    internal static StateRule[] For(string signal) => BySignal.TryGetValue(signal, out var rules) ? rules : [];

    internal bool IsWrong(Reading reading) => reading.Kind switch
    {
        ReadingKind.Flag => reading.Flag == WrongFlag,
        ReadingKind.Text => Array.IndexOf(WrongStates, reading.Text) >= 0,
        _ => false,
    };

    internal TimeSpan OnDelayIn(RoomRules rules) => Rule == AlarmRules.HeldOpen ? rules.HeldOpen : OnDelay;

    private static IEnumerable<StateRule> All()
    {
        var minute = TimeSpan.FromMinutes(1);
        return
        [
            new("leak.wet", AlarmRules.Contact, AlarmPriority.Critical) { OffDelay = 2 * minute },
            new("smoke.alarm", AlarmRules.Contact, AlarmPriority.Critical) { OffDelay = minute },
            new("fire.alarm", AlarmRules.Contact, AlarmPriority.Critical) { OffDelay = minute },
            new("fire.supp_discharged", AlarmRules.Contact, AlarmPriority.Critical),
            new("fire.supp_low_pressure", AlarmRules.Contact, AlarmPriority.Warning) { OnDelay = minute, OffDelay = minute },
            new("fire.fault", AlarmRules.Contact, AlarmPriority.Warning) { OnDelay = TimeSpan.FromSeconds(10), OffDelay = minute },
            new("fire.ac_power", AlarmRules.Contact, AlarmPriority.Warning) { WrongFlag = false, OnDelay = minute, OffDelay = minute },
            new("door.forced", AlarmRules.Contact, AlarmPriority.Critical) { OffDelay = minute },
            new("door.open", AlarmRules.HeldOpen, AlarmPriority.Warning) { OffDelay = TimeSpan.FromSeconds(5) },
            new("ias.alarm", AlarmRules.Contact, AlarmPriority.Critical) { OffDelay = minute },
            new("ias.fault", AlarmRules.Contact, AlarmPriority.Warning) { OnDelay = TimeSpan.FromSeconds(10), OffDelay = minute },
            new("acs.online", AlarmRules.Contact, AlarmPriority.Warning) { WrongFlag = false, OnDelay = minute, OffDelay = minute },
            new("hvac.fault", AlarmRules.Contact, AlarmPriority.Warning) { OnDelay = TimeSpan.FromSeconds(10), OffDelay = minute },
            new("cam.online", AlarmRules.Contact, AlarmPriority.Warning) { WrongFlag = false, OnDelay = 15 * minute, OffDelay = minute },
            new("agent.undervoltage", AlarmRules.Contact, AlarmPriority.Warning) { OnDelay = minute, OffDelay = minute },
            new("mains.available", AlarmRules.MainsLoss, AlarmPriority.Critical) { WrongFlag = false, OffDelay = TimeSpan.FromSeconds(10) },
            new("feed.present", AlarmRules.MainsLoss, AlarmPriority.Critical) { WrongFlag = false, OffDelay = TimeSpan.FromSeconds(10) },
            new("ups.output.source", AlarmRules.OnBypass, AlarmPriority.Warning) { WrongStates = ["bypass"], OnDelay = TimeSpan.FromSeconds(10), OffDelay = TimeSpan.FromSeconds(10) },
            new("ups.battery.status", AlarmRules.BatteryLow, AlarmPriority.Critical) { WrongStates = ["low", "depleted", "fault"], OffDelay = minute },
            new("ups.battery.replace", AlarmRules.ReplaceBattery, AlarmPriority.Warning) { OnDelay = minute, OffDelay = minute },
            new("ups.test.result", AlarmRules.TestFailed, AlarmPriority.Warning) { WrongStates = ["failed"] },
            new("gen.alarm.shutdown", AlarmRules.GeneratorAlarm, AlarmPriority.Critical) { OffDelay = TimeSpan.FromSeconds(10) },
            new("gen.alarm.warning", AlarmRules.GeneratorAlarm, AlarmPriority.Warning) { OnDelay = TimeSpan.FromSeconds(10), OffDelay = TimeSpan.FromSeconds(10) },
        ];
    }
}
