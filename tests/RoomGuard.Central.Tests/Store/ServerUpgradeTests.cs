using RoomGuard.Central.Audit;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Options;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Store;

/// <summary>Databases of earlier schemas on a real PostgreSQL; <c>psql</c> is the witness.</summary>
public sealed class ServerUpgradeTests : IAsyncLifetime
{
    // What schema 5 brought, taken away again, with the trigger function as it was.
    private const string ToSchema4 = """
        DROP TABLE journal_mark, journal_erased, checkpoint, spent_code;
        DROP FUNCTION mark_is_append_only();
        ALTER TABLE journal DROP COLUMN "Previous";
        ALTER TABLE journal_head DROP COLUMN "MarkNo", DROP COLUMN "MarkHash", DROP COLUMN "Volume", DROP COLUMN "VolumeFirst", DROP COLUMN "Volumes";
        CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'A journal entry is never changed or deleted; correct it by a later entry.'; END $$;
        UPDATE roomguard_schema SET version = 4;
        INSERT INTO journal_head ("Journal", "No", "Hash") VALUES ('35.7', 1, '34b6c9c1');
        INSERT INTO journal ("Journal", "No", "Room", "DraftKey", "Content", "Hash") VALUES ('35.7', 1, 'hq/srv-1', 'old', 'x', '34b6c9c1');
        INSERT INTO verdict ("Room", "Item", "State", "Reasons", "Evidence", "Since", "Content", "Hash") VALUES ('hq/srv-1', '163.7', 'Unknown', 'ATTEST_MISSING', '', 1, 'c', 'h');
        """;

    private const string ToSchema3 = """
        DROP TABLE evidence;
        DROP TRIGGER verdict_no_change ON verdict;
        DROP TRIGGER verdict_no_truncate ON verdict;
        DROP FUNCTION verdict_is_append_only();
        ALTER TABLE verdict DROP COLUMN "Content", DROP COLUMN "Hash";
        UPDATE roomguard_schema SET version = 3;
        """;

    // Everything that makes a schema, but the values that a column has unless told: those of the rows that were there.
    private const string Shape = """
        SELECT 'column', table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index', tablename, indexname, indexdef, '' FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '' FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'function', '', proname, prosrc, '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        ORDER BY 1, 2, 3
        """;

    private readonly Scratch _scratch = new();
    private PostgresServer _postgres = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _postgres = await PostgresServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_database_of_an_earlier_schema_is_brought_up_keeps_what_it_has_and_is_then_as_a_new_one(int schema)
    {
        await Server().PrepareAsync(Stop);
        var fresh = await _postgres.QueryAsync(Shape);
        await _postgres.QueryAsync(ToSchema4 + (schema == 3 ? ToSchema3 : ""));
        Assert.NotEqual(fresh, await _postgres.QueryAsync(Shape));

        // Two machines that start at once do it once.
        await Task.WhenAll(Server().PrepareAsync(Stop), Server().PrepareAsync(Stop));
        Assert.Equal(fresh, await _postgres.QueryAsync(Shape));
        Assert.Equal($"{StateDatabase.SchemaVersion}", await _postgres.QueryAsync("SELECT version FROM roomguard_schema"));
        Assert.Equal("35.7|1|old|x|34b6c9c1|", await _postgres.QueryAsync("""SELECT "Journal", "No", "DraftKey", "Content", "Hash", "Previous" FROM journal"""));
        Assert.Equal(schema == 3 ? "163.7||" : "163.7|c|h", await _postgres.QueryAsync("""SELECT "Item", "Content", "Hash" FROM verdict"""));

        // What is written now goes on after what was there, and both belong to the first volume.
        var server = Server();
        var store = new StateStore(server, []);
        await store.CommitAsync(new StateChange(Given.Noon) { Entries = [("hq/srv-1", Draft("new"))] }, Stop);
        Assert.Equal("1|\n2|34b6c9c1", await _postgres.QueryAsync("""SELECT "No", "Previous" FROM journal ORDER BY "No" """));
        var ledger = new JournalLedger(server);
        Assert.Equal(1L, Assert.Single(await ledger.ReadVolumesAsync("35.7", Stop)).First);

        // And the volume is closed and erased, by its act alone.
        await RefusedAsync("DELETE FROM journal");
        var close = new JournalMark { Journal = "35.7", Kind = JournalMark.VolumeClosed, At = JournalMark.Time(Given.Noon), By = new JournalPerson("B", "room_responsible"), Volume = 1 };
        await store.CommitAsync(new StateChange(Given.Noon) { Marks = [close] }, Stop);
        var closed = Assert.Single(await ledger.ReadVolumesAsync("35.7", Stop)).Closed!;
        await store.CommitAsync(new StateChange(Given.Noon) { Marks = [closed with { Kind = JournalMark.VolumeErased }], Audit = [closed.Deed(new Actor("B"))] }, Stop);
        Assert.Equal("0", await _postgres.QueryAsync("SELECT count(*) FROM journal"));
        Assert.Empty(await ledger.VerifyAsync("35.7", Stop));
        await store.CommitAsync(new StateChange(Given.Noon) { Entries = [("hq/srv-1", Draft("next"))] }, Stop);
        Assert.Empty(await ledger.VerifyAsync("35.7", Stop));
        foreach (var sql in new[] { "UPDATE verdict SET \"State\" = 'Compliant'", "DELETE FROM journal", "TRUNCATE journal", "DELETE FROM journal_mark", "TRUNCATE checkpoint" })
        {
            await RefusedAsync(sql);
        }
    }

    [Fact]
    public async Task An_upgrade_that_fails_half_way_leaves_the_database_as_it_was()
    {
        await Server().PrepareAsync(Stop);
        await _postgres.QueryAsync(ToSchema4);

        // Somebody's own table stands where one of ours must.
        await _postgres.QueryAsync("CREATE TABLE spent_code (x int)");
        var before = await _postgres.QueryAsync(Shape);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Server().PrepareAsync(Stop));
        Assert.Equal(before, await _postgres.QueryAsync(Shape));
        Assert.Equal("4", await _postgres.QueryAsync("SELECT version FROM roomguard_schema"));
        await _postgres.QueryAsync("DROP TABLE spent_code");
        await Server().PrepareAsync(Stop);
        Assert.Equal($"{StateDatabase.SchemaVersion}", await _postgres.QueryAsync("SELECT version FROM roomguard_schema"));
    }

    private static JournalDraft Draft(string key) => new()
    {
        Key = key,
        Journal = "35.7",
        Kind = "ups_test",
        Section = "U",
        Equipment = "ups-1",
        StartedAt = Given.Noon,
        Result = "pass",
        Fields = new Dictionary<string, JournalValue> { ["visual"] = new JournalValue.Plain("x") },
    };

    private StateServer Server() => new(new Secret(_postgres.Connection), new DataFolder(_scratch.Path("data")));

    private async Task RefusedAsync(string sql)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _postgres.QueryAsync(sql));
        Assert.Contains("never changed or deleted", refused.Message, StringComparison.Ordinal);
    }
}
