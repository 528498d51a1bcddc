using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Verdicts;

/// <summary>How the organisation as a whole stands: the items that are about no room. One machine judges, every machine shows. Safe for several threads.</summary>
/// <remarks>What is shown is what is stored. The judging machine looks every few seconds, and at once when somebody attested something here.</remarks>
internal sealed class OrganisationBook(OrganisationSources sources, StateDatabase database, StateCommitter committer, StateGate gate, ClusterSeat seat, TimeProvider clock) : IDisposable
{
    /// <summary>The room under which rows of the organisation are stored.</summary>
    public const string Room = "";

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _asked = new(0);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly AttestationLedger _attestations = new(database);
    private readonly DateTimeOffset _since = clock.GetUtcNow();
    private volatile OrganisationState _state = new();

    /// <summary>What is known of it.</summary>
    public OrganisationState State => _state;

    /// <summary>The edition it is judged by.</summary>
    public Catalogue Catalogue => sources.Sites.Current.Editions.Default;

    /// <inheritdoc/>
    public void Dispose()
    {
        _asked.Dispose();
        _turn.Dispose();
    }

    /// <summary>Notes what somebody attested; returns when it is stored.</summary>
    /// <param name="replaces">The one that it puts right, and may contradict; null for none.</param>
    /// <returns>What stands against it, and why nothing was noted; null when it was.</returns>
    public async Task<Attestation?> AttestAsync(Attestation attestation, string? replaces, Actor by, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var items = new AttestableItems(Catalogue.ItemsOfOrganisation);
            if (await gate.ReadAsync(() => _attestations.FindAgainstAsync(Room, items, attestation, replaces, stop), stop) is { } before)
            {
                return before;
            }

            var done = new AuditEvent(by, "organisation.attest", "organisation").Changing(null, attestation);
            await committer.CommitAsync(new StateChange(clock.GetUtcNow()) { Attestations = [(Room, attestation)], Audit = [done] }, stop);
        }
        finally
        {
            _turn.Release();
        }

        _asked.Release();
        return null;
    }

    /// <summary>Reads and judges until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.Ready.WaitAsync(stop);
        while (true)
        {
            await LookAsync(seat.IsLeader, stop);
            await _asked.WaitAsync(Between, stop);
        }
    }

    /// <summary>Reads what is stored, judges, and stores what changed.</summary>
    /// <param name="isJudge">Whether this machine judges; otherwise it only shows.</param>
    internal async Task LookAsync(bool isJudge, CancellationToken stop)
    {
        var (stored, backups) = await gate.ReadAsync(() => ReadAsync(stop), stop);
        if (!isJudge)
        {
            _state = stored;
            return;
        }

        var now = clock.GetUtcNow();
        var facts = OrganisationFactsEvidence.Of(OrganisationFacts.Of(sources.Options, sources.Sites.Current), _since, backups);
        var (state, changes) = OrganisationLogic.Assess(Catalogue, stored, facts, now);
        if (changes.Count > 0)
        {
            await committer.CommitAsync(new StateChange(now) { Organisation = changes }, stop);
        }

        _state = state;
    }

    private async Task<(OrganisationState State, IReadOnlyList<JournalEntry> Backups)> ReadAsync(CancellationToken stop)
    {
        await using var context = database.CreateDbContext();
        var state = new OrganisationState();
        var now = clock.GetUtcNow();
        foreach (var row in await context.Attestations.AsNoTracking().Where(row => row.Room == Room).OrderBy(row => row.Id).ToListAsync(stop))
        {
            state = OrganisationLogic.Attest(Catalogue, state, AttestationLedger.Read(row.Content), now);
        }

        var newest = context.Verdicts.AsNoTracking().Where(row => row.Room == Room).GroupBy(row => row.Item).Select(item => item.Max(row => row.Id));
        var verdicts = await context.Verdicts.AsNoTracking().Where(row => newest.Contains(row.Id)).ToListAsync(stop);
        var backups = await sources.Journals.ReadAsync(new JournalQuery { Journal = "35.5", Limit = 100, NewestFirst = true }, stop);
        return (state with { Verdicts = state.Verdicts.AddRange(verdicts.Select(row => KeyValuePair.Create(row.Item, Read(row)))) }, backups.Items);
    }

    private static Verdict Read(VerdictRow row) => new(
        row.Item,
        VerdictWords.State(row.State),
        [.. row.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(VerdictWords.Reason)],
        VerdictRecord.SinceOf(row.Content) ?? row.Since,
        row.Evidence.Split('\n', StringSplitOptions.RemoveEmptyEntries))
    {
        Record = row.Hash,
    };
}

/// <summary>What an organisation is judged from.</summary>
internal sealed record OrganisationSources(CentralOptions Options, SiteBook Sites, JournalLedger Journals);
