using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Sites;

namespace RoomGuard.Central.Store;

/// <summary>The state database: rooms, alarms, journals, messages, receipts. Short-lived, one for each piece of work.</summary>
internal sealed class StateContext(DbContextOptions<StateContext> options) : DbContext(options)
{
    public DbSet<RoomRow> Rooms => Set<RoomRow>();

    public DbSet<AgentRow> Agents => Set<AgentRow>();

    public DbSet<AttestationRow> Attestations => Set<AttestationRow>();

    public DbSet<VerdictRow> Verdicts => Set<VerdictRow>();

    public DbSet<EvidenceRow> Evidence => Set<EvidenceRow>();

    public DbSet<WatermarkRow> Watermarks => Set<WatermarkRow>();

    public DbSet<AlarmRow> Alarms => Set<AlarmRow>();

    public DbSet<NotificationRow> Notifications => Set<NotificationRow>();

    public DbSet<JournalRow> Journals => Set<JournalRow>();

    public DbSet<JournalHeadRow> JournalHeads => Set<JournalHeadRow>();

    public DbSet<JournalMarkRow> JournalMarks => Set<JournalMarkRow>();

    public DbSet<JournalErasedRow> JournalErased => Set<JournalErasedRow>();

    public DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();

    public DbSet<SpentCodeRow> SpentCodes => Set<SpentCodeRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<SiteRow> Sites => Set<SiteRow>();

    /// <summary>Begins to read: what others write meanwhile is not seen, and they are not held up. Ends with the context.</summary>
    /// <remarks>On a file every other transaction is a writer's from its beginning, and whoever commits would wait for a long export to end.</remarks>
    public async Task BeginReadingAsync(CancellationToken stop)
    {
        if (Database.GetDbConnection() is not SqliteConnection file)
        {
            await Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
            return;
        }

        await Database.OpenConnectionAsync(stop);
        await Database.UseTransactionAsync(file.BeginTransaction(deferred: true), stop);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicroseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RoomRow>(row =>
        {
            row.ToTable("room").HasKey(r => r.Room);
        });
        modelBuilder.Entity<AgentRow>(row =>
        {
            row.ToTable("agent").HasKey(r => new { r.Site, r.Agent });
        });
        modelBuilder.Entity<AttestationRow>(row =>
        {
            row.ToTable("attestation").HasIndex(r => r.Room);
        });
        modelBuilder.Entity<VerdictRow>(row =>
        {
            row.ToTable("verdict").HasIndex(r => new { r.Room, r.Item, r.Since });
            row.HasIndex(r => r.Hash);
        });
        modelBuilder.Entity<EvidenceRow>(row =>
        {
            row.ToTable("evidence").HasKey(r => r.Hash);
        });
        modelBuilder.Entity<WatermarkRow>(row =>
        {
            row.ToTable("watermark").HasKey(r => new { r.Site, r.Agent, r.Boot });
        });
        modelBuilder.Entity<AlarmRow>(row =>
        {
            row.ToTable("alarm").HasKey(r => r.Sequence);
            row.HasIndex(r => r.Id).IsUnique();
            row.HasIndex(r => new { r.Room, r.Sequence });
        });
        modelBuilder.Entity<NotificationRow>(row =>
        {
            row.ToTable("notification").HasIndex(r => new { r.AlarmId, r.Kind, r.Channel }).IsUnique();
            row.HasIndex(r => new { r.Channel, r.DeliveredAt, r.GivenUpAt });
        });
        modelBuilder.Entity<JournalRow>(row =>
        {
            row.ToTable("journal").HasIndex(r => new { r.Journal, r.No }).IsUnique();
            row.HasIndex(r => r.DraftKey).IsUnique();
            row.HasIndex(r => new { r.Room, r.Id });
        });
        modelBuilder.Entity<JournalHeadRow>(row =>
        {
            row.ToTable("journal_head").HasKey(r => r.Journal);
        });
        modelBuilder.Entity<JournalMarkRow>(row =>
        {
            row.ToTable("journal_mark").HasKey(r => new { r.Journal, r.No });
            row.HasIndex(r => new { r.Journal, r.Entry });
        });
        modelBuilder.Entity<JournalErasedRow>(row =>
        {
            row.ToTable("journal_erased").HasKey(r => new { r.Journal, r.First });
        });
        modelBuilder.Entity<CheckpointRow>(row =>
        {
            row.ToTable("checkpoint").HasKey(r => r.No);
            row.Property(r => r.No).ValueGeneratedNever();
        });
        modelBuilder.Entity<SpentCodeRow>(row =>
        {
            row.ToTable("spent_code").HasKey(r => new { r.Person, r.Step });
        });
        modelBuilder.Entity<AuditRow>(row =>
        {
            row.ToTable("audit").HasIndex(r => r.At);
        });
        modelBuilder.Entity<SiteRow>(row =>
        {
            row.ToTable("site_model").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
        });
    }
}
