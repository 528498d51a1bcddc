using System.Globalization;
using System.Security.Cryptography;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>Databases that are locked, full, read-only, away, or of a newer program. Each is named once, nothing is acknowledged meanwhile, and work goes on when it is mended.</summary>
public sealed class BadDatabaseTests
{
    private const string Trouble = "The database ";

    [Fact]
    public async Task A_file_that_another_program_locks_is_waited_for()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings();
        await site.StartReadyAsync();
        await using var receipts = site.Broker.Subscribe("roomguard/1/hq/node-1/receipt", "-F", "%p");

        // It waits for its turn, for the centre writes too, and says when it has it. One process: bash becomes sqlite3, which reads from a pipe that nobody closes.
        var (pipe, held) = (site.Scratch.Path("pipe"), site.Scratch.Path("held"));
        var locker = RealProcess.Start("/bin/bash", ["-c", $"mkfifo {pipe}; exec 3<>{pipe}; echo '.timeout 20000' >&3; echo 'BEGIN EXCLUSIVE;' >&3; echo '.shell touch {held}' >&3; exec {Needs.Program("sqlite3", "sqlite3")} -bail {site.Scratch.Path("data", "state.db")} <&3"]);
        await site.UntilAsync(() => Task.FromResult(File.Exists(held)), "sqlite3 holds the lock");
        await site.PublishLeakAsync(1);
        await AmissAsync(site, "database", "Another program holds a lock", receipts);

        await locker.DisposeAsync();
        await MendedAsync(site, receipts);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_waited_for()
    {
        await using var site = await PlainCentre.PrepareAsync();
        await using var disk = await SmallDisk.MountAsync(site.Scratch.Path("disk"), "4m");
        site.WriteSettings(data: "disk/data");
        await site.StartReadyAsync();
        await using var receipts = site.Broker.Subscribe("roomguard/1/hq/node-1/receipt", "-F", "%p");
        await disk.FillAsync();
        await site.PublishLeakAsync(1);
        await AmissAsync(site, "database", "The disk is full.", receipts);

        disk.MakeRoom();
        await MendedAsync(site, receipts);
    }

    [Fact]
    public async Task A_folder_that_may_only_be_read_is_waited_for_at_the_start()
    {
        await using var site = await PlainCentre.PrepareAsync();
        await using var disk = await SmallDisk.MountAsync(site.Scratch.Path("disk"), "16m");
        site.WriteSettings(data: "disk/data");
        await site.StartReadyAsync();
        await site.Process!.TerminateAsync(TimeSpan.FromSeconds(30));
        await disk.RemountAsync("ro");
        await using var receipts = site.Broker.Subscribe("roomguard/1/hq/node-1/receipt", "-F", "%p");
        await site.StartAsync();
        await site.PublishLeakAsync(1);
        await AmissAsync(site, "database", "", receipts);

        await disk.RemountAsync("rw");
        await MendedAsync(site, receipts);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_ends_this_one_and_is_not_touched()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings();
        await site.StartReadyAsync();
        await site.Process!.TerminateAsync(TimeSpan.FromSeconds(30));
        var state = site.Scratch.Path("data", "state.db");
        await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), [state, "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE);"]);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(state));

        await site.StartAsync();
        Assert.Equal(78, await site.Process!.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Matches("has schema 99; this program knows [0-9]+\\.", site.Process.Output);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(state)));
    }

    [Fact]
    public async Task A_PostgreSQL_that_is_killed_read_only_or_newer_is_named_and_waited_for_or_left_alone()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings(more: string.Create(CultureInfo.InvariantCulture, $$""" "cluster": { "silo": "a", "postgres": "{{postgres.Connection}}" }, """));
        await site.StartReadyAsync();
        await using var receipts = site.Broker.Subscribe("roomguard/1/hq/node-1/receipt", "-F", "%p");
        await postgres.KillAsync();
        await site.PublishLeakAsync(1);
        await AmissAsync(site, "database", "The database server", receipts);
        await postgres.StartAgainAsync();
        await MendedAsync(site, receipts);

        await postgres.QueryAsync("ALTER SYSTEM SET default_transaction_read_only = on");
        await postgres.QueryAsync("SELECT pg_reload_conf()");
        var told = receipts.Output.Length;
        await site.PublishLeakAsync(2, isWet: false);
        await site.UntilAmissAsync("database", "it may only be read");
        Assert.Equal(told, receipts.Output.Length);
        await postgres.QueryAsync("ALTER SYSTEM RESET default_transaction_read_only");
        await postgres.QueryAsync("SELECT pg_reload_conf()");
        await site.UntilReadyAsync();
        await site.UntilAsync(() => Task.FromResult(receipts.Output.Contains("\"upto\":2", StringComparison.Ordinal)), "the agent hears that its second pack is stored");

        await site.Process!.TerminateAsync(TimeSpan.FromSeconds(60));
        await postgres.QueryAsync("UPDATE roomguard_schema SET version = 99");
        await site.StartAsync();
        Assert.Equal(78, await site.Process!.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("has schema 99; this program knows ", site.Process.Output, StringComparison.Ordinal);
        Assert.Equal("99", await postgres.QueryAsync("SELECT version FROM roomguard_schema"));
    }

    private static async Task AmissAsync(PlainCentre site, string part, string why, RealProcess receipts)
    {
        await site.UntilAmissAsync(part, why);
        await site.UntilAsync(() => Task.FromResult(site.Said(Trouble) >= 1), "the log says it");
        Assert.Equal("", receipts.Output);
        Assert.Equal(503, (await site.ReadyAsync()).Status);
        Assert.False(site.Process!.HasExited);
    }

    private static async Task MendedAsync(PlainCentre site, RealProcess receipts)
    {
        await site.UntilReadyAsync();
        await site.UntilAsync(async () => await site.EntriesAsync("35.1") == 1, "what came meanwhile is in the journal");
        await site.UntilAsync(() => Task.FromResult(receipts.Output.Contains("\"upto\":1", StringComparison.Ordinal)), "the agent hears that its pack is stored");

        // Other files of the folder are said on lines of their own.
        Assert.Equal(1, site.Said("StateGate[4201]"));
        Assert.Equal(1, site.Said("StateGate[4202]"));
    }
}
