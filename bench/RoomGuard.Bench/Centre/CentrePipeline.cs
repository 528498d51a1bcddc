using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>Ours: everything read, checked, decided, stored, and only then acknowledged.</summary>
internal sealed record CentrePipeline(Load Load) : Pipeline("RoomGuard", Load)
{
    public override async Task<RealProcess> StartAsync(Broker broker, Influx influx, Scratch scratch)
    {
        var centre = await CentreProcess.StartAsync(CentreProcess.WriteSettings(scratch, broker, influx, Load.Agents * Load.RoomsPerAgent));
        return centre.Process;
    }
}
