using System.Globalization;
using System.Text;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Snmp;

/// <summary>Debian's collectd, its snmp plugin told to read one GET of 40 objects from each unit as often as it can.</summary>
internal static class Collectd
{
    /// <summary>CPU-seconds of collectd for 10,000 values; the values are counted by the units.</summary>
    public static async Task<double> MeasureAsync(RealProcess devices, int units, TimeSpan time)
    {
        using var scratch = new Scratch();
        scratch.Write("types.db", $"ups40\t{string.Join(", ", Enumerable.Range(0, UpsUnit.Objects.Count).Select(static i => $"v{i}:GAUGE:U:U"))}\n");
        var settings = scratch.Write("collectd.conf", Settings(scratch, units));
        await using var collectd = RealProcess.Start("collectd", ["-f", "-C", settings], new Dictionary<string, string> { ["MIBS"] = "" });
        await Task.Delay(TimeSpan.FromSeconds(2));
        var (cpu, values) = (ProcessCpu.Seconds(collectd.Id), await UpsUnit.GivenAsync(devices));
        await Task.Delay(time);
        return (ProcessCpu.Seconds(collectd.Id) - cpu) / (await UpsUnit.GivenAsync(devices) - values) * 1e4;
    }

    private static string Settings(Scratch scratch, int units)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            Hostname "bench"
            FQDNLookup false
            BaseDir "{scratch.Folder}"
            PIDFile "{scratch.Path("pid")}"
            PluginDir "/usr/lib/collectd"
            TypesDB "/usr/share/collectd/types.db" "{scratch.Path("types.db")}"
            Interval 0.001
            MaxReadInterval 86400
            LoadPlugin logfile
            <Plugin logfile>
              LogLevel warning
              File stderr
            </Plugin>
            LoadPlugin snmp
            <Plugin snmp>
              <Data "all">
                Type "ups40"
                Table false
                Values {string.Join(' ', UpsUnit.Objects.Select(static id => $"\"{id}\""))}
              </Data>

            """);
        for (var unit = 0; unit < units; unit++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  <Host \"ups{unit}\">\n    Address \"{UpsUnit.Address(unit)}\"\n    Version 2\n    Community \"public\"\n    Collect \"all\"\n    Interval 0.001\n  </Host>\n");
        }

        return text.Append("</Plugin>\n").ToString();
    }
}
