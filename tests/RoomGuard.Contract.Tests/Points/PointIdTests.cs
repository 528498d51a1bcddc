using CsCheck;
using RoomGuard.Contract.Points;

namespace RoomGuard.Contract.Tests.Points;

public sealed class PointIdTests
{
    [Theory]
    [InlineData("hq/srv-1/ups-1/ups.battery.charge", true)]
    [InlineData("0/0/0/0", true)]
    [InlineData("hq/srv-1/ups-1", false)]
    [InlineData("hq/srv-1/ups-1/a/b", false)]
    [InlineData("hq/srv-1/-ups/ups.load", false)]
    [InlineData("HQ/srv-1/ups-1/ups.load", false)]
    [InlineData("hq/srv 1/ups-1/ups.load", false)]
    [InlineData("hq//ups-1/ups.load", false)]
    [InlineData("үй/srv-1/ups-1/ups.load", false)]
    [InlineData(null, false)]
    public void A_point_has_four_plain_parts(string? text, bool isPoint) => Assert.Equal(isPoint, PointId.TryParse(text, out _));

    [Fact]
    public void A_part_of_65_characters_is_too_long() => Assert.False(PointName.IsValid(new string('a', 65)));

    [Fact]
    public void Whatever_parses_prints_as_it_was() =>
        Gen.String[Gen.Char["ab1._-/A "], 0, 20].Sample(text => !PointId.TryParse(text, out var point) || point.ToString() == text, iter: 20_000);
}
