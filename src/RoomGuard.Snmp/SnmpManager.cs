using System.Runtime.CompilerServices;
using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Requests;

namespace RoomGuard.Snmp;

/// <summary>Asks devices for values and sets them: one manager, and one socket of each address family, for all of them.</summary>
/// <remarks>
/// <para>Thread-safe. Each device is asked one thing at a time; different devices at once. Waiting for an answer begins
/// when the request leaves, not while it stands in line.</para>
/// <para>Every method throws <see cref="SnmpTimeoutException"/> when nothing comes, <see cref="SnmpErrorStatusException"/> when
/// the device refuses, <see cref="SnmpDecodeException"/> when its answer makes no sense, <see cref="NotSupportedException"/> for a
/// version this release does not speak, and <see cref="OperationCanceledException"/> when told to stop.</para>
/// </remarks>
/// <param name="clock">Measures the waits.</param>
public sealed class SnmpManager(TimeProvider clock) : IAsyncDisposable
{
    private readonly Requester _requester = new(clock);

    /// <summary>What was sent and received so far.</summary>
    public SnmpManagerCounts Counts => _requester.Counts;

    /// <summary>Reads the objects, in as many requests as the target's batch size and the device's message size ask for.</summary>
    /// <returns>One varbind for each identifier, in the order asked. What the device lacks is there as an exception value.</returns>
    public Task<IReadOnlyList<VarBind>> GetAsync(SnmpTarget target, IReadOnlyList<ObjectId> ids, CancellationToken stop) =>
        AskInBatchesAsync(target, PduKind.Get, ids, stop);

    /// <summary>Reads for each identifier the object that comes after it, in batches as <see cref="GetAsync"/> does.</summary>
    /// <returns>One varbind for each identifier, in the order asked; endOfMibView where nothing follows.</returns>
    public Task<IReadOnlyList<VarBind>> GetNextAsync(SnmpTarget target, IReadOnlyList<ObjectId> ids, CancellationToken stop) =>
        AskInBatchesAsync(target, PduKind.GetNext, ids, stop);

