using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Requests;

/// <summary>Asks for any number of objects in requests that the device can take, and makes refusals of single objects into values.</summary>
/// <remarks>
/// A request that is refused as too big, or that a device which answers others leaves unanswered, is halved; what fits is remembered
/// for an hour. SNMPv1 refuses a whole request for one object it lacks (RFC 1157 section 4.1.2): that object is left out and the rest asked again.
/// </remarks>
internal sealed class Batches(Requester requester)
{
    /// <summary>One varbind for each identifier, in the order asked.</summary>
    public async Task<IReadOnlyList<VarBind>> AskAsync(SnmpTarget target, PduKind kind, IReadOnlyList<ObjectId> ids, CancellationToken stop)
    {
        var most = Most(target);
        if (ids.Count == 0)
        {
            return [];
        }

        if (ids.Count <= most)
        {
            return await AskOneAsync(target, kind, ids, stop).ConfigureAwait(false);
        }

        var answers = new List<VarBind>(ids.Count);
        while (answers.Count < ids.Count)
        {
            var asked = ids.Skip(answers.Count).Take(most).ToArray();
            answers.AddRange(await AskOneAsync(target, kind, asked, stop).ConfigureAwait(false));
            most = Most(target);
        }

        return answers;
    }

    private int Most(SnmpTarget target) => Math.Min(target.MaxVarbinds, requester.Lane(target).MostVarbinds(requester.Clock));

    private async ValueTask<IReadOnlyList<VarBind>> AskOneAsync(SnmpTarget target, PduKind kind, IReadOnlyList<ObjectId> asked, CancellationToken stop)
    {
        var wasSilent = requester.Lane(target).IsSilent;
        try
        {
            var answer = await requester.AskAsync(target, new Pdu(kind, asked), stop).ConfigureAwait(false);
            if (answer.ErrorStatus == (int)SnmpErrorStatus.NoError)
            {
                Refusal.ThrowIfOffTopic(target, answer, kind, asked);
                return answer.VarBinds;
            }

            if (answer.ErrorStatus == (int)SnmpErrorStatus.TooBig && asked.Count > 1)
            {
                requester.Lane(target).LearnMostVarbinds(requester.Clock, asked.Count / 2);
                return await AskAsync(target, kind, asked, stop).ConfigureAwait(false);
            }

            if (answer.ErrorStatus == (int)SnmpErrorStatus.NoSuchName && answer.ErrorIndex > 0 && answer.ErrorIndex <= asked.Count)
            {
                return await AskWithoutAsync(answer.ErrorIndex - 1, target, kind, asked, stop).ConfigureAwait(false);
            }

            throw Refusal.Of(target, answer, asked);
        }
        catch (SnmpTimeoutException silence) when (!wasSilent && silence.Attempts > 0 && asked.Count > 1)
        {
            return await AskHalfAsync(silence, target, kind, asked, stop).ConfigureAwait(false);
        }
    }

    // Some cards drop what is too large for them without a word.
    private async ValueTask<IReadOnlyList<VarBind>> AskHalfAsync(SnmpTimeoutException silence, SnmpTarget target, PduKind kind, IReadOnlyList<ObjectId> asked, CancellationToken stop)
    {
        var half = asked.Take(asked.Count / 2).ToArray();
        requester.Lane(target).Wake();
        try
        {
            var first = await AskOneAsync(target with { Retries = 0 }, kind, half, stop).ConfigureAwait(false);
            requester.Lane(target).LearnMostVarbinds(requester.Clock, Math.Min(half.Length, Most(target)));
            return [.. first, .. await AskAsync(target, kind, [.. asked.Skip(half.Length)], stop).ConfigureAwait(false)];
        }
        catch (SnmpTimeoutException again) when (again.Attempts > 0)
        {
            throw new SnmpTimeoutException(target.Address, silence.Attempts + again.Attempts, silence.Waited + again.Waited, again.InnerException);
        }
    }

    private async ValueTask<IReadOnlyList<VarBind>> AskWithoutAsync(int absent, SnmpTarget target, PduKind kind, IReadOnlyList<ObjectId> asked, CancellationToken stop)
    {
        var missing = new VarBind(asked[absent], kind == PduKind.Get ? SnmpValue.NoSuchObject : SnmpValue.EndOfMibView);
        var rest = await AskAsync(target, kind, [.. asked.Take(absent), .. asked.Skip(absent + 1)], stop).ConfigureAwait(false);
        return [.. rest.Take(absent), missing, .. rest.Skip(absent)];
    }
}
