using System.Runtime.CompilerServices;
using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Requests;

namespace RoomGuard.Snmp;

/// <summary>Asks devices for values and sets them: one manager, and one socket of each address family, for all of them.</summary>
/// <remarks>
/// <para>Thread-safe. Each device is asked one thing at a time, or as many as its target allows; different devices at once. Waiting for
/// an answer begins when the request leaves, not while it stands in line.</para>
/// <para>Every method throws <see cref="SnmpTimeoutException"/> when nothing comes, <see cref="SnmpErrorStatusException"/> when
/// the device refuses, <see cref="SnmpDecodeException"/> when its answer makes no sense, <see cref="SnmpSecurityException"/> when SNMPv3
/// finds no common ground, and <see cref="OperationCanceledException"/> when told to stop.</para>
/// </remarks>
public sealed class SnmpManager : IAsyncDisposable
{
    private readonly Requester _requester;
    private readonly Batches _batches;
    private readonly Pages _pages;

    /// <summary>A manager that has opened nothing yet.</summary>
    /// <param name="clock">Measures the waits.</param>
    /// <param name="completion">On which thread callers go on.</param>
    public SnmpManager(TimeProvider clock, SnmpCompletion completion = SnmpCompletion.OnThreadPool)
    {
        _requester = new Requester(clock, completion);
        _batches = new Batches(_requester);
        _pages = new Pages(_requester, _batches);
    }

    /// <summary>What was sent and received so far.</summary>
    public SnmpManagerCounts Counts => _requester.Counts;

    /// <summary>Reads the objects, in as many requests as the target's batch size and the device's message size ask for.</summary>
    /// <returns>One varbind for each identifier, in the order asked. What the device lacks is there as an exception value, in SNMPv1 too.</returns>
    public Task<IReadOnlyList<VarBind>> GetAsync(SnmpTarget target, IReadOnlyList<ObjectId> ids, CancellationToken stop) =>
        _batches.AskAsync(target, PduKind.Get, ids, stop);

    /// <summary>Reads for each identifier the object that comes after it, in batches as <see cref="GetAsync"/> does.</summary>
    /// <returns>One varbind for each identifier, in the order asked; endOfMibView where nothing follows, in SNMPv1 too.</returns>
    public Task<IReadOnlyList<VarBind>> GetNextAsync(SnmpTarget target, IReadOnlyList<ObjectId> ids, CancellationToken stop) =>
        _batches.AskAsync(target, PduKind.GetNext, ids, stop);

    /// <summary>Sends one GETBULK as it is: no batches, whatever the number of identifiers.</summary>
    /// <param name="nonRepeaters">How many of the first identifiers are asked for once, 0 or more.</param>
    /// <param name="maxRepetitions">How many followers are wanted of each of the rest, 0 or more.</param>
    /// <returns>What the device chose to send, row by row; it may be less than asked, or nothing.</returns>
    /// <exception cref="ArgumentException">The target speaks SNMPv1, which has no GETBULK.</exception>
    public async Task<IReadOnlyList<VarBind>> GetBulkAsync(SnmpTarget target, IReadOnlyList<ObjectId> ids, int nonRepeaters, int maxRepetitions, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nonRepeaters);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRepetitions);
        if (target.Version == SnmpVersion.V1)
        {
            throw new ArgumentException($"{target.Address} is asked by SNMPv1, which has no GETBULK.", nameof(target));
        }

        var answer = await _requester.AskAsync(target, new Pdu(PduKind.GetBulk, ids, nonRepeaters, maxRepetitions), stop).ConfigureAwait(false);
        Refusal.ThrowIfRefused(target, answer, ids);
        return answer.VarBinds;
    }

    /// <summary>Reads everything below <paramref name="root"/>, in order, as far as the device stays in order.</summary>
    /// <remarks>
    /// Ends without an error at the first object outside <paramref name="root"/>, at endOfMibView, at an empty answer, and at an
    /// identifier that does not come after the one before it: a device that loops is read once round. Where GETBULK fails and GETNEXT
    /// works, the walk goes on by GETNEXT.
    /// </remarks>
    /// <param name="maxRows">Most objects to read; the walk ends quietly there. Above 0.</param>
    public async IAsyncEnumerable<VarBind> WalkAsync(SnmpTarget target, ObjectId root, int maxRows, [EnumeratorCancellation] CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        var last = root;
        var rows = 0;
        while (true)
        {
            var page = await _pages.NextAsync(target, [last], maxRows - rows, stop).ConfigureAwait(false);
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

    /// <summary>Reads columns of one table side by side, in as few requests as the device allows.</summary>
    /// <param name="columns">The columns' identifiers, without an index: ifEntry.2 is <c>1.3.6.1.2.1.2.2.1.2</c>.</param>
    /// <param name="maxRows">Most rows to read; reading ends quietly there. Above 0.</param>
    /// <returns>The rows in the order of their index; one column may lack a cell that another has.</returns>
    public Task<IReadOnlyList<SnmpRow>> ReadTableAsync(SnmpTarget target, IReadOnlyList<ObjectId> columns, int maxRows, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        return new TableReader(_pages, target, columns, maxRows).ReadAsync(stop);
    }

    /// <summary>Sets the objects in one request, and never sends it again: after a time-out it is unknown whether the device acted.</summary>
    /// <returns>What the device says it has set.</returns>
    public async Task<IReadOnlyList<VarBind>> SetAsync(SnmpTarget target, IReadOnlyList<VarBind> varBinds, CancellationToken stop)
    {
        var answer = await _requester.AskAsync(target, new Pdu(PduKind.Set, 0, 0, 0, varBinds), stop).ConfigureAwait(false);
        Refusal.ThrowIfRefused(target, answer, [.. varBinds.Select(static varBind => varBind.Id)]);
        return answer.VarBinds;
    }

    /// <summary>Ends the rest of a device that was silent: call it when there is a sign of life, such as a trap.</summary>
    public void Wake(SnmpTarget target) => _requester.Lane(target).Wake();

    /// <summary>How often the device's SNMPv3 engine has restarted, as its last authentic answer said; null where none has come.</summary>
    public int? BootsOf(SnmpTarget target) => _requester.BootsOf(target);

    /// <summary>Closes the sockets. What is still being asked ends with <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        _requester.Dispose();
        return ValueTask.CompletedTask;
    }
}
