using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Notify;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Store;

/// <summary>Makes changes durable, each in one transaction: rooms, alarms, journals, messages to send, receipts. Only the keeper of the rooms calls it.</summary>
/// <param name="channels">Ids of the channels that a new message is for.</param>
/// <param name="covers">What stands on the covers of new volumes; nobody's unless given.</param>
internal sealed class StateStore(IDbContextFactory<StateContext> contexts, IReadOnlyList<string> channels, JournalCovers? covers = null)
{
    /// <summary>What stands on the covers of new volumes.</summary>
    public JournalCovers Covers { get; } = covers ?? JournalCovers.Bare;

    /// <summary>What people attested.</summary>
    public AttestationLedger Attestations => new(contexts);

    /// <summary>Every room as it was stored, one after the other. The reader may be slow, and several.</summary>
    public async IAsyncEnumerable<RoomRow> ReadRoomsAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        await foreach (var row in RoomsOf(context).WithCancellation(stop))
        {
            yield return row;
        }
    }

    /// <summary>The question for every room.</summary>
    public static IAsyncEnumerable<RoomRow> RoomsOf(StateContext context) => context.Rooms.AsNoTracking().AsAsyncEnumerable();

    /// <summary>One room as it was stored.</summary>
    /// <exception cref="InvalidDataException">The stored room cannot be read.</exception>
    public async Task<StoredRoom> LoadRoomAsync(string room, CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Rooms.AsNoTracking().FirstOrDefaultAsync(row => row.Room == room, stop) is { } row ? StoredRoom.Read(row) : new StoredRoom(null, 0);
    }

    /// <summary>One agent as it was stored, with what of its boots is; null when nobody has heard of it.</summary>
    public async Task<(AgentPlace? Place, IReadOnlyList<Watermark> Watermarks)> LoadAgentAsync(string site, string agent, CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        var row = await context.Agents.AsNoTracking().FirstOrDefaultAsync(row => row.Site == site && row.Agent == agent, stop);
        var boots = await context.Watermarks.AsNoTracking().Where(row => row.Site == site && row.Agent == agent).OrderByDescending(row => row.At).Take(DeliveryBook.MaxBootsOfAgent).ToListAsync(stop);
        return (
            row is null ? null : new AgentPlace(site, agent, row.Rooms.Split('\n', StringSplitOptions.RemoveEmptyEntries), row.IsOnline),
            [.. boots.AsEnumerable().Reverse().Select(boot => new Watermark(new BootKey(site, agent, boot.Boot), SequenceSet.Parse(boot.Sequences)))]);
    }

    /// <summary>Agents that were heard of, at most so many.</summary>
    public async Task<IReadOnlyList<(string Site, string Agent)>> LoadAgentNamesAsync(int most, CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        var names = await context.Agents.AsNoTracking().Select(row => new { row.Site, row.Agent }).Take(most).ToListAsync(stop);
        return [.. names.Select(name => (name.Site, name.Agent))];
    }

    /// <summary>The room of an alarm, <c>{site}/{room}</c>; null when there never was such an alarm.</summary>
    public async Task<string?> RoomOfAlarmAsync(string alarmId, CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Alarms.Where(row => row.Id == alarmId).Select(row => row.Room).FirstOrDefaultAsync(stop);
    }

    /// <summary>Which packs are stored, older boots first; boots that are long over are forgotten here.</summary>
    public async Task<IReadOnlyList<Watermark>> LoadWatermarksAsync(CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        var rows = await context.Watermarks.OrderBy(row => row.At).ToListAsync(stop);
        var over = rows.GroupBy(row => (row.Site, row.Agent)).SelectMany(boots => boots.SkipLast(DeliveryBook.MaxBootsOfAgent)).ToHashSet();
        context.Watermarks.RemoveRange(over);
        await context.SaveChangesAsync(stop);
        return [.. rows.Where(row => !over.Contains(row)).Select(row => new Watermark(new BootKey(row.Site, row.Agent, row.Boot), SequenceSet.Parse(row.Sequences)))];
    }

    /// <summary>Makes one change durable. When this returns, it has outlived any power cut.</summary>
    /// <exception cref="System.Data.Common.DbException">The database did not take it; nothing of it is stored. A <see cref="DbUpdateException"/> says the same.</exception>
    /// <exception cref="RoomTakenException">One of the rooms has another owner by now; nothing of it is stored.</exception>
    public Task CommitAsync(StateChange change, CancellationToken stop) => CommitAsync([change], stop);

    /// <summary>Makes several changes durable in one transaction.</summary>
    /// <inheritdoc cref="CommitAsync(StateChange, CancellationToken)"/>
    public async Task CommitAsync(IReadOnlyList<StateChange> changes, CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(stop);
        foreach (var change in changes)
        {
            await PutAsync(context, change, stop);
        }

        await context.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    private async Task PutAsync(StateContext context, StateChange change, CancellationToken stop)
    {
        foreach (var room in change.Rooms)
        {
            await PutAsync(context, room, change.At, stop);
            foreach (var effect in room.Effects)
            {
                await PutAsync(context, room.Room, effect, change.At, stop);
            }
        }

        foreach (var agent in change.Agents)
        {
            await PutAsync(context, agent, change.At, stop);
        }

        foreach (var watermark in change.Watermarks)
        {
            await PutAsync(context, watermark, change.At, stop);
        }

        foreach (var delivery in change.Deliveries)
        {
            await PutAsync(context, delivery, change.At, stop);
        }

        await PutJournalsAsync(context, change, stop);

        foreach (var changed in change.Organisation)
        {
            await PutAsync(context, "", changed, stop);
        }

        foreach (var (room, attestation) in change.Attestations)
        {
            context.Attestations.Add(new AttestationRow { Room = room, Content = JsonSerializer.Serialize(attestation, JsonSerializerOptions.Web), At = change.At });
        }

        context.Audit.AddRange(change.Audit.Select(done => AuditRow.Of(done, change.At)));
    }

    private async Task PutJournalsAsync(StateContext context, StateChange change, CancellationToken stop)
    {
        if (change.Entries.Count + change.Marks.Count > 0)
        {
            await StateServer.LockJournalsAsync(context, stop);
        }

        foreach (var (room, draft) in change.Entries)
        {
            await JournalWriter.AppendAsync(context, room, draft, change.At, Covers, stop);
        }

        foreach (var mark in change.Marks)
        {
            await JournalWriter.MarkAsync(context, mark, stop);
        }

        foreach (var code in change.Codes)
        {
            if (await context.SpentCodes.AnyAsync(spent => spent.Person == code.Person && spent.Step == code.Step, stop))
            {
                throw new JournalConflictException("The one-time code was used already; wait for the next.");
            }

            context.SpentCodes.Add(code);
        }

        if (change.Checkpoint is { } checkpoint)
        {
            context.Checkpoints.Add(checkpoint);
        }
    }

    // One statement each, without reading first. Both databases of the model understand them.
    private static async Task PutAsync(StateContext context, RoomChange change, DateTimeOffset at, CancellationToken stop)
    {
        var (owner, version) = (change.Tenure?.Owner ?? "", change.Tenure?.Version ?? 1);
        var expected = change.Tenure is null ? -1 : version - 1;
        var written = await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO room ("Room", "State", "At", "Version", "Owner") VALUES ({change.Room}, {RoomStateJson.Write(change.State)}, {UnixMicroseconds.Of(at)}, {version}, {owner})
            ON CONFLICT ("Room") DO UPDATE SET "State" = excluded."State", "At" = excluded."At", "Version" = excluded."Version", "Owner" = excluded."Owner"
            WHERE room."Version" = {expected} OR {expected} < 0 OR (room."Version" = excluded."Version" AND room."Owner" = excluded."Owner")
            """,
            stop);
        if (written == 0)
        {
            throw new RoomTakenException(change.Room);
        }
    }

    private static Task<int> PutAsync(StateContext context, AgentPlace place, DateTimeOffset at, CancellationToken stop) => context.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO agent ("Site", "Agent", "Rooms", "IsOnline", "At")
        VALUES ({place.Site}, {place.Agent}, {string.Join('\n', place.Rooms)}, {place.IsOnline}, {UnixMicroseconds.Of(at)})
        ON CONFLICT ("Site", "Agent") DO UPDATE SET "Rooms" = excluded."Rooms", "IsOnline" = excluded."IsOnline", "At" = excluded."At"
        """,
        stop);

    private static Task<int> PutAsync(StateContext context, Watermark watermark, DateTimeOffset at, CancellationToken stop) => context.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO watermark ("Site", "Agent", "Boot", "Sequences", "At")
        VALUES ({watermark.Boot.Site}, {watermark.Boot.Agent}, {watermark.Boot.Boot}, {watermark.Sequences.ToString()}, {UnixMicroseconds.Of(at)})
        ON CONFLICT ("Site", "Agent", "Boot") DO UPDATE SET "Sequences" = excluded."Sequences", "At" = excluded."At"
        """,
        stop);

    private static Task<int> PutAsync(StateContext context, DeliveryTry tried, DateTimeOffset at, CancellationToken stop)
    {
        var (error, isRecoverable) = tried.Delivery;
        DateTimeOffset? deliveredAt = error is null ? at : null;
        DateTimeOffset? givenUpAt = error is null || isRecoverable ? null : at;
        return context.Notifications.Where(row => row.Id == tried.Id).ExecuteUpdateAsync(
            row => row
                .SetProperty(message => message.Attempts, message => message.Attempts + 1)
                .SetProperty(message => message.LastError, error)
                .SetProperty(message => message.DeliveredAt, deliveredAt)
                .SetProperty(message => message.GivenUpAt, givenUpAt),
            stop);
    }

    private async Task PutAsync(StateContext context, string room, RoomEffect effect, DateTimeOffset at, CancellationToken stop)
    {
        switch (effect)
        {
            case AlarmChanged changed:
                await PutAsync(context, room, changed.Alarm, at, stop);
                await EnqueueAsync(context, room, changed, at, stop);
                break;
            case JournalDrafted drafted:
                await StateServer.LockJournalsAsync(context, stop);
                await JournalWriter.AppendAsync(context, room, drafted.Draft, at, Covers, stop);
                break;
            case VerdictChanged changed:
                await PutAsync(context, room, changed, stop);
                break;
            case WindowChanged:
                // The room's state keeps its windows.
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "Not a kind of effect.");
        }
    }

    private static Task<int> PutAsync(StateContext context, string room, Alarm alarm, DateTimeOffset at, CancellationToken stop) => context.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO alarm ("Id", "Room", "Point", "Rule", "Signal", "Priority", "State", "Since", "ChangedAt", "Content")
        VALUES ({alarm.Id}, {room}, {alarm.Point.ToString()}, {alarm.Rule}, {alarm.Signal}, {(int)alarm.Priority}, {(int)alarm.State}, {UnixMicroseconds.Of(alarm.Since)}, {UnixMicroseconds.Of(at)}, {AlarmJson.Write(alarm)})
        ON CONFLICT ("Id") DO UPDATE SET "Priority" = excluded."Priority", "State" = excluded."State", "Since" = excluded."Since", "ChangedAt" = excluded."ChangedAt", "Content" = excluded."Content"
        """,
        stop);

    private async Task EnqueueAsync(StateContext context, string room, AlarmChanged change, DateTimeOffset at, CancellationToken stop)
    {
        if (!change.Telling.IsTold() || channels.Count == 0)
        {
            return;
        }

        // The room decides; one message is kept once all the same, whatever is done twice.
        var kind = NotificationKind.Of(change.Telling, at);
        var content = NotificationJson.Write(new Notification(kind, room, change.Alarm));
        foreach (var channel in channels)
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO notification ("AlarmId", "Kind", "Channel", "Content", "CreatedAt", "Attempts") VALUES ({change.Alarm.Id}, {kind}, {channel}, {content}, {UnixMicroseconds.Of(at)}, 0)
                ON CONFLICT ("AlarmId", "Kind", "Channel") DO NOTHING
                """,
                stop);
        }
    }

    // A verdict seldom changes: rows go by the model. Evidence of two verdicts may be the same.
    private static async Task PutAsync(StateContext context, string room, VerdictChanged changed, CancellationToken stop)
    {
        var (verdict, record) = (changed.Verdict, changed.Record);
        foreach (var (_, hash, content) in record.Inputs.Append(record.Edition))
        {
            await context.Database.ExecuteSqlAsync($"""INSERT INTO evidence ("Hash", "Content") VALUES ({hash}, {content}) ON CONFLICT ("Hash") DO NOTHING""", stop);
        }

        context.Verdicts.Add(new VerdictRow
        {
            Room = room,
            Item = verdict.Id,
            State = verdict.State.ToWord(),
            Reasons = string.Join(' ', verdict.Reasons.Select(reason => reason.ToWord())),
            Evidence = string.Join('\n', verdict.Evidence),
            Since = verdict.Since,
            Content = record.Content,
            Hash = record.Hash,
        });
    }
}
