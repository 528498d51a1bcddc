using RoomGuard.Testing;
using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Tests;

/// <summary>The pin maps of this repository.</summary>
internal static class Maps
{
    /// <summary>Every board's id.</summary>
    public static TheoryData<string> Boards => [.. BoardFile.Find(Repository.Path("hw")).Select(path => Path.GetFileName(Path.GetDirectoryName(path)!))];

    public static string PathOf(string board) => Repository.Path("hw", board, "pins.json");

    public static Board Read(string board) => BoardFile.Read(PathOf(board));

    public static int LineOf(this Board board, int pin) => board.FindPin(pin)!.Line!.Value;
}
