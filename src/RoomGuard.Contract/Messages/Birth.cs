namespace RoomGuard.Contract.Messages;

/// <summary>What an agent says of itself when it connects: topic <c>…/birth</c>, retained.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Software">Name and version of the program.</param>
/// <param name="Boot">The kernel's boot id; sequence numbers count within it.</param>
/// <param name="Started">When the program started, UTC.</param>
/// <param name="Points">Every point it will publish.</param>
public sealed record Birth(string Agent, string Software, string Boot, DateTimeOffset Started, IReadOnlyList<BirthPoint> Points);

/// <summary>One point an agent will publish.</summary>
/// <param name="N">The SenML name: <c>{equipment}/{signal}</c>.</param>
/// <param name="Room">The room it belongs to.</param>
/// <param name="Equipment">The piece of equipment it belongs to.</param>
/// <param name="Signal">Its signal in the catalogue.</param>
/// <param name="U">SenML unit symbol; empty for states.</param>
/// <param name="Period">Seconds between two samples when nothing changes.</param>
/// <param name="Source">What it is read from: <c>hwmon</c>, <c>iio</c>, <c>w1</c>, <c>gpio</c>, <c>snmp:&lt;profile&gt;</c>.</param>
public sealed record BirthPoint(string N, string Room, string Equipment, string Signal, string U, double Period, string Source);
