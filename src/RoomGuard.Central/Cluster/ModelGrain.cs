using System.Diagnostics;

namespace RoomGuard.Central.Cluster;

/// <summary>Knows which site model each machine of the cluster has in force: every machine reads files of its own, and they must say the same.</summary>
[Alias("roomguard.models")]
internal interface IModelGrain : IGrainWithIntegerKey
{
    /// <summary>Takes in which model a machine has.</summary>
    /// <returns>Names of the machines that have another one.</returns>
    [Alias("report")]
    ValueTask<string[]> ReportAsync(string silo, string hash);
}

/// <inheritdoc cref="IModelGrain"/>
[KeepAlive]
internal sealed class ModelGrain : Grain, IModelGrain
{
    // A machine reports each few seconds; one that has not for so long is gone.
    private static readonly TimeSpan Forget = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (string Hash, long At)> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<string[]> ReportAsync(string silo, string hash)
    {
        _known[silo] = (hash, Stopwatch.GetTimestamp());
        foreach (var (name, known) in _known)
        {
            if (Stopwatch.GetElapsedTime(known.At) > Forget)
            {
                _known.Remove(name);
            }
        }

        return ValueTask.FromResult<string[]>([.. _known.Where(known => known.Value.Hash != hash).Select(known => known.Key).Order(StringComparer.Ordinal)]);
    }
}
