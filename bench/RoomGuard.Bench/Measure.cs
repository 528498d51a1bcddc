using System.Globalization;

namespace RoomGuard.Bench;

/// <summary>One figure beside its peer's from the same run.</summary>
/// <param name="MostRatio">The largest ratio to the peer that is good enough.</param>
internal sealed record Measure(string Name, double Figure, string Unit, string Peer, double PeerFigure, double MostRatio)
{
    /// <summary>bench, name, figure, unit, peer, peer's figure, ratio, bar, and <c>ok</c> or <c>short</c>, tab-separated.</summary>
    public string ToLine(string bench)
    {
        var ratio = Figure / PeerFigure;
        return string.Create(CultureInfo.InvariantCulture, $"{bench}\t{Name}\t{Figure:0.###}\t{Unit}\t{Peer}\t{PeerFigure:0.###}\t{ratio:0.##}\t<= {MostRatio:0.##}\t{(ratio <= MostRatio ? "ok" : "short")}");
    }
}
