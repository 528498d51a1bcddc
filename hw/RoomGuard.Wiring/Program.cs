using RoomGuard.Wiring.Boards;
using RoomGuard.Wiring.Drawing;

if (args.Length > 1)
{
    Console.Error.WriteLine("usage: dotnet run --project hw/RoomGuard.Wiring [folder of the boards, hw unless given]");
    return 64;
}

var faults = 0;
foreach (var path in BoardFile.Find(args.FirstOrDefault("hw")))
{
    var board = BoardFile.Read(path);
    foreach (var fault in BoardFaults.Of(board))
    {
        Console.Error.WriteLine($"{path}: {fault}");
        faults++;
    }

    if (faults == 0)
    {
        Console.WriteLine($"{path}: {Drawings.Write(board, Path.GetDirectoryName(path)!)} drawings");
    }
}

return faults == 0 ? 0 : 65;
