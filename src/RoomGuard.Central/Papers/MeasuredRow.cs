namespace RoomGuard.Central.Papers;

/// <summary>The lines of a row that are still to be printed, cell by cell.</summary>
internal sealed record MeasuredRow(IReadOnlyList<Queue<Passage>> Cells, IReadOnlyList<Ink?> Grounds, double MinHeight)
{
    /// <summary>Free above the first line of a cell, in points.</summary>
    public const double Above = 2.5;

    /// <summary>Free below the last one.</summary>
    public const double Below = 3;

    /// <summary>How high it is, in points.</summary>
    public double Height
    {
        get
        {
            var most = 0.0;
            foreach (var cell in Cells)
            {
                var height = 0.0;
                foreach (var line in cell)
                {
                    height += line.Style.LineHeight;
                }

                most = Math.Max(most, height);
            }

            return Math.Max(MinHeight, most + Above + Below);
        }
    }

    /// <summary>Takes away what fits into a height; null when not even one line does.</summary>
    public MeasuredRow? Cut(double height)
    {
        var piece = new MeasuredRow([.. Cells.Select(cell => Take(cell, height))], Grounds, 0);
        return piece.Cells.Any(cell => cell.Count > 0) ? piece : null;
    }

    private static Queue<Passage> Take(Queue<Passage> cell, double height)
    {
        var taken = new Queue<Passage>();
        var used = 0.0;
        while (cell.TryPeek(out var line) && used + line.Style.LineHeight <= height)
        {
            taken.Enqueue(cell.Dequeue());
            used += line.Style.LineHeight;
        }

        return taken;
    }
}
