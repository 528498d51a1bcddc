using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.State;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Store;

/// <summary>The state database; Debian's <c>sqlite3</c> is the witness.</summary>
public sealed class StateStoreTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private StateFile _file = null!;
    private StateStore _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = new StateFile(_scratch.Path("data", "state.db"));
        await _file.PrepareAsync(Stop);
        _store = new StateStore(_file, ["smtp-1", "webhook-2"]);
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Rooms_and_receipts_are_there_again_after_a_restart()
    {
        var room = Given.ServerRoom;
        var step = RoomLogic.Observe(room, RoomState.New(room, Given.Noon), [Given.Sample("probe-1/env.temp", Reading.Of(21.5))], Given.Noon);
        var boot = new BootKey("hq", "node-1", "b-1");
        await _store.CommitAsync(new StateChange(Given.Noon) { Rooms = [new RoomChange(room.Path, step.State, [])], Watermarks = [new Watermark(boot, SequenceSet.Empty.Add(1).Add(3))] }, Stop);
        await _store.CommitAsync(new StateChange(Given.Noon) { Watermarks = [new Watermark(boot, SequenceSet.Empty.Add(1).Add(2).Add(3))] }, Stop);

        var again = new StateStore(_file, []);
        Assert.Equal(Reading.Of(21.5), (await again.LoadRoomAsync(room.Path, Stop)).State!.Points["probe-1/env.temp"].Last);
        Assert.Equal(["1-3"], (await again.LoadWatermarksAsync(Stop)).Select(mark => mark.Sequences.ToString()));
    }

    [Fact]
    public async Task A_draft_becomes_one_entry_however_often_it_is_drafted()
    {
        await AppendAsync(Draft("a"), Draft("a"), Draft("b"));
        await AppendAsync(Draft("b"), Draft("c"));

        var entries = (await Ledger.ReadAsync(new JournalQuery(), Stop)).Items;
        Assert.Equal([1L, 2L, 3L], entries.Select(entry => entry.No));
        Assert.Empty(await Ledger.VerifyAsync("35.7", Stop));
    }

    [Fact]
    public async Task Each_journal_counts_for_itself_and_an_end_names_its_beginning()
    {
        await AppendAsync(Draft("t-1"), Draft("leak", "35.1"), Draft("smoke", "35.1"), Draft("leak-end", "35.1") with { Completes = "leak" });

        var incidents = (await Ledger.ReadAsync(new JournalQuery { Journal = "35.1" }, Stop)).Items;
        Assert.Equal([(1L, null), (2L, null), (3L, 1L)], incidents.Select(entry => (entry.No, entry.Completes)));
        Assert.Equal(incidents[1].Hash, incidents[2].PreviousHash);
        Assert.Equal("draft", incidents[0].State);
        Assert.Equal(9.5, incidents[0].Fields.GetProperty("duration_s").GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Entries_are_paged_from_either_end()
    {
        await AppendAsync([.. Enumerable.Range(1, 7).Select(i => Draft($"d-{i}"))]);

        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], await ReadAllAsync(new JournalQuery { Limit = 3 }));
        Assert.Equal([7L, 6, 5, 4, 3, 2, 1], await ReadAllAsync(new JournalQuery { Limit = 2, NewestFirst = true }));
        Assert.Empty((await Ledger.ReadAsync(new JournalQuery { Room = "hq/other" }, Stop)).Items);
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.ReadAsync(new JournalQuery { Cursor = "1; DROP TABLE journal" }, Stop));
    }

    [Theory]
    [InlineData("UPDATE journal SET content = 'x'", "never changed")]
    [InlineData("UPDATE journal SET no = no + 1", "never changed")]
    [InlineData("DELETE FROM journal", "never deleted")]
    [InlineData("PRAGMA recursive_triggers = ON; INSERT OR REPLACE INTO journal SELECT id, journal, no, room, draftkey, 'x', hash, previous FROM journal", "never deleted")]
    public async Task The_database_itself_refuses_to_change_an_entry(string sql, string answer)
    {
        await AppendAsync(Draft("a"));

        var (exitCode, output) = await Sqlite3Async(sql);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(answer, output, StringComparison.Ordinal);
        Assert.Empty(await Ledger.VerifyAsync("35.7", Stop));
    }

    [Theory]
    [InlineData("UPDATE journal SET content = replace(content, 'pass', 'fail') WHERE no = 2", "does not have the hash")]
    [InlineData("UPDATE journal SET content = 'no JSON' WHERE no = 2", "does not have the hash")]
    [InlineData("DELETE FROM journal WHERE no = 2", "the numbers between are gone")]
    [InlineData("DELETE FROM journal WHERE no = 3", "the journal went on to entry 3")]
    [InlineData("UPDATE journal SET room = 'hq/other' WHERE no = 1", "its columns say other than its content")]
    public async Task Whoever_removes_the_triggers_and_changes_something_is_found_out(string sql, string fault)
    {
        await AppendAsync(Draft("a"), Draft("b"), Draft("c"));
        await Sqlite3Async($"DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; {sql};");

        Assert.Contains(await Ledger.VerifyAsync("35.7", Stop), found => found.What.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rewritten_entry_with_a_fitting_hash_breaks_the_chain_at_the_next_one()
    {
        await AppendAsync(Draft("a"), Draft("b"));
        var entry = (await Ledger.ReadAsync(new JournalQuery(), Stop)).Items[0];
        await using var context = _file.CreateDbContext();
        var row = await context.Journals.AsNoTracking().FirstAsync(row => row.No == 1, Stop);
        row.Content = row.Content.Replace("pass", "fail", StringComparison.Ordinal);
        await Sqlite3Async($"DROP TRIGGER journal_no_update; UPDATE journal SET content = '{row.Content}', hash = '{JournalContent.HashOf(row)}' WHERE no = 1;");

        Assert.NotEqual(entry.Hash, JournalContent.HashOf(row));
        Assert.Equal([2L], (await Ledger.VerifyAsync("35.7", Stop)).Select(fault => fault.No));
    }

    [Fact]
    public async Task The_hash_is_what_any_SHA_256_gives_for_the_link_that_names_the_stored_content()
    {
        await AppendAsync(Draft("a"));
        var content = (await Sqlite3Async("SELECT content FROM journal")).Output.TrimEnd('\n');
        var (_, output) = await RealProcess.RunAsync("/usr/bin/sha256sum", [_scratch.Write("content", content)]);
        var link = $$"""{"chain":"35.7","content":"{{output[..64]}}","no":1,"previous":"{{new string('0', 64)}}"}""";

        (_, output) = await RealProcess.RunAsync("/usr/bin/sha256sum", [_scratch.Write("link", link)]);
        Assert.StartsWith((await Ledger.ReadAsync(new JournalQuery(), Stop)).Items[0].Hash, output, StringComparison.Ordinal);
        Assert.StartsWith("{\"endedAt\":\"2026-03-01T12:00:09.500000Z\",\"equipment\":\"ups-1\",\"fields\":{", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_schema_3_is_brought_up_and_keeps_what_it_has_and_records_cannot_be_changed()
    {
        using var scratch = new Scratch();
        var file = new StateFile(scratch.Path("state.db"));
        await file.PrepareAsync(Stop);
        await using (var context = file.CreateDbContext())
        {
            // As schema 3 was: without records and evidence, signatures and checkpoints.
            await context.Database.ExecuteSqlRawAsync(
                """
                DROP TRIGGER journal_no_delete; DROP TABLE journal_mark; DROP TABLE journal_erased; DROP TABLE checkpoint; DROP TABLE spent_code; ALTER TABLE journal DROP COLUMN "Previous";
                ALTER TABLE journal_head DROP COLUMN "MarkNo"; ALTER TABLE journal_head DROP COLUMN "MarkHash"; ALTER TABLE journal_head DROP COLUMN "Volume"; ALTER TABLE journal_head DROP COLUMN "VolumeFirst"; ALTER TABLE journal_head DROP COLUMN "Volumes";
                CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'no'); END;
                DROP TRIGGER verdict_no_update; DROP TRIGGER verdict_no_delete; DROP TABLE evidence; DROP INDEX "IX_verdict_Hash";
                ALTER TABLE verdict DROP COLUMN "Content"; ALTER TABLE verdict DROP COLUMN "Hash";
                INSERT INTO verdict ("Room", "Item", "State", "Reasons", "Evidence", "Since") VALUES ('hq/srv-1', '163.7', 'Unknown', 'ATTEST_MISSING', '', 1);
                INSERT INTO journal_head ("Journal", "No", "Hash") VALUES ('35.7', 1, '34b6c9c1'); INSERT INTO journal ("Journal", "No", "Room", "DraftKey", "Content", "Hash") VALUES ('35.7', 1, 'hq/srv-1', 'old', 'x', '34b6c9c1');
                PRAGMA user_version = 3;
                """,
                Stop);
        }

        file.Forget();
        await new StateFile(file.Path).PrepareAsync(Stop);
        await using var after = file.CreateDbContext();
        var row = Assert.Single(await after.Verdicts.AsNoTracking().ToListAsync(Stop));
        Assert.Equal(("163.7", "", ""), (row.Item, row.Content, row.Hash));
        Assert.Empty(await after.Evidence.ToListAsync(Stop));

        // What is written now goes on after what was there, and both belong to the first volume.
        await new StateStore(file, []).CommitAsync(new StateChange(Given.Noon) { Entries = [("hq/srv-1", Draft("new"))] }, Stop);
        var entries = await after.Journals.AsNoTracking().OrderBy(entry => entry.No).ToListAsync(Stop);
        Assert.Equal([("", 1L), ("34b6c9c1", 2L)], entries.Select(entry => (entry.Previous, entry.No)));
        Assert.Equal(1L, Assert.Single(await new JournalLedger(file).ReadVolumesAsync("35.7", Stop)).First);
        foreach (var sql in new[] { "UPDATE verdict SET \"State\" = 'Compliant'", "DELETE FROM verdict" })
        {
            var refused = await Assert.ThrowsAsync<SqliteException>(() => after.Database.ExecuteSqlRawAsync(sql, Stop));
            Assert.Contains("The record of a verdict is never", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_of_a_later_version_is_left_alone_and_said_so()
    {
        await Sqlite3Async("PRAGMA user_version = 99;");

        var refused = await Assert.ThrowsAsync<SchemaMismatchException>(() => new StateFile(_file.Path).PrepareAsync(Stop));
        Assert.Contains($"has schema 99; this program knows {StateDatabase.SchemaVersion}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alarm_is_one_record_through_its_life_and_its_messages_are_queued_once()
    {
        var raised = Given.Leak();
        await CommitAsync(new AlarmChanged(raised, null, Telling.Raised));
        await CommitAsync(new AlarmChanged(raised, null, Telling.Raised));
        await CommitAsync(new AlarmChanged(raised with { State = AlarmCondition.Acknowledged }, raised));
        await CommitAsync(new AlarmChanged(raised with { State = AlarmCondition.Normal, ReturnedAt = Given.Noon.AddMinutes(5) }, raised, Telling.Returned));
        await CommitAsync(new AlarmChanged(Given.Leak(id: "fedcba9876543210") with { Test = true }, null, Telling.Test));

        var alarms = (await new AlarmLedger(_file).ReadAsync(new AlarmQuery(), Stop)).Items;
        Assert.Equal([("fedcba9876543210", AlarmCondition.Unacknowledged), ("0123456789abcdef", AlarmCondition.Normal)], alarms.Select(record => (record.Alarm.Id, record.Alarm.State)));
        Assert.Equal(raised with { State = AlarmCondition.Normal, ReturnedAt = Given.Noon.AddMinutes(5) }, alarms[1].Alarm);
        Assert.Equal("raised smtp-1,raised webhook-2,returned smtp-1,returned webhook-2", (await Sqlite3Async("SELECT group_concat(kind || ' ' || channel) FROM notification")).Output);
        Assert.Single((await new AlarmLedger(_file).ReadAsync(new AlarmQuery { States = [AlarmCondition.Normal] }, Stop)).Items);
    }

    [Fact]
    public async Task A_change_that_fails_leaves_nothing_of_itself()
    {
        await Sqlite3Async("CREATE TRIGGER full BEFORE INSERT ON alarm BEGIN SELECT RAISE(ABORT, 'disk full'); END;");

        await Assert.ThrowsAsync<SqliteException>(() => CommitAsync(new JournalDrafted(Draft("a")), new AlarmChanged(Given.Leak(), null)));
        Assert.Equal("0|0|0", (await Sqlite3Async("SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM room), (SELECT count(*) FROM notification)")).Output);
    }

    private JournalLedger Ledger => new(_file);

    private static JournalDraft Draft(string key, string journal = "35.7") => new()
    {
        Key = key,
        Journal = journal,
        Kind = "ups_test",
        Section = "U",
        Equipment = "ups-1",
        StartedAt = Given.Noon,
        EndedAt = Given.Noon.AddSeconds(9.5),
        Result = "pass",
        Fields = new Dictionary<string, JournalValue>
        {
            ["duration_s"] = new JournalValue.Number(9.5, "s"),
            ["conclusion"] = new JournalValue.Choice("pass", new LocalText("Өтті", "Выдержал", "Passed")),
        },
    };

    private Task AppendAsync(params JournalDraft[] drafts) => CommitAsync([.. drafts.Select(draft => new JournalDrafted(draft))]);

    private Task CommitAsync(params RoomEffect[] effects) =>
        _store.CommitAsync(new StateChange(Given.Noon) { Rooms = [new RoomChange("hq/srv-1", RoomState.New(Given.ServerRoom, Given.Noon), effects)] }, Stop);

    private async Task<List<long>> ReadAllAsync(JournalQuery query)
    {
        var numbers = new List<long>();
        do
        {
            var page = await Ledger.ReadAsync(query, Stop);
            Assert.True(page.Items.Count <= query.Limit);
            numbers.AddRange(page.Items.Select(entry => entry.No));
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);

        return numbers;
    }

    private Task<(int ExitCode, string Output)> Sqlite3Async(string sql) => RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), ["-cmd", ".timeout 10000", _file.Path, sql]);
}
