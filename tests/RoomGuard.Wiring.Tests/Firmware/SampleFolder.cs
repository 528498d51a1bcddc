using System.Text.RegularExpressions;
using RoomGuard.Agent;
using RoomGuard.Testing;

namespace RoomGuard.Wiring.Tests.Firmware;

/// <summary>A sample <c>agent.json</c> with the certificates and secrets that it names.</summary>
internal static partial class SampleFolder
{
    public static AgentOptions Read(Scratch folder, string sample)
    {
        var path = Copy(folder, sample);
        var options = AgentOptions.Read(path, out var faults);
        Assert.Empty(faults);
        return options!;
    }

    public static string Copy(Scratch folder, string sample)
    {
        var text = File.ReadAllText(sample);
        using var authority = new TestAuthority(folder);
        authority.Issue(Certificate().Match(text).Groups[1].Value);
        foreach (Match secret in Secret().Matches(text))
        {
            folder.Write(secret.Groups[1].Value, "a secret of ours\n");
        }

        return folder.Write("agent.json", text);
    }

    [GeneratedRegex("\"certificate\": \"([^\"]+)\\.pem\"")]
    private static partial Regex Certificate();

    [GeneratedRegex("(?:communityFile|PasswordFile)\": \"([^\"]+)\"")]
    private static partial Regex Secret();
}
