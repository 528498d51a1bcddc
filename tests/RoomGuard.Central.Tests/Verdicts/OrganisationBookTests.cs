using RoomGuard.Central.Audit;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Central.Verdicts;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Verdicts;

public sealed class OrganisationBookTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private OrganisationBook Book => _site.Organisation;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_is_judged_by_its_settings_and_by_what_people_attest_and_each_change_replays()
    {
        await Book.LookAsync(isJudge: true, Stop);
        Assert.Equal(["131", "31", "35.3", "35.5", "35.6", "38.4", "47"], Book.State.Verdicts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(VerdictState.Compliant, Book.State.Verdicts["38.4"].State);
        Assert.Equal((VerdictState.Unknown, ReasonCode.NeverObserved), (Book.State.Verdicts["131"].State, Book.State.Verdicts["131"].Reasons.Single()));
        Assert.Equal((VerdictState.Unknown, ReasonCode.AttestMissing), (Book.State.Verdicts["35.3"].State, Book.State.Verdicts["35.3"].Reasons.Single()));

        await Attest("35.3", "report");
        await Book.LookAsync(isJudge: true, Stop);
        Assert.Equal(VerdictState.Compliant, Book.State.Verdicts["35.3"].State);

        // Nothing new is nothing stored: one record for each first verdict, and one for the report.
        await Book.LookAsync(isJudge: true, Stop);
        var ledger = _site.Verdicts;
        Assert.Equal(8, (await ledger.ReadAsync("", null, null, 100, Stop)).Items.Count);
        var archive = await ExportAsync(ledger);
        Assert.Equal(8, archive.Records.Count);
        Assert.All(archive.Records, record => Assert.Equal(ReplayOutcome.Same, archive.Replay(record).Outcome));
    }

    [Fact]
    public async Task What_was_read_back_from_the_database_replays_to_the_tick()
    {
        _site.Clock.Advance(TimeSpan.FromTicks(1_234_567));
        await Book.LookAsync(isJudge: true, Stop);
        _site.Clock.Advance(TimeSpan.FromSeconds(5));
        await Attest("31", "act");
        await Book.LookAsync(isJudge: true, Stop);
        Assert.Equal((VerdictState.Unknown, SampleRooms.Now.AddTicks(1_234_567)), (Book.State.Verdicts["31"].State, Book.State.Verdicts["31"].Since));
        var archive = await ExportAsync(_site.Verdicts);
        Assert.Equal(8, archive.Records.Count);
        Assert.All(archive.Records, record => Assert.Equal(ReplayOutcome.Same, archive.Replay(record).Outcome));
    }

    [Fact]
    public async Task An_export_whose_newest_record_was_changed_or_taken_away_says_so()
    {
        await Book.LookAsync(isJudge: true, Stop);
        using var scratch = new Scratch();
        var folder = scratch.Path("export");
        await using (var zip = new MemoryStream())
        {
            await new VerdictExport(_site.Verdicts, _site.Clock).WriteAsync(zip, "", Stop);
            System.IO.Compression.ZipFile.ExtractToDirectory(zip, folder);
        }

        Assert.Empty((await VerdictArchive.ReadAsync(folder, Stop)).Faults);
        var path = Path.Combine(folder, "verdicts.jsonl");
        var lines = await File.ReadAllLinesAsync(path, Stop);
        await File.WriteAllLinesAsync(path, lines[..^1], Stop);
        Assert.Contains("was taken away, or changed", Assert.Single((await VerdictArchive.ReadAsync(folder, Stop)).Faults), StringComparison.Ordinal);
        await File.WriteAllLinesAsync(path, [.. lines[..^1], lines[^1].Replace("\"openings\":\"5\"", "\"openings\":\"6\"", StringComparison.Ordinal)], Stop);
        Assert.Contains("was taken away, or changed", Assert.Single((await VerdictArchive.ReadAsync(folder, Stop)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_does_not_judge_shows_what_is_stored()
    {
        await Book.LookAsync(isJudge: false, Stop);
        Assert.Empty(Book.State.Verdicts);
        await Book.LookAsync(isJudge: true, Stop);
        var judged = Book.State.Verdicts["38.4"];
        await Book.LookAsync(isJudge: false, Stop);
        Assert.Equal((judged.State, judged.Since, judged.Record), (Book.State.Verdicts["38.4"].State, Book.State.Verdicts["38.4"].Since, Book.State.Verdicts["38.4"].Record));
    }

    [Fact]
    public async Task What_is_attested_several_times_at_once_is_noted_once()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Attest("31", "act"))));
        Assert.Single(told, before => before is null);
        Assert.Equal(7, told.Count(before => before?.Id == "31-act"));
    }

    private Task<Attestation?> Attest(string item, string slot) => Book.AttestAsync(
        new Attestation { Id = $"{item}-{slot}", Item = item, Slot = slot, Statement = AttestationStatement.Met, Signer = "A. Officer", At = SampleRooms.Now },
        null,
        new Actor("A. Officer", "auditor", ""),
        Stop);

    private async Task<VerdictArchive> ExportAsync(VerdictLedger ledger)
    {
        using var scratch = new Scratch();
        var path = scratch.Path("verdicts.zip");
        await using (var file = File.Create(path))
        {
            await new VerdictExport(ledger, _site.Clock).WriteAsync(file, "", Stop);
        }

        return await VerdictArchive.ReadAsync(path, Stop);
    }
}
