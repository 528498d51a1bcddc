using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Drawing;

/// <summary>All drawings of a board.</summary>
internal static class Drawings
{
    /// <summary>Their SVG by their paths below the board's folder.</summary>
    public static IReadOnlyDictionary<string, string> Of(Board board)
    {
        var drawings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var words in Words.Languages.Select(language => new Words(language)))
        {
            drawings[$"{words.Language}/header.svg"] = HeaderDrawing.Draw(board, words);
            foreach (var device in board.Devices)
            {
                drawings[$"{words.Language}/{device.Id}.svg"] = WiringDrawing.Draw(board, device, words);
            }
        }

        return drawings;
    }

    /// <summary>Writes them, and takes away what is no longer drawn; gives their number.</summary>
    public static int Write(Board board, string folder)
    {
        var drawings = Of(board);
        foreach (var language in Words.Languages)
        {
            foreach (var old in Directory.CreateDirectory(Path.Combine(folder, language)).EnumerateFiles("*.svg").Where(file => !drawings.ContainsKey($"{language}/{file.Name}")))
            {
                old.Delete();
            }
        }

        foreach (var (path, svg) in drawings)
        {
            File.WriteAllText(Path.Combine(folder, path), svg);
        }

        return drawings.Count;
    }
}
