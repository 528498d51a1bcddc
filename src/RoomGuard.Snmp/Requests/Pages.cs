using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Requests;

/// <summary>Reads a MIB forward, some rows at a time: by GETBULK where that works, by GETNEXT where it does not.</summary>
/// <remarks>
/// GETBULK that is refused, unanswered, empty or out of order is tried once more as GETNEXT; if that answers, the device is spared
/// GETBULK for an hour. Some cards have it in their manual and not in their firmware.
/// </remarks>
internal sealed class Pages(Requester requester, Batches batches)
{
    /// <summary>What follows <paramref name="after"/>, row by row; as many objects in a row as there are identifiers, a last row that is not full cut off.</summary>
    /// <param name="rows">How many rows are wanted; fewer, and none, may come.</param>
    public async ValueTask<IReadOnlyList<VarBind>> NextAsync(SnmpTarget target, IReadOnlyList<ObjectId> after, int rows, CancellationToken stop)
    {
        var lane = requester.Lane(target);
        if (!target.UseBulk || target.Version == SnmpVersion.V1 || lane.DoesWithoutBulk(requester.Clock))
        {
            return await batches.AskAsync(target, PduKind.GetNext, after, stop).ConfigureAwait(false);
        }

        try
        {
            var page = await BulkAsync(target, after, rows, stop).ConfigureAwait(false);
            if (page.Count > 0 && IsForward(after, page))
            {
                return page;
            }
        }
        catch (SnmpErrorStatusException)
        {
            // Told by GETNEXT below, if that is refused too.
        }
        catch (SnmpTimeoutException silence) when (silence.Attempts > 0)
        {
            lane.Wake();
            target = target with { Retries = 0 };
        }

        var next = await batches.AskAsync(target, PduKind.GetNext, after, stop).ConfigureAwait(false);
        if (IsForward(after, next) && next.Any(static varBind => !varBind.Value.IsException))
        {
            lane.LearnToDoWithoutBulk(requester.Clock);
        }

        return next;
    }

    private async ValueTask<IReadOnlyList<VarBind>> BulkAsync(SnmpTarget target, IReadOnlyList<ObjectId> after, int rows, CancellationToken stop)
    {
        // RFC 3416 section 4.2.3 has the agent send fewer rows itself, and there are agents that say tooBig instead.
        for (var wanted = Math.Min(rows, target.MaxRepetitions); ; wanted /= 2)
        {
            var answer = await requester.AskAsync(target, new Pdu(PduKind.GetBulk, after, 0, wanted), stop).ConfigureAwait(false);
            if (answer.ErrorStatus == (int)SnmpErrorStatus.TooBig && wanted > 1)
            {
                continue;
            }

            Refusal.ThrowIfRefused(target, answer, after);
            return answer.VarBinds.Count % after.Count == 0 ? answer.VarBinds : [.. answer.VarBinds.Take(answer.VarBinds.Count / after.Count * after.Count)];
        }
    }

    // What comes after the end of a column is another column's business: only the first row is judged.
    private static bool IsForward(IReadOnlyList<ObjectId> after, IReadOnlyList<VarBind> page)
    {
        for (var column = 0; column < after.Count; column++)
        {
            if (!page[column].Value.IsException && page[column].Id <= after[column])
            {
                return false;
            }
        }

        return true;
    }
}
