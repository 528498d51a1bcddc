using RoomGuard.Central.Running;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Sites;

/// <summary>The site model in force, and how the last attempt to change it went. One immutable snapshot, swapped whole. Safe for several threads.</summary>
internal sealed class SiteBook(SiteModel first, DateTimeOffset readAt)
{
    private volatile Strangers _others = new([], default);
    private Standing _standing = new(first, readAt, [], readAt, 0);

    /// <summary>The model in force.</summary>
    public SiteModel Current => Now.Model;

    /// <summary>Counts up with every change: whoever has seen this one has nothing to look for.</summary>
    public long Version => Now.Version;

    /// <summary>All of it at one instant.</summary>
    public Standing Now => Volatile.Read(ref _standing);

    /// <summary>Names of the machines of the cluster that have another model in force; empty when none has.</summary>
    public IReadOnlyList<string> Others => _others.Silos;

    /// <summary>What is amiss with the model; null when nothing is.</summary>
    public Trouble? Trouble => Now switch
    {
        { Faults: [var first, ..] faults } now => new Trouble(
            FormattableString.Invariant($"The files hold {faults.Count} faults and are not taken; an older model is in force. {Path.GetFileName(first.File)}:{first.Line}: {first.Key} {first.Message}"),
            "the files with \"roomguard check\"; GET /api/v1/site lists every fault.",
            now.TriedAt),
        _ when _others is { Silos.Count: > 0 } others => new Trouble(
            $"{string.Join(", ", others.Silos)}: these machines have another site model in force than this one.",
            "that the same site files are on every machine; GET /api/v1/site gives the hash of each.",
            others.Since),
        _ => null,
    };

    /// <summary>Notes which machines have another model. For one caller.</summary>
    public void Compare(IReadOnlyList<string> others, DateTimeOffset at) => _others = new Strangers(others, others.Count == 0 || _others.Silos.Count == 0 ? at : _others.Since);

    /// <summary>Puts a model in force. For one caller at a time.</summary>
    public void Put(SiteModel model, DateTimeOffset at) => Volatile.Write(ref _standing, new Standing(model, at, [], at, Now.Version + 1));

    /// <summary>Notes that files were read and changed nothing: they say the same, or hold faults. For one caller at a time.</summary>
    public void Note(IReadOnlyList<SettingsFault> faults, DateTimeOffset at) => Volatile.Write(ref _standing, Now with { Faults = faults, TriedAt = at });

    private sealed record Strangers(IReadOnlyList<string> Silos, DateTimeOffset Since);

    /// <summary>A model in force.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="InForceAt">When it came into force, UTC.</param>
    /// <param name="Faults">What was wrong with the files when they were last read; the model is then an older one.</param>
    /// <param name="TriedAt">When the files were last read, UTC.</param>
    /// <param name="Version">Which model it is.</param>
    internal sealed record Standing(SiteModel Model, DateTimeOffset InForceAt, IReadOnlyList<SettingsFault> Faults, DateTimeOffset TriedAt, long Version);
}
