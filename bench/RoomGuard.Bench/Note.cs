using System.Runtime.CompilerServices;

namespace RoomGuard.Bench;

/// <summary>What a bench tells besides its measures, on standard error: the steps on the way, so that a figure can be judged.</summary>
internal static class Note
{
    /// <summary>One line.</summary>
    public static void Line(DefaultInterpolatedStringHandler text) => Console.Error.WriteLine("# " + string.Create(System.Globalization.CultureInfo.InvariantCulture, ref text));
}
