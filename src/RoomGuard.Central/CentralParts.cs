using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Backups;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Deadman;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Journals.Proving;
using RoomGuard.Central.Notify;
using RoomGuard.Central.Options;
using RoomGuard.Central.Reports;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Running;
using RoomGuard.Central.Series;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Starting;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;
using RoomGuard.Central.Unassigned;
using RoomGuard.Central.Verdicts;

namespace RoomGuard.Central;

/// <summary>Registers what works behind the pages, one method for each folder.</summary>
internal static class CentralParts
{
    /// <summary>Registers everything but the web.</summary>
    public static void Add(IServiceCollection services, CentralOptions options)
    {
        services.AddMetrics().AddSingleton<CentralMeter>().AddSingleton(new IngestPulse(TimeProvider.System)).AddSingleton<ReadinessParts>().AddSingleton<Readiness>();
        services.AddSingleton<Heartbeats>().AddSingleton<DeadmanLoop>();
        AddStore(services, options);
        SeriesParts.Add(services, options);
        AddSites(services, options);
        services.AddSingleton(options.Organisation).AddTransient(all => OrganisationFacts.Of(options, all.GetRequiredService<SiteBook>().Current));
        AddRooms(services);
        AddIngest(services, options);
        AddNotify(services, options);
        services.AddSingleton(ReportOrganisation.Of(options.Organisation));
        services.AddSingleton<Supervisor>();
        services.AddSingleton(all => all.GetServices<Courier>().ToArray());
        services.AddHostedService<CentralLoops>();
    }

    private static void AddStore(IServiceCollection services, CentralOptions options)
    {
        services.AddSingleton<StateDatabase>(options.Cluster is { } cluster ? new StateServer(cluster.Postgres, new DataFolder(options.Folder)) : new StateFile(Path.Combine(options.Folder, "state.db")));
        services.AddSingleton<IDbContextFactory<StateContext>>(all => all.GetRequiredService<StateDatabase>());
        services.AddSingleton(new JournalCovers(options.Organisation.Name, options.Journals.Act, options.Journals.Responsible, options.Retention.Total));
        services.AddSingleton<StateGate>().AddSingleton<DatabaseWatch>().AddSingleton<NoteReader>();
        services.AddSingleton(all => new StateStore(all.GetRequiredService<StateDatabase>(), [.. options.Channels.Select(channel => channel.Id)], all.GetRequiredService<JournalCovers>()));
        services.AddSingleton<StateCommitter>().AddSingleton(new AttachmentStore(options.Attachments));
        services.AddSingleton(all => new JournalLedger(all.GetRequiredService<StateDatabase>()));
        services.AddJournals().AddSingleton<CheckpointLoop>();
        services.AddSingleton(all => new VerdictLedger(all.GetRequiredService<StateDatabase>()));
        services.AddSingleton<OrganisationSources>().AddSingleton<OrganisationBook>();
        services.AddSingleton(all => new AlarmLedger(all.GetRequiredService<StateDatabase>()));
        services.AddSingleton(all => new AuditTrail(all.GetRequiredService<StateDatabase>(), all.GetRequiredService<StateCommitter>(), all.GetRequiredService<TimeProvider>()));
    }

    private static void AddSites(IServiceCollection services, CentralOptions options)
    {
        services.AddSingleton(all => new SiteBook(options.Model, all.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddSingleton(all => new SiteLedger(all.GetRequiredService<StateDatabase>(), all.GetRequiredService<StateGate>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<JournalCovers>()));
        services.AddSingleton<RetiredRooms>().AddSingleton<SiteReloadParts>().AddSingleton<SiteReload>().AddSingleton<SiteWatch>().AddSingleton<ModelComparison>().AddSingleton<SiteLoops>();
        services.AddSingleton<UnassignedBook>().AddSingleton<Adoption>();
    }

    private static void AddRooms(IServiceCollection services)
    {
        services.AddSingleton(all => new RoomBoard(all.GetRequiredService<SiteBook>().Current.Rooms, all.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddSingleton<Bell>();
        services.AddSingleton<ClusterSeat>().AddSingleton<RoomSilo>().AddSingleton<RoomWarden>().AddSingleton<RoomDispatcher>();
        services.AddSingleton<RoomBalance>().AddSingleton<BoardMirror>().AddSingleton<RoomLoops>();
    }

    private static void AddIngest(IServiceCollection services, CentralOptions options)
    {
        services.AddSingleton<AnswerBook>().AddSingleton<TestDesk>().AddSingleton<Inflow>().AddSingleton<BrokerLinks>().AddSingleton(all => all.GetRequiredService<BrokerLinks>().Main).AddSingleton<RefusalLog>().AddSingleton<ReceiptLoop>();
        services.AddSingleton<MessageReader>().AddSingleton<AgentClocks>().AddSingleton<AgentDesk>();
        services.AddSingleton<NewsRouter>().AddSingleton<ReceiptBook>().AddSingleton<IngestParts>().AddSingleton<IngestLoop>();
    }

    private static void AddNotify(IServiceCollection services, CentralOptions options)
    {
        services.AddSingleton(all => new NotificationWriter(all.GetRequiredService<SiteBook>(), NotificationWords.All));
        services.AddSingleton(all => new CourierParts(
            channel => new Outbox(all.GetRequiredService<StateDatabase>(), channel),
            all.GetRequiredService<StateGate>(),
            all.GetRequiredService<StateCommitter>(),
            all.GetRequiredService<Bell>(),
            all.GetRequiredService<CentralMeter>(),
            all.GetRequiredService<TimeProvider>()));
        foreach (var channel in options.Channels)
        {
            services.AddSingleton(all => new Courier(
                Channel(channel, all),
                channel.Language,
                all.GetRequiredService<NotificationWriter>(),
                all.GetRequiredService<CourierParts>(),
                all.GetRequiredService<ILogger<Courier>>()));
        }
    }

    private static INotificationChannel Channel(ChannelOptions options, IServiceProvider all) => options switch
    {
        SmtpOptions smtp => new SmtpChannel(smtp, all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<SmtpChannel>>()),
        WebhookOptions webhook => new WebhookChannel(webhook, new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) }),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options, "Not a kind of channel."),
    };
}
