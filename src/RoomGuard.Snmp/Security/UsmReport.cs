using System.Net;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Security;

/// <summary>The objects that Reports carry, and what each of them means: RFC 3414 section 5, RFC 3412 section 5, RFC 3413 section 4.2.</summary>
internal static class UsmReport
{
    private static readonly ObjectId UsmStats = new(1, 3, 6, 1, 6, 3, 15, 1, 1);
    private static readonly ObjectId TargetStats = new(1, 3, 6, 1, 6, 3, 12, 1);
    private static readonly ObjectId MpdStats = new(1, 3, 6, 1, 6, 3, 11, 2, 1);

    /// <summary>What a Report says.</summary>
    public static SnmpSecurityProblem ProblemOf(Pdu report)
    {
        if (report.VarBinds.Count == 0)
        {
            return SnmpSecurityProblem.Other;
        }

        var id = report.VarBinds[0].Id;
        return Enum.GetValues<SnmpSecurityProblem>().FirstOrDefault(
            problem => problem != SnmpSecurityProblem.Other && id.StartsWith(ColumnOf(problem)),
            SnmpSecurityProblem.Other);
    }

    /// <summary>The object that counts a problem, instance part included.</summary>
    public static ObjectId ObjectOf(SnmpSecurityProblem problem) => ColumnOf(problem).Append(0);

    /// <summary>The error of a request that met this Report.</summary>
    public static SnmpSecurityException ErrorOf(IPEndPoint device, SnmpUser user, SnmpSecurityProblem problem, Pdu report) =>
        new(device, user, problem, problem switch
        {
            SnmpSecurityProblem.UnsupportedLevel => "the device does not support this security level for the user (usmStatsUnsupportedSecLevels).",
            SnmpSecurityProblem.NotInTimeWindow => "the device finds our time of its clock wrong, and goes on doing so after it was set anew (usmStatsNotInTimeWindows).",
            SnmpSecurityProblem.UnknownUser => "the device knows no such user (usmStatsUnknownUserNames).",
            SnmpSecurityProblem.UnknownEngine => "the device does not know itself by the engine id it has told (usmStatsUnknownEngineIDs).",
            SnmpSecurityProblem.WrongDigest => "the device finds the digest wrong (usmStatsWrongDigests).",
            SnmpSecurityProblem.DecryptionFailed => "the device cannot decrypt the request (usmStatsDecryptionErrors).",
            SnmpSecurityProblem.UnknownContext => "the device has no such context (snmpUnknownContexts).",
            SnmpSecurityProblem.UnavailableContext => "the device cannot reach this context now (snmpUnavailableContexts).",
            SnmpSecurityProblem.UnknownPduHandler => "the device has nothing that answers such requests (snmpUnknownPDUHandlers).",
            _ => $"the device answers with a Report of {(report.VarBinds.Count == 0 ? "nothing" : report.VarBinds[0].Id)}.",
        });

    private static ObjectId ColumnOf(SnmpSecurityProblem problem) => problem switch
    {
        SnmpSecurityProblem.UnsupportedLevel => UsmStats.Append(1),
        SnmpSecurityProblem.NotInTimeWindow => UsmStats.Append(2),
        SnmpSecurityProblem.UnknownUser => UsmStats.Append(3),
        SnmpSecurityProblem.UnknownEngine => UsmStats.Append(4),
        SnmpSecurityProblem.WrongDigest => UsmStats.Append(5),
        SnmpSecurityProblem.DecryptionFailed => UsmStats.Append(6),
        SnmpSecurityProblem.UnavailableContext => TargetStats.Append(4),
        SnmpSecurityProblem.UnknownContext => TargetStats.Append(5),
        SnmpSecurityProblem.UnknownPduHandler => MpdStats.Append(3),
        _ => throw new InvalidOperationException($"No Report carries {problem}."),
    };
}
