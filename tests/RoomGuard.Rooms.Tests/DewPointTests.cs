namespace RoomGuard.Rooms.Tests;

public sealed class DewPointTests
{
    [Theory]
    [InlineData(20, 45, 7.698)]
    [InlineData(20, 55, 10.680)]
    [InlineData(22, 50, 11.095)]
    [InlineData(24, 50, 12.933)]
    [InlineData(25, 45, 12.238)]
    [InlineData(25, 55, 15.329)]
    [InlineData(27, 60, 18.571)]
    [InlineData(18, 60, 10.115)]
    [InlineData(30, 80, 26.169)]
    [InlineData(35, 20, 8.688)]
    [InlineData(0, 50, -9.202)]
    [InlineData(27, 47.84, 15.0)]
    [InlineData(25, 100, 25.0)]
    [InlineData(25, 101.5, 25.0)]
    public void Air_lets_water_go_at(double celsius, double percent, double dew) => Assert.Equal(dew, DewPoint.Of(celsius, percent)!.Value, 0.0011);

    [Theory]
    [InlineData(-46, 50)]
    [InlineData(61, 50)]
    [InlineData(25, -3)]
    [InlineData(25, 103)]
    [InlineData(double.NaN, 50)]
    [InlineData(25, double.NaN)]
    public void Where_the_formula_does_not_hold_there_is_none(double celsius, double percent) => Assert.Null(DewPoint.Of(celsius, percent));
}
