using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Central.Verdicts;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Access;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Options;
using RoomGuard.Central.Reports;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Running;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Sqlite;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Starting;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;
using RoomGuard.Central.Unassigned;
using RoomGuard.Central.Web;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.State;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Web;

/// <summary>The pages and the API on a loopback port, over a board, a journal and a series store that the test fills by hand.</summary>
internal sealed class WebSite : IAsyncDisposable
{
    private readonly Scratch _scratch;
    private readonly WebApplication _app;
    private readonly StateStore _store;

    private WebSite(Scratch scratch, WebApplication app, Uri address)
    {
        (_scratch, _app, Address) = (scratch, app, address);
        _store = new StateStore(app.Services.GetRequiredService<StateFile>(), []);
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public FakeTimeProvider Clock => _app.Services.GetRequiredService<FakeTimeProvider>();

    public OrganisationBook Organisation => _app.Services.GetRequiredService<OrganisationBook>();

    public VerdictLedger Verdicts => _app.Services.GetRequiredService<VerdictLedger>();

    public UnassignedBook Unassigned => _app.Services.GetRequiredService<UnassignedBook>();

    public StateDatabase Database => _app.Services.GetRequiredService<StateDatabase>();

    public SiteBook Sites => _app.Services.GetRequiredService<SiteBook>();

    public RoomBoard Board => _app.Services.GetRequiredService<RoomBoard>();

    public AuditTrail Audit => _app.Services.GetRequiredService<AuditTrail>();

    public AttachmentStore Attachments => _app.Services.GetRequiredService<AttachmentStore>();

    public JournalJsonExport JsonExport => _app.Services.GetRequiredService<JournalJsonExport>();

    public ISeriesStore Series => _app.Services.GetRequiredService<ISeriesStore>();

    /// <summary>The next thing that somebody asks of a room, answered in the owner's place.</summary>
    public async Task<RoomWork> AnswerNextAsync(bool result)
    {
        var order = await Board.Work.Reader.ReadAsync();
        order.Done.SetResult(result);
        return order;
    }

    /// <summary>Signs the next entry that somebody signs, in the place of its room's owner.</summary>
    public async Task SignNextAsync()
    {
        var order = Assert.IsType<DeclaredWork>(await Board.Work.Reader.ReadAsync());
        await _store.CommitAsync(new StateChange(Clock.GetUtcNow()) { Marks = [Assert.IsType<PersonalSignature>(order.Work).Mark] }, TestContext.Current.CancellationToken);
        order.Done.SetResult(true);
    }

    /// <summary>Writes and signs whatever people write and sign, in the place of the rooms' owners, until <paramref name="stop"/>.</summary>
    public async Task ServeAsync(CancellationToken stop)
    {
        await foreach (var order in Board.Work.Reader.ReadAllAsync(stop))
        {
            var asked = Assert.IsType<DeclaredWork>(order);
            var change = new StateChange(Clock.GetUtcNow());
            change = PersonalWork.Read(asked.Work.Write()) switch
            {
                PersonalEntry entry => change with { Entries = [(asked.Room, entry.Whole())] },
                PersonalSignature signature => change with { Marks = [signature.Mark] },
                var other => throw new InvalidOperationException($"Nobody answers {other}."),
            };
            await _store.CommitAsync(change, stop);
            order.Done.SetResult(true);
        }
    }

    /// <summary>A site with the sample rooms, their alarms and two journal entries.</summary>
    public static async Task<WebSite> StartAsync(AccessList? access = null, int port = 0)
    {
        var site = await StartEmptyAsync(access, port);
        site.Publish(SampleRooms.ServerState());
        await site.StoreAsync([.. SampleRooms.Alarms().Select(alarm => new AlarmChanged(alarm, null))]);
        await site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddHours(-5)));
        await site.WriteEntryAsync(SampleRooms.Leak(SampleRooms.Now.AddMinutes(-3)));
        await site.WriteTemperaturesAsync();
        site.Unassigned.Note(new Sample(SampleRooms.Point("probe-2", "env.temp") with { Room = "attic" }, SampleRooms.Now.AddSeconds(-30), Reading.Of(31.5)), "node-3", SampleRooms.Now.AddSeconds(-29));
        return site;
    }

    /// <summary>A site whose rooms nobody has heard of yet.</summary>
    public static async Task<WebSite> StartEmptyAsync(AccessList? access = null, int port = 0, JournalOptions? journals = null)
    {
        var scratch = new Scratch();
        var file = new StateFile(scratch.Path("state.db"));
        await file.PrepareAsync(CancellationToken.None);
        var series = new SqliteSeriesStore(new SqliteFile(scratch.Path("series.db")));

        var clock = new FakeTimeProvider(SampleRooms.Now);
        var options = new CentralOptions { Folder = scratch.Folder, Broker = new BrokerOptions(), Sites = [SampleRooms.Site], Access = access, Journals = journals ?? new() };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(CentralHost).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().UseUrls(FormattableString.Invariant($"http://127.0.0.1:{port}"));
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(options).AddSingleton(clock).AddSingleton<TimeProvider>(clock).AddSingleton(file)
            .AddSingleton<ISeriesStore>(series)
            .AddSingleton(ReportOrganisation.Unnamed)
            .AddSingleton(new RoomBoard([SampleRooms.Server, SampleRooms.CrossConnect], SampleRooms.Now.AddHours(-30)))
            // Nothing is read again here: there is no site file.
            .AddSingleton(all => new SiteReload(options, null!, clock, all.GetRequiredService<ILogger<SiteReload>>()))
            .AddSingleton(new SiteBook(options.Model, SampleRooms.Now)).AddSingleton<UnassignedBook>().AddSingleton<Adoption>()
            .AddSingleton(new JournalLedger(file))
            .AddSingleton(new AlarmLedger(file)).AddSingleton(new VerdictLedger(file))
            .AddSingleton<ClusterSeat>().AddSingleton<OrganisationSources>().AddSingleton<OrganisationBook>()
            .AddSingleton<StateDatabase>(file).AddSingleton(new StateStore(file, [])).AddSingleton<IMeterFactory, QuietMeters>().AddSingleton<CentralMeter>().AddSingleton<StateGate>().AddSingleton<Bell>().AddSingleton<StateCommitter>()
            .AddSingleton(new AttachmentStore(options.Attachments))
            .AddJournals()
            .AddSingleton(all => new AuditTrail(file, all.GetRequiredService<StateCommitter>(), clock))
            // Never connected: there is no broker here.
            .AddSingleton<AnswerBook>().AddSingleton<Inflow>().AddSingleton<BrokerLinks>().AddSingleton<TestDesk>();
        builder.Services.AddAuthentication(TokenAuthentication.SchemeName)
            .AddScheme<TokenAuthenticationOptions, TokenAuthentication>(TokenAuthentication.SchemeName, scheme => scheme.List = access);
        builder.Services.AddAuthorization(AccessPolicies.Add);
        builder.AddRoomGuardWeb();

        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRoomGuardWeb();
        await app.StartAsync();
        return new WebSite(scratch, app, new Uri(app.Urls.Single()));
    }

    /// <summary>Shows a state of the server room, as the keeper of the rooms would.</summary>
    public void Publish(RoomState state) => Board.Publish(new RoomSnapshot(SampleRooms.Server, state, Clock.GetUtcNow()));

    /// <summary>Makes effects durable without showing anything.</summary>
    public Task StoreAsync(IReadOnlyList<RoomEffect> effects) => _store.CommitAsync(
        new StateChange(Clock.GetUtcNow()) { Rooms = [new RoomChange("hq/srv-1", Board.Find("hq", "srv-1")!.State, effects)] },
        CancellationToken.None);

    /// <summary>Writes a journal entry.</summary>
    public Task WriteEntryAsync(JournalDraft draft) => StoreAsync([new JournalDrafted(draft)]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using (var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5)))
        {
            await _app.StopAsync(soon.Token);
        }

        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _scratch.Dispose();
    }

    private Task WriteTemperaturesAsync() => Series.WriteAsync(
        [
            .. Enumerable.Range(0, 60).SelectMany(minute => new[]
            {
                Sample("env.temp", minute, 24.5 + (minute / 13.0) + (0.1 * Math.Sin(minute))),
                Sample("env.rh", minute, 47.5 + (0.3 * Math.Cos(minute / 5.0))),
            }),
        ],
        CancellationToken.None);

    private static SeriesSample Sample(string signal, int minute, double amount) => new(
        new Sample(SampleRooms.Point("probe-1", signal), SampleRooms.Now.AddMinutes(minute - 60), Reading.Of(amount)), "node-1");
}

/// <summary>Meters under names that no exporter of another test listens to.</summary>
internal sealed class QuietMeters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(new MeterOptions("quiet." + options.Name) { Scope = this });

    public void Dispose()
    {
    }
}
