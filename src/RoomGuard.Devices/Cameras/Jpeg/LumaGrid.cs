namespace RoomGuard.Devices.Cameras.Jpeg;

/// <summary>The brightness of a picture, one value for each block of 8 by 8 pixels. Immutable.</summary>
/// <param name="Width">Blocks in a row.</param>
/// <param name="Height">Rows of blocks.</param>
/// <param name="Values">Eight times the mean of each block, 0 to 2040, row by row.</param>
public sealed record LumaGrid(int Width, int Height, short[] Values)
{
    /// <summary>What one level of brightness is in <see cref="Values"/>.</summary>
    public const int Level = 8;

    /// <summary>Mean and standard deviation in levels, 0 to 255, of the rows from <paramref name="top"/> to before <paramref name="bottom"/>.</summary>
    public (double Mean, double Deviation) Spread(int top, int bottom)
    {
        var rows = Rows(top, bottom);
        long sum = 0, squares = 0;
        foreach (var value in rows)
        {
            sum += value;
            squares += (long)value * value;
        }

        var mean = (double)sum / rows.Length;
        return (mean / Level, Math.Sqrt(Math.Max(0, ((double)squares / rows.Length) - (mean * mean))) / Level);
    }

    /// <summary>The values of some rows.</summary>
    public ReadOnlySpan<short> Rows(int top, int bottom) => Values.AsSpan(top * Width, (bottom - top) * Width);
}
