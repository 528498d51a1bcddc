using System.Globalization;
using Orleans.Runtime.Placement;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Store;
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

    private string Path => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _room = parts.FindRoom(Path) ?? throw new InvalidOperationException($"Room {Path} is not one of this centre's.");
        var now = parts.Clock.GetUtcNow();
        if (_state is null)
        {
            var stored = await parts.Gate.ReadAsync(() => parts.Store.LoadRoomAsync(Path, cancellationToken), cancellationToken);
            _version = stored.Version;
            _state = stored.State is { } state ? RoomLogic.Resume(state, now) : RoomState.New(_room, now);
        }

        // Never a number that an earlier owner has used.
        (_savedAt, _revision) = (now, TimeProvider.System.GetUtcNow().UtcTicks);
        Show(now);
        parts.Local.Add(Path, this.AsReference<IRoomGrain>());
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
    public ValueTask ObserveAsync(Sample[] samples)
    {
        var now = parts.Clock.GetUtcNow();
        return TakeAsync(RoomLogic.Observe(_room, _state!, samples, now), now);
    }

    /// <inheritdoc/>
    public ValueTask ExpectAsync(string agent, BirthPoint[] points)
    {
        var now = parts.Clock.GetUtcNow();
        return TakeAsync(RoomLogic.Expect(_room, _state!, agent, points, now), now);
    }

    /// <inheritdoc/>
    public ValueTask ConnectAsync(string agent, bool isOnline)
    {
        var now = parts.Clock.GetUtcNow();
        return TakeAsync(RoomLogic.Connection(_room, _state!, agent, isOnline, now), now);
    }

    /// <inheritdoc/>
    public ValueTask TickAsync()
    {
        var now = parts.Clock.GetUtcNow();
        var step = RoomLogic.Tick(_room, _state!, now);
        return _isUnsaved && now - _savedAt > SaveEvery ? SaveAndShowAsync(step, now, null) : TakeAsync(step, now);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ActAsync(string work)
    {
        var now = parts.Clock.GetUtcNow();
        switch (PersonalWork.Read(work))
        {
            case PersonalAttestation attest:
                await SaveAndShowAsync(RoomLogic.Attest(_room, _state!, attest.Attestation, now), now, RoomDeed.Of(Path, attest));
                return true;
            case PersonalAction act when _state!.Alarms.ContainsKey(act.AlarmId):
                var acted = RoomLogic.Act(_room, _state!, act.AlarmId, new AlarmAction(act.Kind, act.By.Name, now, act.Comment, act.Until));
                await TakeAsync(acted, now, RoomDeed.Of(act, acted));
                return true;
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
        ValueTask.FromResult(known == _revision ? null : new RoomView(RoomStateJson.Write(_state!), _revision, _at));

    /// <inheritdoc/>
    public ValueTask MoveAsync(SiloAddress to)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, to);
        MigrateOnIdle();
        return ValueTask.CompletedTask;
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
            Audit = deed is null ? [] : [deed.Event],
        };
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

    private void Show(DateTimeOffset now)
    {
        (_at, _revision) = (now, _revision + 1);
        parts.Board.Publish(new RoomSnapshot(_room, _state!, now));
    }
}
