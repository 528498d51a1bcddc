// Polls simulated UPS units as an agent would, one GET of 40 objects on its way to each, and prints what it cost this process:
//   snmp-poller <devices> <seconds> [v2c|v3] [every <seconds>] [pool]
// or serves such units itself, by v2c and v3, until it is killed:
//   snmp-poller serve <devices>
using System.Diagnostics;
using System.Globalization;
using RoomGuard.Bench.Poller;
using RoomGuard.Snmp;

if (args[0] == "serve")
{
    await Units.ServeAsync(int.Parse(args[1], CultureInfo.InvariantCulture));
}

var devices = int.Parse(args[0], CultureInfo.InvariantCulture);
var seconds = double.Parse(args[1], CultureInfo.InvariantCulture);
var period = Array.IndexOf(args, "every") is var at && at > 0 ? TimeSpan.FromSeconds(double.Parse(args[at + 1], CultureInfo.InvariantCulture)) : TimeSpan.Zero;
var completion = args.Contains("pool") ? SnmpCompletion.OnThreadPool : SnmpCompletion.OnReceiver;

await using var manager = new SnmpManager(TimeProvider.System, completion);
var fleet = new Fleet(manager, devices, args.Contains("v3"));
var clock = Stopwatch.StartNew();
await fleet.PollAsync(TimeSpan.FromSeconds(seconds), period);
var elapsed = clock.Elapsed.TotalSeconds;
var cpu = Environment.CpuUsage.TotalTime.TotalSeconds;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"polls\":{fleet.Polls},\"values\":{fleet.Values},\"failures\":{fleet.Failures},\"missed_periods\":{fleet.MissedPeriods},\"sec\":{elapsed:0.000},\"polls_per_s\":{fleet.Polls / elapsed:0},\"cpu_s\":{cpu:0.000},\"cpu_s_per_10k\":{cpu / fleet.Values * 1e4:0.00000},\"bytes_per_value\":{fleet.SteadyBytesPerValue:0.0},\"rss_mib\":{ResidentMemory.PeakMebibytes():0.0}}}"));
