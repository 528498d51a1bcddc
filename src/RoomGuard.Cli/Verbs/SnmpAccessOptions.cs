using System.CommandLine;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Cli.Verbs;

/// <summary>Version, community and user, as every verb that asks a device takes them. Passwords come from the environment: a process list shows the command line to everybody.</summary>
internal static class SnmpAccessOptions
{
    private const string CommunityVariable = "ROOMGUARD_COMMUNITY";
    private const string AuthenticationVariable = "ROOMGUARD_AUTH_PASSWORD";
    private const string PrivacyVariable = "ROOMGUARD_PRIV_PASSWORD";

    private static readonly Option<string> Version = Choice("--snmp-version", "Protocol version: 1, 2c or 3.", "2c", SnmpWords.Versions.Keys);
    private static readonly Option<string> Community = new("--community", "-c") { Description = $"Community of SNMP v1 and v2c. Better: set {CommunityVariable}, which no process list shows.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable(CommunityVariable) ?? "public" };
    private static readonly Option<string?> User = new("--user", "-u") { Description = "User of SNMPv3." };
    private static readonly Option<string> Authentication = Choice("--auth", $"Authentication of the user; its password is in {AuthenticationVariable}.", "none", SnmpWords.Authentications.Keys);
    private static readonly Option<string> Privacy = Choice("--priv", $"Privacy of the user; its password is in {PrivacyVariable}.", "none", SnmpWords.Privacies.Keys);
    private static readonly Option<string> Context = new("--context") { Description = "Context of SNMPv3; nearly no device has one.", DefaultValueFactory = _ => "" };

    /// <summary>The options, for a command to add.</summary>
    public static IReadOnlyList<Option> All { get; } = [Version, Community, User, Authentication, Privacy, Context];

    /// <summary>The target with what the command line and the environment say. What does not fit together, or null.</summary>
    public static string? TryApply(ParseResult line, ref SnmpTarget target)
    {
        try
        {
            var version = SnmpWords.Versions[line.GetValue(Version)!];
            target = target with { Version = version, Community = line.GetValue(Community)!, Context = line.GetValue(Context)!, User = version == SnmpVersion.V3 ? ReadUser(line) : null };
            return version == SnmpVersion.V3 && target.User is null ? "SNMPv3 needs --user." : string.Join(' ', target.User?.Problems() ?? []) is { Length: > 0 } problems ? problems : null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message;
        }
    }

    private static SnmpUser? ReadUser(ParseResult line)
    {
        if (line.GetValue(User) is not { Length: > 0 } name)
        {
            return null;
        }

        var (authentication, privacy) = (SnmpWords.Authentications[line.GetValue(Authentication)!], SnmpWords.Privacies[line.GetValue(Privacy)!]);
        return new SnmpUser(name)
        {
            Authentication = authentication,
            AuthenticationPassword = authentication == SnmpAuthentication.None ? "" : Environment.GetEnvironmentVariable(AuthenticationVariable) ?? "",
            Privacy = privacy,
            PrivacyPassword = privacy == SnmpPrivacy.None ? "" : Environment.GetEnvironmentVariable(PrivacyVariable) ?? "",
        };
    }

    private static Option<string> Choice(string name, string description, string usual, IEnumerable<string> choices)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.AcceptOnlyFromAmong([.. choices]);
        return option;
    }
}