    /// <summary>Sends one GETBULK as it is: no batches, whatever the number of identifiers.</summary>
    /// <param name="nonRepeaters">How many of the first identifiers are asked for once, 0 or more.</param>
    /// <param name="maxRepetitions">How many followers are wanted of each of the rest, 0 or more.</param>
    /// <returns>What the device chose to send, row by row; it may be less than asked, or nothing.</returns>
    public async Task<IReadOnlyList<VarBind>> GetBulkAsync(SnmpTarget target, IReadOnlyList<ObjectId> ids, int nonRepeaters, int maxRepetitions, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nonRepeaters);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRepetitions);
        var answer = await _requester.AskAsync(target, new Pdu(PduKind.GetBulk, 0, nonRepeaters, maxRepetitions, Questions(ids)), stop).ConfigureAwait(false);
        ThrowIfRefused(target, answer, ids);
        return answer.VarBinds;
    }

    /// <summary>Reads everything below <paramref name="root"/>, in order, as far as the device stays in order.</summary>
    /// <remarks>
    /// Ends without an error at the first object outside <paramref name="root"/>, at endOfMibView, at an empty answer, and at an
    /// identifier that does not come after the one before it: a device that loops is read once round.
    /// </remarks>
    /// <param name="maxRows">Most objects to read; the walk ends quietly there. Above 0.</param>
    public async IAsyncEnumerable<VarBind> WalkAsync(SnmpTarget target, ObjectId root, int maxRows, [EnumeratorCancellation] CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        var last = root;
        var rows = 0;
        while (true)
        {
            var page = await NextPageAsync(target, last, maxRows - rows, stop).ConfigureAwait(false);
            foreach (var varBind in page)
            {
                if (varBind.Value.IsException || !varBind.Id.StartsWith(root) || varBind.Id <= last)
                {
                    yield break;
                }

                yield return varBind;
                last = varBind.Id;
                if (++rows == maxRows)
                {
                    yield break;
                }
            }

            if (page.Count == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Sets the objects in one request, and never sends it again: after a time-out it is unknown whether the device acted.</summary>
    /// <returns>What the device says it has set.</returns>
    public async Task<IReadOnlyList<VarBind>> SetAsync(SnmpTarget target, IReadOnlyList<VarBind> varBinds, CancellationToken stop)
    {
        var answer = await _requester.AskAsync(target, new Pdu(PduKind.Set, 0, 0, 0, varBinds), stop).ConfigureAwait(false);
        ThrowIfRefused(target, answer, [.. varBinds.Select(static varBind => varBind.Id)]);
        return answer.VarBinds;
    }

    /// <summary>Closes the sockets. What is still being asked ends with <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync() => _requester.DisposeAsync();

    private async Task<IReadOnlyList<VarBind>> AskInBatchesAsync(SnmpTarget target, PduKind kind, IReadOnlyList<ObjectId> ids, CancellationToken stop)
    {
        var answers = new List<VarBind>(ids.Count);
        var most = target.MaxVarbinds;
        while (answers.Count < ids.Count)
        {
            var asked = ids.Skip(answers.Count).Take(most).ToArray();
            var answer = await _requester.AskAsync(target, new Pdu(kind, 0, 0, 0, Questions(asked)), stop).ConfigureAwait(false);
            if (answer.ErrorStatus == (int)SnmpErrorStatus.TooBig && asked.Length > 1)
            {
                most = asked.Length / 2;
                continue;
            }

            ThrowIfRefused(target, answer, asked);
            ThrowIfOffTopic(target, answer, kind, asked);
            answers.AddRange(answer.VarBinds);
        }

        return answers;
    }

    private async Task<IReadOnlyList<VarBind>> NextPageAsync(SnmpTarget target, ObjectId after, int rowsLeft, CancellationToken stop)
    {
        if (!target.UseBulk)
        {
            return await GetNextAsync(target, [after], stop).ConfigureAwait(false);
        }

        var rows = Math.Min(rowsLeft, target.MaxRepetitions);
        while (true)
        {
            try
            {
                return await GetBulkAsync(target, [after], 0, rows, stop).ConfigureAwait(false);
            }
            catch (SnmpErrorStatusException refusal) when (refusal.Status == SnmpErrorStatus.TooBig && rows > 1)
            {
                // RFC 3416 has the agent send fewer rows instead, and there are agents that do not.
                rows /= 2;
            }
        }
    }

    private static VarBind[] Questions(IEnumerable<ObjectId> ids) => [.. ids.Select(static id => new VarBind(id, SnmpValue.Null))];

    private static void ThrowIfRefused(SnmpTarget target, Pdu answer, IReadOnlyList<ObjectId> asked)
    {
        if (answer.ErrorStatus != (int)SnmpErrorStatus.NoError)
        {
            ObjectId? id = answer.ErrorIndex > 0 && answer.ErrorIndex <= asked.Count ? asked[answer.ErrorIndex - 1] : null;
            throw new SnmpErrorStatusException(target.Address, (SnmpErrorStatus)answer.ErrorStatus, answer.ErrorIndex, id);
        }
    }

    private static void ThrowIfOffTopic(SnmpTarget target, Pdu answer, PduKind kind, ObjectId[] asked)
    {
        if (answer.VarBinds.Count != asked.Length)
        {
            throw new SnmpDecodeException(target.Address, 0, $"{answer.VarBinds.Count} varbinds in answer to {asked.Length}");
        }

        for (var i = 0; kind == PduKind.Get && i < asked.Length; i++)
        {
            if (answer.VarBinds[i].Id != asked[i])
            {
                throw new SnmpDecodeException(target.Address, 0, $"varbind {i + 1} is {answer.VarBinds[i].Id} where {asked[i]} was asked for");
            }
        }
    }
}
