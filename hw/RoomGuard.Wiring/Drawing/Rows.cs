using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Drawing;

/// <summary>Heights of a harness's wires and of the blocks they lead to.</summary>
/// <param name="Blocks">From top to bottom.</param>
internal sealed record Rows(IReadOnlyList<BlockRows> Blocks)
{
    private const double Pitch = 56;
    private const double Gap = 26;

    /// <summary>Of each wire.</summary>
    public IReadOnlyList<double> Y { get; } = [.. Blocks.SelectMany(block => block.Y)];

    /// <summary>Of the lowest block's end.</summary>
    public double Bottom => Blocks[^1].Bottom;

    /// <summary>Lays a harness out below <paramref name="top"/>.</summary>
    public static Rows Of(Harness harness, double top)
    {
        var blocks = new List<BlockRows>();
        foreach (var block in harness.Blocks)
        {
            var first = top + Column.TitleHeight + (Pitch / 2);
            var rows = block.Terminals.Select((_, index) => first + (index * Pitch)).ToList();
            blocks.Add(new BlockRows(top, rows, rows[^1] + (Pitch / 2)));
            top = blocks[^1].Bottom + Gap;
        }

        return new Rows(blocks);
    }
}

/// <summary>Heights of one block.</summary>
internal sealed record BlockRows(double Top, IReadOnlyList<double> Y, double Bottom);
