using PublicApiGenerator;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests;

/// <summary>What others may call is what <c>PublicApi.txt</c> says, line for line: a change of it is a decision, seen in review.</summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,

        // Names that the compiler makes up.
        ExcludeAttributes = ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"],
    };

    [Fact]
    public void The_public_API_is_the_approved_one()
    {
        var approved = Repository.Path("tests", "RoomGuard.Snmp.Tests", "PublicApi.txt");
        var actual = typeof(SnmpManager).Assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n").Trim() + "\n";
        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (actual != expected)
        {
            var received = Path.Combine(Path.GetTempPath(), "PublicApi.received.txt");
            File.WriteAllText(received, actual);
            Assert.Fail($"The public API differs from {approved}. If it is meant to, approve it: cp {received} {approved}\n{FirstDifference(expected, actual)}");
        }
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (old, now) = (expected.Split('\n'), actual.Split('\n'));
        var at = Enumerable.Range(0, Math.Max(old.Length, now.Length)).First(line => old.ElementAtOrDefault(line) != now.ElementAtOrDefault(line));
        return $"Line {at + 1} was \"{old.ElementAtOrDefault(at)}\" and is \"{now.ElementAtOrDefault(at)}\".";
    }
}
