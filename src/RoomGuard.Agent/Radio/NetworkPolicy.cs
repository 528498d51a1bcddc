using RoomGuard.Contract.Files;

namespace RoomGuard.Agent.Radio;

/// <summary>What the board may be linked by. Section <c>network</c>.</summary>
public enum NetworkPolicy
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>Wires alone, as clause 131 of the Unified Requirements asks of state bodies: the agent does not start while a radio or a modem is on.</summary>
    Wired,
}

/// <summary>Reads section <c>network</c>, and looks whether the board is as the policy says.</summary>
internal static class NetworkPolicyReader
{
    private static readonly Dictionary<string, NetworkPolicy> Policies = new(StringComparer.Ordinal) { ["any"] = NetworkPolicy.Any, ["wired"] = NetworkPolicy.Wired };

    /// <summary>The policy; every radio that is on against it is a fault of the file.</summary>
    /// <param name="sysfs">Where the kernel shows its devices.</param>
    public static NetworkPolicy Read(SettingsNode? node, string sysfs)
    {
        var policy = node?.GetChoice("policy", Policies, "any") ?? NetworkPolicy.Any;
        if (policy != NetworkPolicy.Wired)
        {
            return policy;
        }

        foreach (var finding in RadioSearch.Find(sysfs))
        {
            node!.Refuse("policy", $"is \"wired\", but {finding}: clause 131 of the Unified Requirements (decree 832 of 20 December 2016).");
        }

        return policy;
    }
}
