using System.Diagnostics;
using System.Globalization;
using Orleans.Runtime.Placement;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Cluster;

/// <summary>One room: lets <see cref="RoomLogic"/> decide, makes durable what was decided, then shows it. One call after the other.</summary>
/// <remarks>
/// Newest values alone are not stored with every sample: they are in the series store, and the next ones are on their way. What was decided from
/// them is stored before the call ends, so no kill takes a decision back.
/// </remarks>
[KeepAlive]
internal sealed class RoomGrain(RoomGrainParts parts) : Grain, IRoomGrain, IGrainMigrationParticipant
{
    private const string StateKey = "state";
    private const string VersionKey = "version";

    // After a kill a room starts from values of at most this age, and hears newer ones with the next samples.
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(10);

    private readonly string _owner = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private RoomDefinition _room = null!;
    private RoomState? _state;
    private long _version;
    private long _revision;
    private DateTimeOffset _at;
    private DateTimeOffset _savedAt;
    private bool _isUnsaved;
    private long _seen;

    private string Path => this.GetPrimaryKeyString();

    // The operator took the room out while something was on its way to it, or this machine's files do not have it: nothing is made of what comes, and what is stored stays.
    private bool IsStranger => _room is null;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (parts.FindRoom(Path) is not { } room)
        {
            DeactivateOnIdle();
            return;
        }

        _room = room;
        var now = parts.Clock.GetUtcNow();
        _seen = parts.Sites.Version;
        if (_state is null)
        {
            var stored = parts.Stored.Find(Path) ?? await parts.Gate.ReadAsync(() => parts.Store.LoadRoomAsync(Path, cancellationToken), cancellationToken);
            _version = stored.Version;
            _state = stored.State is { } state ? RoomLogic.Resume(state, now) : RoomState.New(_room, now);
        }

