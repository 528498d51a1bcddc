using RoomGuard.Central.Attachments;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>What people do to journals: write entries, review and sign them, close and erase volumes. Safe for several threads.</summary>
internal sealed class JournalOffice(
    CentralOptions options, RoomBoard board, JournalLedger ledger, StateCommitter committer, AttachmentStore attachments, TimeProvider clock)
{
    private readonly CmsCheck _cms = new(options.Journals.RootsFile);

    /// <summary>The centre's clock, UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Writes an entry; gives it as it stands, also when it was written before.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>; empty for none.</param>
    public async Task<JournalEntry?> EnterAsync(string room, JournalDraft draft, Actor by, CancellationToken stop)
    {
        if (room.Length > 0)
        {
            await board.EnterAsync(room, draft, by, stop);
        }
        else
        {
            await committer.CommitAsync(new StateChange(Now) { Entries = [("", draft)], Audit = [RoomDeed.Of("", draft, by).Event] }, stop);
        }

        return await ledger.FindAsync(room, draft.Key, stop);
    }

    /// <summary>Writes many entries in one transaction, all or none; gives how many were not there before. Then each room hears of its own.</summary>
    /// <remarks>A power cut between the two is healed by sending the file again: rooms hear of what is there already too, and twice is as once.</remarks>
    /// <param name="file">SHA-256 of the file they come from.</param>
    public async Task<int> ImportAsync(string journal, IReadOnlyList<(string Room, JournalDraft Draft)> entries, string file, Actor by, CancellationToken stop)
    {
        var known = await ledger.FindKnownAsync([.. entries.Select(entry => (entry.Room, entry.Draft.Key))], stop);
        var fresh = entries.Where(entry => !known.Contains((entry.Room, entry.Draft.Key))).ToList();
        if (fresh.Count > 0)
        {
            var deed = new AuditEvent(by, "journal.import", journal).Changing(null, new { file, rows = entries.Count, entered = fresh.Count });
            await committer.CommitAsync(new StateChange(Now) { Entries = fresh, Audit = [deed] }, stop);
        }

        await Task.WhenAll(entries
            .GroupBy(entry => entry.Room, entry => entry.Draft, StringComparer.Ordinal)
            .Where(room => board.Find(room.Key) is not null)
            .Select(room => board.RecallAsync(room.Key, room, stop)));
        return fresh.Count;
    }

    /// <summary>Notes that somebody reviewed an entry.</summary>
    /// <exception cref="JournalConflictException">It cannot be reviewed, and why.</exception>
    public Task<JournalEntry> ReviewAsync(JournalEntry entry, JournalPerson by, string? note, Actor actor, CancellationToken stop)
    {
        Require(entry.State == "draft", $"Entry {entry.No} is {entry.State} already.");
        Require(entry.RecordedBy != by.Name, "Who wrote an entry does not review it; another person must.");
        return MarkAsync(entry, MarkOf(entry, JournalMark.WasReviewed, by, note), [], actor, stop);
    }

    /// <summary>Signs by the account that is logged in, with its second factor.</summary>
    /// <param name="code">The one-time code; null when none was given.</param>
    /// <exception cref="JournalConflictException">It cannot be signed so, and why.</exception>
    public Task<JournalEntry> SignAsync(JournalEntry entry, JournalPerson by, string? code, string? note, Actor actor, CancellationToken stop)
    {
        RequireSignable(entry, by);
        var codes = CheckFactor(by.Name, code);
        return MarkAsync(entry, MarkOf(entry, JournalMark.WasSigned, by, note) with { Method = "account" }, codes, actor, stop);
    }

    /// <summary>Takes in a signature that was made elsewhere: a detached CMS over <see cref="SignedText"/>.</summary>
    /// <exception cref="JournalConflictException">It does not hold, and why.</exception>
    public async Task<JournalEntry> SignByCmsAsync(JournalEntry entry, JournalPerson by, string cms, string? note, Actor actor, CancellationToken stop)
    {
        RequireSignable(entry, by);
        var (signature, facts, refusal) = _cms.Check(cms, SignedText(entry), Now);
        Require(refusal is null, $"The signature is refused: {refusal}");
        var id = await attachments.KeepAsync(signature!, AttachmentForm.Cms, stop);
        return await MarkAsync(entry, MarkOf(entry, JournalMark.WasSigned, by, note) with { Method = "eds", Attachment = id, Cms = facts }, [], actor, stop);
    }

    /// <summary>Takes in the scan of a print that was signed by hand.</summary>
    /// <exception cref="JournalConflictException">There is no such scan, or the entry cannot be signed.</exception>
    public Task<JournalEntry> SignByPaperAsync(JournalEntry entry, JournalPerson by, string? scan, string? note, Actor actor, CancellationToken stop)
    {
        RequireSignable(entry, by);
        Require(attachments.FindDocument(scan) is not null, "The scan must be the id of a document that POST /api/v1/documents gave.");
        return MarkAsync(entry, MarkOf(entry, JournalMark.WasSigned, by, note) with { Method = "paper", Attachment = scan }, [], actor, stop);
    }

    /// <summary>What a CMS signs: the entry's link in the chain, which names its content and everything before it.</summary>
    public static string SignedText(JournalEntry entry) => entry.Hash;

    /// <summary>Closes the open volume of a journal; the next entry opens another.</summary>
    /// <exception cref="JournalConflictException">It cannot be closed, and why.</exception>
    public async Task<JournalVolume> CloseAsync(string journal, JournalPerson by, string? note, Actor actor, CancellationToken stop)
    {
        var volume = await ledger.ReadVolumesAsync(journal, stop) is [.., var newest] ? newest : null;
        Require(volume is { Closed: null }, $"{journal} has no open volume.");
        await CommitAsync(new JournalMark { Journal = journal, Kind = JournalMark.VolumeClosed, At = JournalMark.Time(Now), By = by, Volume = volume!.No, Note = note }, [], actor, stop);
        return (await ledger.ReadVolumesAsync(journal, stop)).First(one => one.No == volume.No);
    }

    /// <summary>Erases the entries of a closed volume whose term is over, by a signed act.</summary>
    /// <exception cref="JournalConflictException">It may not be erased, and why.</exception>
    public async Task<JournalVolume> EraseAsync(string journal, int no, JournalPerson by, string? act, string? note, Actor actor, CancellationToken stop)
    {
        var volume = (await ledger.ReadVolumesAsync(journal, stop)).FirstOrDefault(one => one.No == no);
        Require(volume is { Closed: not null }, $"{journal} has no closed volume {no}; only a closed one can be erased.");
        var due = volume!.Closed!.When() + TimeSpan.FromDays(Math.Max(volume.Cover?.RetentionDays ?? 0, options.Retention.Total.TotalDays));
        Require(due <= Now, FormattableString.Invariant($"Volume {no} of {journal} must be kept until {due.UtcDateTime:yyyy-MM-dd}: three years at least after it was closed, clause 38(4)."));
        Require(attachments.FindDocument(act) is not null, "The act must be the id of a document that POST /api/v1/documents gave.");
        var mark = new JournalMark
        {
            Journal = journal,
            Kind = JournalMark.VolumeErased,
            At = JournalMark.Time(Now),
            By = by,
            Volume = no,
            First = volume.Closed.First,
            Last = volume.Closed.Last,
            Head = volume.Closed.Head,
            Attachment = act,
            Note = note,
        };
        await CommitAsync(mark, [], actor, stop);
        return (await ledger.ReadVolumesAsync(journal, stop)).First(one => one.No == no);
    }

    private JournalMark MarkOf(JournalEntry entry, string kind, JournalPerson by, string? note) => new()
    {
        Journal = entry.Journal,
        Kind = kind,
        At = JournalMark.Time(Now),
        By = by,
        Entry = entry.No,
        EntryHash = entry.Hash,
        Note = note,
    };

    private async Task<JournalEntry> MarkAsync(JournalEntry entry, JournalMark mark, IReadOnlyList<SpentCodeRow> codes, Actor actor, CancellationToken stop)
    {
        if (mark.Kind == JournalMark.WasSigned && entry.Room.Length > 0 && board.Find(entry.Room) is not null)
        {
            // The room's owner signs, so that the entry waits no longer in the same transaction.
            Require(
                await board.SignAsync(entry.Room, new PersonalSignature(mark, entry.DraftKey, codes is [var code] ? code.Step : null, actor), stop),
                "Somebody else was quicker, or the one-time code was used already; look at the entry again.");
        }
        else
        {
            await CommitAsync(mark, codes, actor, stop);
        }

        return (await ledger.FindAsync(entry.Journal, entry.No, stop))!;
    }

    private Task CommitAsync(JournalMark mark, IReadOnlyList<SpentCodeRow> codes, Actor actor, CancellationToken stop) => committer.CommitAsync(
        new StateChange(Now)
        {
            Marks = [mark],
            Codes = codes,
            Audit = [mark.Deed(actor)],
        },
        stop);

    private static void RequireSignable(JournalEntry entry, JournalPerson by)
    {
        Require(entry.State != "closed", $"Entry {entry.No} stands in a closed volume; what must be added is a new entry that corrects it.");
        Require(by.As != "is_officer" || entry.RecordedBy != by.Name, "Who wrote an entry does not approve it as the information-security officer (clause 30); another person must.");
        Require(
            !entry.Marks.Any(mark => mark.Kind == JournalMark.WasSigned && mark.By is { } signer && (signer.As == by.As || signer.Name == by.Name)),
            $"Entry {entry.No} is signed as {by.As}, or by {by.Name}, already: each role signs once, and each person in one role.");
    }

    // Without a login there is nothing to prove; with one, a second factor is asked of whoever has one, and of everybody where clause 47 asks for it.
    private IReadOnlyList<SpentCodeRow> CheckFactor(string name, string? code)
    {
        if (options.Access is null)
        {
            return [];
        }

        if (options.Journals.SecondFactors?.Has(name) != true)
        {
            Require(options.Organisation.ObjectClass is not (1 or 2), $"{name} has no second factor, and objects of classes 1 and 2 need one (clause 47): add a line to the file of journals.secondFactors, or sign by EDS or on paper.");
            return [];
        }

        var step = code is null ? null : options.Journals.SecondFactors.Verify(name, code.Trim(), Now);
        Require(step is not null, code is null ? "The one-time code of your second factor is missing." : "The one-time code is wrong or too old.");
        return [new SpentCodeRow { Person = name, Step = step!.Value }];
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new JournalConflictException(otherwise);
        }
    }
}
