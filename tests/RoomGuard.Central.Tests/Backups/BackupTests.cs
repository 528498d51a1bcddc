using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Backups;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Options;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Attachments;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.State;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Backups;

public sealed class BackupTests : IAsyncLifetime
{
    private static readonly IProgress<BackupProgress> Silent = new Progress<BackupProgress>();

    private readonly Scratch _scratch = new();
    private CentralOptions _options = null!;
    private string _settings = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => _scratch.Path("data");

    public async ValueTask InitializeAsync()
    {
        _settings = _scratch.Write("central.json", """{ "cluster": { "postgres": "Host=db;Username=rg;Password=hush-hush;Database=rg" } }""");
        _options = new CentralOptions { Folder = Data, Broker = new BrokerOptions(), Sites = [Given.Site] };
        var file = new StateFile(Path.Combine(Data, "state.db"));
        await file.PrepareAsync(Stop);
        await FillAsync(file);
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("copy.zip")]
    public async Task What_is_restored_is_what_was_there(string name)
    {
        var (manifest, _) = await BackupAsync(name);
        Assert.Equal(["state.db", "settings/central.json"], manifest.Parts.Select(part => part.Name));
        Assert.Empty(manifest.Faults);
        Assert.Equal([("35.1", 1L), ("35.7", 40L)], manifest.Journals.Select(head => (head.Journal, head.No)));

        await new Restoration(null, TimeProvider.System, Silent).RunAsync(_scratch.Path(name), _scratch.Path("elsewhere"), Stop);
        var restored = new StateFile(_scratch.Path("elsewhere", "state.db"));
        await restored.PrepareAsync(Stop);
        Assert.Equal(await TellAsync(new StateFile(Path.Combine(Data, "state.db"))), await TellAsync(restored));
        Assert.Empty(await new JournalLedger(restored).VerifyAsync("35.7", Stop));
        Assert.DoesNotContain("hush-hush", await File.ReadAllTextAsync(_scratch.Path("elsewhere", "settings", "central.json"), Stop), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_scratch.Path("elsewhere"), "journal-note-*.json"));
    }

    [Fact]
    public async Task Photos_and_documents_come_along_by_their_hashes_also_to_and_from_a_folder_elsewhere()
    {
        var photo = await new AttachmentStore(_options.Attachments).KeepAsync(Pictures.Photo(), Stop);
        var act = await new AttachmentStore(_options.Attachments).KeepAsync([.. "%PDF-1.7 act"u8], AttachmentForm.Pdf, Stop);
        _scratch.Write("data/attachments/incoming/0123.part", "torn");
        var (manifest, _) = await BackupAsync("copy.zip");
        var parts = manifest.Parts.Where(part => part.Name.StartsWith("attachments/", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, parts.Count);
        Assert.Equal(photo, parts.Single(part => part.Name.EndsWith(".photo.jpg", StringComparison.Ordinal)).Sha256);

        await new Restoration(null, TimeProvider.System, Silent).RunAsync(_scratch.Path("copy.zip"), _scratch.Path("elsewhere"), Stop);
        Assert.Equal(AttachmentForm.Pdf, new AttachmentStore(_scratch.Path("elsewhere", "attachments")).FindDocument(act));

        var distant = _options with { Attachments = _scratch.Path("share", "attachments"), Folder = _scratch.Path("third") };
        await new Restoration(distant, TimeProvider.System, Silent).RunAsync(_scratch.Path("copy.zip"), _scratch.Path("third"), Stop);
        Assert.NotNull(new AttachmentStore(distant.Attachments).Find(photo, AttachmentForm.Photo));
        Assert.False(Directory.Exists(_scratch.Path("third", "attachments")));
        await new Backup(distant, _settings, TimeProvider.System, Silent).WriteAsync(_scratch.Path("again"), Stop);
        Assert.True(File.Exists(_scratch.Path("again", parts[0].Name)));

        await File.WriteAllTextAsync(Path.Combine(distant.Attachments, photo[..2], photo + ".photo.jpg"), "spoilt", Stop);
        var (spoilt, _) = await new Backup(distant, _settings, TimeProvider.System, Silent).WriteAsync(_scratch.Path("spoilt"), Stop);
        Assert.Contains(spoilt.NotIncluded, missing => missing.Contains(photo, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_of_PostgreSQL_becomes_a_file_and_one_of_a_file_becomes_a_PostgreSQL()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var shared = _options with { Cluster = new ClusterOptions { Postgres = new Secret(postgres.Connection), Silo = "a" } };
        await BackupAsync("copy");
        await new Restoration(shared, TimeProvider.System, Silent).RunAsync(_scratch.Path("copy"), _scratch.Path("beside"), Stop);
        var server = new StateServer(new Secret(postgres.Connection), new DataFolder(_scratch.Path("beside")));
        var before = await TellAsync(new StateFile(Path.Combine(Data, "state.db")));
        Assert.Equal(before, await TellAsync(server));
        Assert.False(File.Exists(_scratch.Path("beside", "state.db")));

        // The server goes on counting where the file was: a new alarm collides with nothing.
        await new StateStore(server, []).CommitAsync(new StateChange(Given.Noon) { Rooms = [new RoomChange("hq/srv-1", RoomState.New(Given.ServerRoom, Given.Noon), [new AlarmChanged(Given.Leak(id: "fedcba9876543210"), null), new JournalDrafted(Draft("later"))])] }, Stop);
        Assert.Equal("2", await postgres.QueryAsync("SELECT count(*) FROM alarm"));
        Assert.Empty(await new JournalLedger(server).VerifyAsync("35.7", Stop));

        await new Backup(shared with { Folder = _scratch.Path("beside") }, _settings, TimeProvider.System, Silent).WriteAsync(_scratch.Path("back"), Stop);
        await new Restoration(null, TimeProvider.System, Silent).RunAsync(_scratch.Path("back"), _scratch.Path("file-again"), Stop);
        Assert.Equal(await TellAsync(server), await TellAsync(new StateFile(_scratch.Path("file-again", "state.db"))));
        var refused = await Assert.ThrowsAsync<BackupException>(() => new Restoration(shared, TimeProvider.System, Silent).RunAsync(_scratch.Path("back"), _scratch.Path("third"), Stop));
        Assert.Contains("is not empty: table", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch.Path("third")));
    }

    [Fact]
    public async Task A_file_that_was_changed_is_refused_and_nothing_is_restored()
    {
        await BackupAsync("copy");
        await using (var file = new FileStream(_scratch.Path("copy", "state.db"), FileMode.Open))
        {
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte(0xFF);
        }

        await RefusedAsync("state.db is not what was written");
    }

    [Fact]
    public async Task A_backup_whose_manifest_was_made_to_fit_is_found_out_by_the_journals()
    {
        await BackupAsync("copy");
        var state = _scratch.Path("copy", "state.db");
        await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), [state, "DROP TRIGGER journal_no_update; UPDATE journal SET content = replace(content, 'pass', 'fail') WHERE no = 7;"]);
        var manifest = BackupManifest.Read(await File.ReadAllBytesAsync(_scratch.Path("copy", BackupManifest.FileName), Stop));
        var part = await BackupFolder.ReadPartAsync("state.db", state, Silent, Stop);
        await File.WriteAllBytesAsync(_scratch.Path("copy", BackupManifest.FileName), (manifest with { Parts = [part, .. manifest.Parts.Skip(1)] }).Write(), Stop);

        await RefusedAsync("their chain is broken");
    }

    [Theory]
    [InlineData("\"schema\": ", "schema 99")]
    [InlineData("\"format\": ", "form 99")]
    public async Task A_backup_of_a_newer_program_is_refused_by_both_numbers(string key, string named)
    {
        await BackupAsync("copy");
        var path = _scratch.Path("copy", BackupManifest.FileName);
        var text = await File.ReadAllTextAsync(path, Stop);
        var at = text.IndexOf(key, StringComparison.Ordinal) + key.Length;
        await File.WriteAllTextAsync(path, text[..at] + "99" + text[text.IndexOf(',', at)..], Stop);

        await RefusedAsync(named);
    }

    [Fact]
    public async Task A_manifest_cannot_lead_out_of_its_folder()
    {
        await BackupAsync("copy");
        var path = _scratch.Path("copy", BackupManifest.FileName);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Stop)).Replace("settings/central.json", "../central.json", StringComparison.Ordinal), Stop);

        await RefusedAsync("is not the manifest of a backup");
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        _scratch.Write("copy/mine", "keep me");
        _scratch.Write("taken/mine", "keep me");
        await Assert.ThrowsAsync<BackupException>(() => BackupAsync("copy"));
        await BackupAsync("other");
        await Assert.ThrowsAsync<BackupException>(() => new Restoration(null, TimeProvider.System, Silent).RunAsync(_scratch.Path("other"), _scratch.Path("taken"), Stop));
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(_scratch.Path("taken")).Select(Path.GetFileName));
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(_scratch.Path("copy")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_state_of_another_version_is_named_and_not_copied()
    {
        await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), [Path.Combine(Data, "state.db"), "PRAGMA user_version = 99;"]);
        var refused = await Assert.ThrowsAsync<BackupException>(() => BackupAsync("copy"));
        Assert.Contains(FormattableString.Invariant($"has schema 99; this program knows {StateDatabase.SchemaVersion}."), refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch.Path("copy")));
        var note = JournalNote.Read(await File.ReadAllBytesAsync(Directory.GetFiles(Data, "journal-note-*.json").Single(), Stop))!;
        Assert.Equal("fail", note.Draft().Result);
        Assert.Contains("schema 99", note.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_was_touched_is_copied_and_said_so()
    {
        await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), [Path.Combine(Data, "state.db"), "DROP TRIGGER journal_no_update; UPDATE journal SET content = replace(content, 'pass', 'fail') WHERE no = 7 AND journal = '35.7';"]);
        var (manifest, _) = await BackupAsync("copy");
        Assert.Contains(manifest.Faults, fault => fault is { Journal: "35.7", No: 7 });
        await new Restoration(null, TimeProvider.System, Silent).RunAsync(_scratch.Path("copy"), _scratch.Path("elsewhere"), Stop);
        Assert.True(File.Exists(_scratch.Path("elsewhere", "state.db")));
    }

    private async Task RefusedAsync(string reason)
    {
        var refused = await Assert.ThrowsAsync<BackupException>(() => new Restoration(null, TimeProvider.System, Silent).RunAsync(_scratch.Path("copy"), _scratch.Path("elsewhere"), Stop));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch.Path("elsewhere")));
        Assert.False(Directory.Exists(_scratch.Path("elsewhere.partial")));
    }

    private Task<(BackupManifest Manifest, string Note)> BackupAsync(string name) => new Backup(_options, _settings, TimeProvider.System, Silent).WriteAsync(_scratch.Path(name), Stop);

    private static Task FillAsync(StateDatabase database)
    {
        var step = RoomLogic.Observe(Given.ServerRoom, RoomState.New(Given.ServerRoom, Given.Noon), [Given.Sample("probe-1/env.temp", Reading.Of(21.5))], Given.Noon);
        RoomEffect[] effects = [new AlarmChanged(Given.Leak(), null), new JournalDrafted(Draft("leak", "35.1")), .. Enumerable.Range(1, 40).Select(number => new JournalDrafted(Draft(number.ToString(CultureInfo.InvariantCulture))))];
        return new StateStore(database, ["smtp-1"]).CommitAsync(
            new StateChange(Given.Noon)
            {
                Rooms = [new RoomChange(Given.ServerRoom.Path, step.State, effects)],
                Agents = [new AgentPlace("hq", "node-1", ["srv-1"], true), new AgentPlace("hq", "node-2", [], null)],
                Watermarks = [new Watermark(new BootKey("hq", "node-1", "b-1"), SequenceSet.Empty.Add(1).Add(3))],
            },
            Stop);
    }

    // Every row of every table, in words that do not depend on the kind of database.
    private static async Task<string> TellAsync(IDbContextFactory<StateContext> database)
    {
        await using var context = database.CreateDbContext();
        object[] rows =
        [
            .. await context.Rooms.OrderBy(row => row.Room).ToListAsync(Stop),
            .. await context.Agents.OrderBy(row => row.Agent).ToListAsync(Stop),
            .. await context.Watermarks.OrderBy(row => row.Boot).ToListAsync(Stop),
            .. await context.Alarms.OrderBy(row => row.Sequence).ToListAsync(Stop),
            .. await context.Notifications.OrderBy(row => row.Id).ToListAsync(Stop),
            .. await context.Journals.OrderBy(row => row.Id).ToListAsync(Stop),
            .. await context.JournalHeads.OrderBy(row => row.Journal).ToListAsync(Stop),
        ];
        Assert.True(rows.Length > 45);
        return string.Join('\n', rows.Select(row => System.Text.Json.JsonSerializer.Serialize(row)));
    }

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
        Fields = new Dictionary<string, JournalValue> { ["duration_s"] = new JournalValue.Number(9.5, "s") },
    };
}