        // Never a number that an earlier owner has used.
        (_savedAt, _revision) = (now, TimeProvider.System.GetUtcNow().UtcTicks);
        await TakeAsync(RoomLogic.Describe(_room, _state, now), now);
        Show(now);
        parts.Local.Add(Path, this.AsReference<IRoomGrain>());
        parts.Stored.Forget(Path);
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        parts.Local.Remove(Path);
        if (_isUnsaved && reason.ReasonCode != DeactivationReasonCode.Migrating)
        {
            await SaveAsync(new RoomStep(_state!, []), parts.Clock.GetUtcNow(), null);
        }
    }

    /// <inheritdoc/>
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        if (IsStranger)
        {
            return;
        }

        dehydrationContext.TryAddValue(StateKey, RoomStateJson.Write(_state!));
        dehydrationContext.TryAddValue(VersionKey, _version);
    }

    /// <inheritdoc/>
    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetValue<byte[]>(StateKey, out var json) && RoomStateJson.TryRead(json, out var state)
            && rehydrationContext.TryGetValue<long>(VersionKey, out var version))
        {
            (_state, _version, _isUnsaved) = (state, version, true);
        }
    }

    /// <inheritdoc/>
    public ValueTask WakeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<bool> ObserveAsync(Sample[] samples)
    {
        if (IsStranger)
        {
            return ValueTask.FromResult(false);
        }

        var now = parts.Clock.GetUtcNow();
        parts.Committer.Pace.Call("observe");
        return CentralTrace.IsHeard ? TraceAsync(samples, now) : TakeInAsync(samples, now);
    }

    /// <inheritdoc/>
    public ValueTask ExpectAsync(string agent, BirthPoint[] points)
    {
        if (IsStranger)
        {
            return ValueTask.CompletedTask;
        }

        var now = parts.Clock.GetUtcNow();
        parts.Committer.Pace.Call("expect");
        return TakeAsync(RoomLogic.Expect(_room, _state!, agent, points, now), now);
    }

    /// <inheritdoc/>
    public ValueTask ConnectAsync(string agent, bool isOnline)
    {
        if (IsStranger)
        {
            return ValueTask.CompletedTask;
        }

        var now = parts.Clock.GetUtcNow();
        parts.Committer.Pace.Call("connect");
        return TakeAsync(RoomLogic.Connection(_room, _state!, agent, isOnline, now), now);
    }

    /// <inheritdoc/>
    public async ValueTask TickAsync()
    {
        var now = parts.Clock.GetUtcNow();
        if (IsStranger || !await FollowAsync(now))
        {
            return;
        }

        var step = RoomLogic.Tick(_room, _state!, now);
        await (_isUnsaved && now - _savedAt > SaveEvery ? SaveAndShowAsync(step, now, null) : TakeAsync(step, now));
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ActAsync(string work)
    {
        var now = parts.Clock.GetUtcNow();
        switch (PersonalWork.Read(work))
        {
            case var _ when IsStranger:
                return false;
            case PersonalAttestation attest:
                // Two calls may have come at once, each of which found nothing against it.
                if (await parts.Gate.ReadAsync(() => parts.Store.Attestations.FindAgainstAsync(Path, AttestableItems.Of(_room), attest.Attestation, attest.Replaces, parts.Stop), parts.Stop) is not null)
                {
                    return false;
                }

                await SaveAndShowAsync(RoomLogic.Attest(_room, _state!, attest.Attestation, now), now, RoomDeed.Of(Path, attest));
                return true;
            case PersonalAction act when _state!.Alarms.ContainsKey(act.AlarmId):
                var acted = RoomLogic.Act(_room, _state!, act.AlarmId, new AlarmAction(act.Kind, act.By.Name, now, act.Comment, act.Until));
                await TakeAsync(acted, now, RoomDeed.Of(act, acted));
                return true;
            case PersonalHappening happening:
                await SaveAndShowAsync(RoomLogic.Happen(_room, _state!, happening.Happening, now), now, RoomDeed.Of(Path, happening));
                return true;
            case PersonalEntry entry:
                var draft = entry.Whole();
                await SaveAndShowAsync(RoomLogic.Enter(_room, _state!, draft, now), now, RoomDeed.Of(Path, draft, entry.By));
                return true;
            case PersonalHistory history:
                var recalled = RoomLogic.Recall(_room, _state!, history.Drafts, now);
                if (!ReferenceEquals(recalled.State, _state))
                {
                    await SaveAndShowAsync(recalled, now, null);
                }

                return true;
            case PersonalSignature signature:
                return await SignAsync(signature, now);
            case PersonalWindow declare:
                var declared = RoomLogic.Declare(_room, _state!, declare.Window, now);
                await TakeAsync(declared, now, RoomDeed.Of(Path, declare.By, declared));
                return _state!.Windows.Exists(window => window.Id == declare.Window.Id);
            case PersonalWindowEnd end when _state!.Windows.Exists(window => window.Id == end.WindowId):
                var ended = RoomLogic.EndWindow(_room, _state!, end.WindowId, end.By.Name, now);
                await TakeAsync(ended, now, RoomDeed.Of(Path, end.By, ended));
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public ValueTask<RoomView?> ReadAsync(long known) =>
        ValueTask.FromResult(IsStranger || known == _revision ? null : new RoomView(RoomStateJson.Write(_state!), _revision, _at));

    /// <inheritdoc/>
    public ValueTask MoveAsync(SiloAddress to)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, to);
        MigrateOnIdle();
        return ValueTask.CompletedTask;
    }

    // Takes over the room's description when the site model is another one; false when the operator has taken the room out.
    private async ValueTask<bool> FollowAsync(DateTimeOffset now)
    {
        var version = parts.Sites.Version;
        if (_seen == version)
        {
            return true;
        }

        if (parts.FindRoom(Path) is not { } room)
        {
            await SaveAsync(RoomLogic.Retire(_state!), now, null);
            _room = null!;
            DeactivateOnIdle();
            return false;
        }

        (_room, _seen) = (room, version);
        await TakeAsync(RoomLogic.Describe(room, _state!, now), now);
        return true;
    }

    private async ValueTask<bool> TraceAsync(Sample[] samples, DateTimeOffset now)
    {
        using var activity = CentralTrace.StartCarried("room step");
        activity?.SetTag("room", Path).SetTag("samples", samples.Length);
        return await TakeInAsync(samples, now);
    }

    private ValueTask<bool> TakeInAsync(Sample[] samples, DateTimeOffset now)
    {
        var step = Decide(samples, now);
        var taking = TakeAsync(step, now);
        return taking.IsCompletedSuccessfully ? ValueTask.FromResult(false) : SayAsync(taking, step);

        static async ValueTask<bool> SayAsync(ValueTask taking, RoomStep step)
        {
            await taking;
            return step.Effects.Any(static effect => effect is AlarmChanged);
        }
    }

    private RoomStep Decide(Sample[] samples, DateTimeOffset now)
    {
        var started = Stopwatch.GetTimestamp();
        var step = RoomLogic.Observe(_room, _state!, samples, now);
        parts.Committer.Pace.Step(started);
        return step;
    }

    private ValueTask TakeAsync(RoomStep step, DateTimeOffset now, RoomDeed? deed = null)
    {
        if (ReferenceEquals(step.State, _state) && step.Effects.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        if (step.MustStore || deed is not null)
        {
            return SaveAndShowAsync(step, now, deed);
        }

        (_state, _isUnsaved) = (step.State, true);
        Show(now);
        return ValueTask.CompletedTask;
    }

    private async ValueTask SaveAndShowAsync(RoomStep step, DateTimeOffset now, RoomDeed? deed)
    {
        await SaveAsync(step, now, deed);
        Show(now);
    }

    private async Task SaveAsync(RoomStep step, DateTimeOffset now, RoomDeed? deed)
    {
        var change = new StateChange(now)
        {
            Rooms = [new RoomChange(Path, step.State, step.Effects) { Tenure = new RoomTenure(_owner, _version + 1) }],
            Attestations = deed?.Attestation is { } attestation ? [(Path, attestation)] : [],
            Marks = deed?.Mark is { } mark ? [mark] : [],
            Codes = deed?.Code is { } code ? [code] : [],
            Audit = deed is null ? [] : [deed.Event],
        };
        foreach (var changed in step.Effects.OfType<AlarmChanged>())
        {
            CentralTrace.Remember(changed.Alarm.Id);
        }

        try
        {
            await parts.Committer.CommitAsync(change, parts.Stop);
        }
        catch (RoomTakenException)
        {
            DeactivateOnIdle();
            throw;
        }

        (_state, _version, _savedAt, _isUnsaved) = (step.State, _version + 1, now, false);
    }

    // Somebody else was quicker, or the code was used: nothing of it is stored, and the entry waits on.
    private async ValueTask<bool> SignAsync(PersonalSignature signature, DateTimeOffset now)
    {
        try
        {
            await SaveAndShowAsync(RoomLogic.Sign(_room, _state!, signature.DraftKey, now), now, RoomDeed.Of(signature));
            return true;
        }
        catch (JournalConflictException)
        {
            return false;
        }
    }

    private void Show(DateTimeOffset now)
    {
        (_at, _revision) = (now, _revision + 1);
        parts.Board.Publish(new RoomSnapshot(_room, _state!, now));
    }
}
