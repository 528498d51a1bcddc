using RoomGuard.Agent.Service;

namespace RoomGuard.Agent.Polling;

/// <summary>One thing that makes samples, with a loop of its own.</summary>
internal interface IInput
{
    /// <summary>What it is, for logs and the roster.</summary>
    string Name { get; }

    /// <summary>The signs that its loops go on; none for one that only listens.</summary>
    IReadOnlyList<Beat> Beats => [];

    /// <summary>Makes samples until told to stop. What its hardware does wrong is a sample, not an exception.</summary>
    Task RunAsync(CancellationToken stop);

    /// <summary>Makes every point of it absent, after a fault of our own ended its loop.</summary>
    void Fault(string detail);
}
