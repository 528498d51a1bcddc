using RoomGuard.Snmp.Fuzz;

namespace RoomGuard.Snmp.Tests.Security;

/// <summary>A short run of what <c>RoomGuard.Snmp.Fuzz</c> does for as long as it is told.</summary>
public sealed class FuzzTests
{
    private const long Packets = 5_000;

    public static TheoryData<string> Targets => [.. FuzzTarget.All().Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_mutated_packet_makes_a_reader_throw_and_some_are_understood(string name)
    {
        var figures = FuzzTarget.All().Single(target => target.Name == name).Run(Packets, seed: 163);

        Assert.Null(figures.Failure);
        Assert.Equal(Packets, figures.Packets);
        Assert.True(figures.Understood > Packets / 200, $"{figures}: it mutates too much to reach anything.");
        Assert.True(figures.AllocatedBytes < Packets * 64_000, $"{figures}: too much memory.");
    }
}
