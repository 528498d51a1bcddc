using Microsoft.Extensions.Hosting;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Notify;
using RoomGuard.Central.Rooms;

namespace RoomGuard.Central.Running;

/// <summary>All loops of a centre, from its start to its end.</summary>
internal sealed class CentralLoops(Supervisor supervisor, RoomWarden rooms, RoomDispatcher people, IngestLoop ingest, ReceiptLoop receipts, IReadOnlyList<Courier> couriers) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        supervisor.RunAsync("rooms", rooms.RunAsync, stoppingToken),
        supervisor.RunAsync("people", people.RunAsync, stoppingToken),
        supervisor.RunAsync("ingest", ingest.RunAsync, stoppingToken),
        supervisor.RunAsync("receipts", receipts.RunAsync, stoppingToken),
        .. couriers.Select(courier => supervisor.RunAsync(courier.Name, courier.RunAsync, stoppingToken)),
    ]);
}
