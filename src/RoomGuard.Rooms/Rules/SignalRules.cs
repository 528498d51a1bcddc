using RoomGuard.Rooms.Rules.Kinds;
using RoomGuard.Rooms.Trends;

namespace RoomGuard.Rooms.Rules;

/// <summary>The rules of one signal, sorted by what they need. Arrays, so that going through them costs nothing.</summary>
internal sealed class SignalRules
{
    internal SignalRules(IReadOnlyList<AlarmRule> rules, IEnumerable<MarginRule> upperMargins, RuleBook book)
    {
        Judged = [.. rules.Where(rule => rule is StateRule or LimitRule)];
        Rates = [.. rules.OfType<RateRule>()];
        Quorums = [.. rules.OfType<QuorumRule>()];
        Margins = [.. rules.OfType<MarginRule>()];
        UpperMargins = [.. upperMargins];
        Stuck = rules.OfType<StuckRule>().FirstOrDefault();
        Trends = [.. rules.OfType<TrendRule>().Select(trend => Resolve(trend, book)).OfType<TrendRule>()];
        Past = TracePlan.For(Rates, Trends);
        LooksFarther = Past is not null || Quorums.Length + Margins.Length + UpperMargins.Length > 0;
    }

    /// <summary>Those that the newest value alone decides.</summary>
    internal AlarmRule[] Judged { get; }

    internal RateRule[] Rates { get; }

    internal QuorumRule[] Quorums { get; }

    internal MarginRule[] Margins { get; }

    /// <summary>Margins that other signals of the same equipment must keep below this one.</summary>
    internal MarginRule[] UpperMargins { get; }

    internal StuckRule? Stuck { get; }

    /// <summary>Trends, each with its limit as a number.</summary>
    internal TrendRule[] Trends { get; }

    /// <summary>What rates and trends need of the past; null when there are none.</summary>
    internal TracePlan? Past { get; }

    /// <summary>Whether any rule needs more than the newest value.</summary>
    internal bool LooksFarther { get; }

    private static TrendRule? Resolve(TrendRule trend, RuleBook book) => trend switch
    {
        { To: not null } => trend,
        { ToLimit: { } name } when book.Find(trend.Signal, name) is LimitRule limit && limit.IsHigh == trend.IsRise => trend with { To = limit.Limit },
        _ => null,
    };
}
