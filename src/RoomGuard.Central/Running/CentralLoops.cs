using Microsoft.Extensions.Hosting;
using RoomGuard.Central.Backups;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Deadman;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Journals.Proving;
using RoomGuard.Central.Notify;
using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Central.Series.Spool;
using RoomGuard.Central.Series.Sqlite;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Verdicts;

namespace RoomGuard.Central.Running;

/// <summary>All loops of a centre, from its start to its end.</summary>
/// <remarks>Where several machines share the rooms, people are told by the one that leads: nobody is told twice.</remarks>
internal sealed class CentralLoops(
    CentralOptions options,
    Supervisor supervisor,
    RoomLoops rooms,
    IngestLoop ingest,
    ReceiptLoop receipts,
    DatabaseWatch database,
    SeriesLoops series,
    SiteLoops sites,
    NoteReader notes,
    DeadmanLoop deadman,
    OrganisationBook organisation,
    CheckpointLoop checkpoints,
    Courier[] couriers) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        supervisor.RunAsync("rooms", rooms.Warden.RunAsync, stoppingToken),
        supervisor.RunAsync("people", rooms.Dispatcher.RunAsync, stoppingToken),
        supervisor.RunAsync("ingest", ingest.RunAsync, stoppingToken),
        supervisor.RunAsync("receipts", receipts.RunAsync, stoppingToken),
        supervisor.RunAsync("database", database.RunAsync, stoppingToken),
        supervisor.RunAsync("spool", series.Drain.RunAsync, stoppingToken),
        supervisor.RunAsync("site", sites.Watch.RunAsync, stoppingToken),
        supervisor.RunAsync("site models", sites.Comparison.RunAsync, stoppingToken),
        supervisor.RunAsync("rollups", series.Rollups.RunAsync, stoppingToken),
        .. series.Eraser is { } eraser ? [supervisor.RunAsync("eraser", eraser.RunAsync, stoppingToken)] : Array.Empty<Task>(),
        supervisor.RunAsync("notes", notes.RunAsync, stoppingToken),
        supervisor.RunAsync("deadman", deadman.RunAsync, stoppingToken),
        supervisor.RunAsync("organisation", organisation.RunAsync, stoppingToken),
        supervisor.RunAsync("checkpoints", checkpoints.RunAsync, stoppingToken),
        .. couriers.Select(courier => supervisor.RunAsync(courier.Name, stop => rooms.Seat.LeadAsync(courier.RunAsync, stop), stoppingToken)),
        .. options.Cluster is null ? [] : new[]
        {
            supervisor.RunAsync("balance", rooms.Balance.RunAsync, stoppingToken),
            supervisor.RunAsync("mirror", rooms.Mirror.RunAsync, stoppingToken),
        },
    ]);
}

/// <summary>The loops behind the series store.</summary>
/// <param name="Eraser">Only where the store is a file of ours.</param>
internal sealed record SeriesLoops(SpoolDrain Drain, RollupWorker Rollups, SqliteEraser? Eraser = null);

/// <summary>The loops around the owners of the rooms.</summary>
internal sealed record RoomLoops(ClusterSeat Seat, RoomWarden Warden, RoomDispatcher Dispatcher, RoomBalance Balance, BoardMirror Mirror);

/// <summary>The loops around the site model.</summary>
internal sealed record SiteLoops(SiteWatch Watch, ModelComparison Comparison);
