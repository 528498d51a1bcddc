using System.Collections.Frozen;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Which alarms belong in journal 35.1, as what.</summary>
/// <param name="Kind">The draft's kind.</param>
/// <param name="Category">Its category: <c>power cooling fire water access equipment communication</c>.</param>
internal sealed record IncidentRule(string Kind, string Category)
{
    private static readonly FrozenDictionary<string, IncidentRule> Rules = new Dictionary<string, IncidentRule>(StringComparer.Ordinal)
    {
        ["contact/leak.wet"] = new("leak", "water"),
        ["contact/smoke.alarm"] = new("smoke", "fire"),
        ["contact/fire.alarm"] = new("fire", "fire"),
        ["contact/fire.fault"] = new("fire_fault", "fire") { After = TimeSpan.FromHours(1) },
        ["contact/fire.supp_discharged"] = new("suppression_discharged", "fire"),
        ["contact/fire.supp_release"] = new("suppression_release", "fire"),
        ["contact/door.forced"] = new("forced_door", "access") { IsSecurity = true },
        ["contact/ias.alarm"] = new("intrusion", "access") { IsSecurity = true },
        ["contact/hvac.fault"] = new("cooling_fault", "cooling"),
        ["contact/cam.online"] = new("camera_offline", "equipment"),
        ["limit-high-high/env.temp"] = new("critical_temperature", "cooling") { IsOfTheRoom = true },
        ["limit-high-extreme/env.temp"] = new("critical_temperature", "cooling") { IsOfTheRoom = true },
        [AlarmRules.TestFailed + "/ups.test.result"] = new("ups_test_failed", "equipment"),
        [AlarmRules.ReplaceBattery + "/ups.battery.replace"] = new("replace_battery", "equipment"),
        [AlarmRules.FailedStart + "/gen.engine.state"] = new("generator_failed_start", "power"),
        [AlarmRules.FailedStart + "/gen.running"] = new("generator_failed_start", "power"),
        [AlarmRules.GeneratorAlarm + "/gen.alarm.shutdown"] = new("generator_shutdown", "power"),
        [AlarmRules.AgentOffline + "/" + SilenceAlarms.AgentSignal] = new("agent_offline", "communication") { After = TimeSpan.FromMinutes(30) },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An incident of information security; otherwise an off-normal event.</summary>
    public bool IsSecurity { get; init; }

    /// <summary>Whether several devices that see it at once see one incident.</summary>
    public bool IsOfTheRoom { get; init; }

    /// <summary>How long the alarm must stand.</summary>
    public TimeSpan After { get; init; }

    internal static IncidentRule? For(Alarm alarm) => alarm.Test ? null : Rules.GetValueOrDefault($"{alarm.Rule}/{alarm.Signal}");

    internal static IncidentRule ForKind(string kind)
    {
        foreach (var rule in Rules.Values)
        {
            if (rule.Kind == kind)
            {
                return rule;
            }
        }

        return new IncidentRule(kind, "power");
    }
}
