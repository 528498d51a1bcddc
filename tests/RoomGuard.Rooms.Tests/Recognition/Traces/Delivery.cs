using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Tests.Recognition.Traces;

/// <summary>One thing that reaches the centre at a second.</summary>
internal abstract record Delivery(double At)
{
    internal sealed record Pack(double At, IReadOnlyList<Sample> Samples) : Delivery(At);

    internal sealed record Link(double At, bool IsOnline) : Delivery(At);

    internal sealed record Restart(double At) : Delivery(At);
}

/// <summary>What goes wrong between the equipment and the centre.</summary>
internal sealed class Troubles
{
    private const double NoTime = -1;

    private readonly List<(double From, double To)> _silences = [];
    private readonly double _lossRate;
    private readonly bool _isSentTwice;

    internal Troubles(Random random, double end)
    {
        double Within(double margin) => margin + (random.NextDouble() * Math.Max(1, end - (2 * margin)));
        _lossRate = random.Next(3) == 0 ? 0.04 : 0.01;
        if (random.Next(3) == 0)
        {
            var from = Within(60);
            _silences.Add((from, from + 60 + (random.NextDouble() * 100)));
        }

        if (random.Next(4) == 0)
        {
            AgentAwayFrom = Within(60);
            AgentAwayTo = AgentAwayFrom + 15 + (random.NextDouble() * 45);
        }

        if (random.Next(3) == 0)
        {
            RestartAt = Within(60);
        }

        if (random.Next(3) == 0)
        {
            HeldFrom = Within(120);
            HeldTo = Math.Min(HeldFrom + 120 + (random.NextDouble() * 900), end - 60);
            SentAt = HeldTo + 40 + (random.NextDouble() * 180);
            _isSentTwice = random.Next(2) == 0;
        }
    }

    internal double AgentAwayFrom { get; } = NoTime;

    internal double AgentAwayTo { get; } = NoTime;

    internal double RestartAt { get; } = NoTime;

    internal double HeldFrom { get; } = NoTime;

    internal double HeldTo { get; } = NoTime;

    internal double SentAt { get; } = NoTime;

    public override string ToString() =>
        $"silent {string.Join(", ", _silences.Select(silence => $"{silence.From:0}-{silence.To:0}"))}; agent away {AgentAwayFrom:0}-{AgentAwayTo:0}; centre restarted {RestartAt:0}; held {HeldFrom:0}-{HeldTo:0}, sent {SentAt:0}";

    internal bool IsHeld(double second) => second >= HeldFrom && second < HeldTo;

    /// <summary>Whether it was over before anything of it came: history pages nobody.</summary>
    internal bool IsPast((double From, double Until) stretch) => IsHeld(stretch.From) && IsHeld(stretch.Until);

    internal bool IsLost(double second, Random random) =>
        random.NextDouble() < _lossRate || _silences.Exists(silence => second >= silence.From && second < silence.To) || (second >= AgentAwayFrom && second < AgentAwayTo);

    /// <summary>Orders what the agent has read into what the centre gets.</summary>
    internal List<Delivery> Deliver(IReadOnlyList<(double At, IReadOnlyList<Sample> Samples)> polls, Random random)
    {
        var all = new List<Delivery>();
        var held = new List<Sample>();
        foreach (var (at, samples) in polls)
        {
            if (IsHeld(at))
            {
                held.AddRange(samples);
            }
            else if (!(at >= AgentAwayFrom && at < AgentAwayTo))
            {
                all.Add(new Delivery.Pack(at + 0.3, samples));
            }
        }

        for (var time = 0; time < (_isSentTwice ? 2 : 1) && held.Count > 0; time++)
        {
            for (var (sent, at) = (0, SentAt + (time * 30)); sent < held.Count; at += 1)
            {
                var pack = held.Skip(sent).Take(random.Next(20, 400)).ToList();
                sent += pack.Count;
                all.Add(new Delivery.Pack(at, pack));
            }
        }

        if (AgentAwayFrom > 0)
        {
            all.Add(new Delivery.Link(AgentAwayFrom + 1, false));
            all.Add(new Delivery.Link(AgentAwayTo - 1, true));
        }

        if (RestartAt > 0)
        {
            all.Add(new Delivery.Restart(RestartAt));
        }

        return [.. all.OrderBy(delivery => delivery.At)];
    }
}

/// <summary>Plays deliveries into a room, ticking between them.</summary>
internal static class TracePlayer
{
    internal static void Play(RoomScript script, IReadOnlyList<Delivery> deliveries, IReadOnlyList<string> paths, double period, double end)
    {
        script.Connection("agent-1", true).Expect("agent-1", period, [.. paths]);
        foreach (var delivery in deliveries)
        {
            script.Until(delivery.At, 15);
            switch (delivery)
            {
                case Delivery.Pack pack:
                    script.Send(pack.Samples, script.Now);
                    break;
                case Delivery.Link link:
                    script.Connection("agent-1", link.IsOnline);
                    if (link.IsOnline)
                    {
                        script.Expect("agent-1", period, [.. paths]);
                    }

                    break;
                case Delivery.Restart:
                    Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(script.State), out var stored));
                    script.State = RoomLogic.Resume(stored, script.Now);
                    script.Take(RoomLogic.Describe(script.Room, script.State, script.Now));
                    break;
            }
        }

        script.Until(end, 15);
    }

}
