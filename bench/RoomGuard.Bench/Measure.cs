using System.Globalization;
using System.Runtime.CompilerServices;

namespace RoomGuard.Bench;

/// <summary>One figure beside its peer's from the same run.</summary>
/// <param name="Peer">Whose the other figure is: a program's, or a bar's where nobody else does the same.</param>
internal sealed record Measure(string Name, double Figure, string Unit, string Peer, double PeerFigure)
{
    /// <summary>The largest ratio to the peer that is good enough; null where only the smallest is given.</summary>
    public double? MostRatio { get; init; }

    /// <summary>The smallest ratio to the peer that is good enough; null where only the largest is given.</summary>
    public double? LeastRatio { get; init; }

    /// <summary>bench, name, figure, unit, peer, peer's figure, ratio, bar, and <c>ok</c> or <c>short</c>, tab-separated.</summary>
    public string ToLine(string bench)
    {
        var ratio = Figure / PeerFigure;
        var isMet = !(ratio > MostRatio) && !(ratio < LeastRatio);
        var bar = MostRatio is { } most ? Text($"<= {most:0.##}") : LeastRatio is { } least ? Text($">= {least:0.##}") : "none";
        return Text($"{bench}\t{Name}\t{Figure:0.#####}\t{Unit}\t{Peer}\t{PeerFigure:0.#####}\t{ratio:0.##}\t{bar}\t{(isMet ? "ok" : "short")}");
    }

    private static string Text(DefaultInterpolatedStringHandler text) => string.Create(CultureInfo.InvariantCulture, ref text);
}
