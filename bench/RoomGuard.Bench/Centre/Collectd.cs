using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>collectd with its MQTT input and its network output, into InfluxDB's own listener for it. One value a message is all it knows.</summary>
internal sealed record Collectd(Load Load) : Pipeline("collectd", Load with { Format = "collectd", Pack = 1 })
{
    public override async Task<RealProcess> StartAsync(Broker broker, Influx influx, Scratch scratch)
    {
        var settings = scratch.Write("collectd.conf", string.Create(CultureInfo.InvariantCulture, $"""
            Hostname "bench"
            FQDNLookup false
            BaseDir "{scratch.Folder}"
            PIDFile "{scratch.Path("pid")}"
            PluginDir "/usr/lib/collectd"
            TypesDB "/usr/share/collectd/types.db"
            Interval 1
            LoadPlugin logfile
            <Plugin logfile>
              LogLevel warning
              File stderr
            </Plugin>
            LoadPlugin mqtt
            <Plugin mqtt>
              <Subscribe "load">
                Host "127.0.0.1"
                Port {broker.Port}
                Topic "collectd/#"
                QoS 1
                ClientId "collectd"
              </Subscribe>
            </Plugin>
            LoadPlugin network
            <Plugin network>
              Server "127.0.0.1" "{influx.CollectdPort}"
            </Plugin>
            """));
        var collectd = RealProcess.Start(Needs.Program("collectd", "collectd-core"), ["-f", "-C", settings]);
        await Task.Delay(TimeSpan.FromSeconds(2));
        return collectd;
    }
}
