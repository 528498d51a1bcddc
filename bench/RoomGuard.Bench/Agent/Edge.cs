using System.Globalization;
using RoomGuard.Bench.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Agent;

/// <summary>What every program of this bench has to read and where it publishes: twenty sensors as files and ten simulated UPS, and one broker.</summary>
/// <param name="Folder">Holds the sensors, as a kernel shows them, and the programs' settings.</param>
internal sealed record Edge(Scratch Folder, int BrokerPort)
{
    public const int Sensors = 20;

    public const int Devices = 10;

    /// <summary>The file of one sensor.</summary>
    public static string FileOf(int sensor) => string.Create(CultureInfo.InvariantCulture, $"sys/class/hwmon/hwmon{sensor}/temp1_input");

    /// <summary>Makes the sensors.</summary>
    public void Prepare()
    {
        for (var i = 0; i < Sensors; i++)
        {
            Folder.Write(string.Create(CultureInfo.InvariantCulture, $"sys/class/hwmon/hwmon{i}/name"), string.Create(CultureInfo.InvariantCulture, $"probe{i}\n"));
            Folder.Write(FileOf(i), string.Create(CultureInfo.InvariantCulture, $"{21000 + (i * 37)}\n"));
        }
    }
}

/// <summary>One program that reads an edge: how it is started, and by which of its messages it is known to have read.</summary>
/// <param name="Name">Name and version, for the table.</param>
/// <param name="Topic">Of the first message that carries a reading.</param>
internal abstract record EdgeProgram(string Name, string Topic)
{
    /// <summary>Starts it; it need not be ready when this returns.</summary>
    public abstract RealProcess Start(Edge edge);
}

/// <summary>Our agent, compiled ahead.</summary>
internal sealed record OurAgent() : EdgeProgram("roomguard-agent", "roomguard/1/hq/node-1/live")
{
    /// <summary>The program that <c>eng/bench.sh</c> published.</summary>
    public static string Program { get; } = Repository.Path("artifacts", "agent-native", "roomguard-agent");

    public override RealProcess Start(Edge edge)
    {
        var sensors = Enumerable.Range(0, Edge.Sensors).Select(static i => string.Create(CultureInfo.InvariantCulture, $$"""{ "driver": "hwmon", "device": "probe{{i}}", "room": "srv-1", "equipment": "probe-{{i}}", "signal": "env.temp", "period": "1 s" }"""));
        var devices = Enumerable.Range(0, Edge.Devices).Select(static i => string.Create(CultureInfo.InvariantCulture, $$"""{ "address": "{{UpsUnit.Address(i)}}", "community": "public", "profile": "ups-mib", "room": "srv-1", "equipment": "ups-{{i}}", "period": "10 s", "burst": "0 s" }"""));
        var settings = edge.Folder.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$"""
            { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{edge.BrokerPort}} }, "sysfs": "sys",
              "sensors": [ {{string.Join(",\n", sensors)}} ], "snmp": [ {{string.Join(",\n", devices)}} ] }
            """));
        return RealProcess.Start(Program, ["run", "--config", settings]);
    }
}

/// <summary>Debian's collectd: its table plugin on the same files, its snmp plugin with one GET of forty objects each, its mqtt plugin.</summary>
internal sealed record CollectdEdge() : EdgeProgram("collectd", "collectd/#")
{
    public override RealProcess Start(Edge edge)
    {
        edge.Folder.Write("types.db", $"ups40\t{string.Join(", ", Enumerable.Range(0, UpsUnit.Objects.Count).Select(static i => $"v{i}:GAUGE:U:U"))}\n");
        var tables = Enumerable.Range(0, Edge.Sensors).Select(i => $" <Table \"{edge.Folder.Path(Edge.FileOf(i))}\">\n  Instance \"s{i}\"\n  Separator \" \"\n  <Result>\n   Type \"gauge\"\n   ValuesFrom 0\n  </Result>\n </Table>");
        var hosts = Enumerable.Range(0, Edge.Devices).Select(static i => $" <Host \"ups{i}\">\n  Address \"{UpsUnit.Address(i)}\"\n  Version 2\n  Community \"public\"\n  Collect \"all\"\n  Interval 10\n </Host>");
        var settings = edge.Folder.Write("collectd.conf", string.Create(CultureInfo.InvariantCulture, $"""
            Hostname "edge"
            FQDNLookup false
            BaseDir "{edge.Folder.Folder}"
            PIDFile "{edge.Folder.Path("pid")}"
            PluginDir "/usr/lib/collectd"
            TypesDB "/usr/share/collectd/types.db" "{edge.Folder.Path("types.db")}"
            Interval 1
            LoadPlugin logfile
            <Plugin logfile>
             LogLevel warning
             File stderr
            </Plugin>
            LoadPlugin mqtt
            <Plugin mqtt>
             <Publish "bench">
              Host "127.0.0.1"
              Port {edge.BrokerPort}
              QoS 1
              ClientId "collectd"
              Prefix "collectd"
             </Publish>
            </Plugin>
            LoadPlugin table
            <Plugin table>
            {string.Join('\n', tables)}
            </Plugin>
            LoadPlugin snmp
            <Plugin snmp>
             <Data "all">
              Type "ups40"
              Table false
              Values {string.Join(' ', UpsUnit.Objects.Select(static id => $"\"{id}\""))}
             </Data>
            {string.Join('\n', hosts)}
            </Plugin>

            """));
        return RealProcess.Start(Needs.Program("collectd", "collectd"), ["-f", "-C", settings], new Dictionary<string, string> { ["MIBS"] = "" });
    }
}

/// <summary>Node-RED: its file node on the same files, node-red-node-snmp with forty objects each, its mqtt output.</summary>
internal sealed record NodeRedEdge() : EdgeProgram("Node-RED", "nodered/#")
{
    public override RealProcess Start(Edge edge)
    {
        var modules = Centre.Tools.NodeModules;
        var settings = edge.Folder.Write("settings.js", string.Create(CultureInfo.InvariantCulture, $$"""
            module.exports = { uiPort: {{Ports.FreeTcp()}}, uiHost: "127.0.0.1", httpAdminRoot: false, flowFile: "flows.json", nodesDir: "{{modules}}/node-red-node-snmp",
              logging: { console: { level: "warn" } }, credentialSecret: false, diagnostics: { enabled: false }, telemetry: { enabled: false } };
            """));
        var files = $"const o = []; for (let i = 0; i < {Edge.Sensors}; i++) o.push({{filename: '{edge.Folder.Path("sys/class/hwmon/hwmon")}' + i + '/temp1_input', topic: 'nodered/s' + i}}); return [o];";
        var units = Enumerable.Range(0, Edge.Devices).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""
            {"id": "every{{i}}", "type": "inject", "z": "t", "props": [{"p": "payload"}], "repeat": "10", "once": true, "onceDelay": 0.1, "payloadType": "date", "wires": [["ups{{i}}"]]},
            {"id": "ups{{i}}", "type": "snmp", "z": "t", "host": "{{UpsUnit.Address(i)}}", "community": "public", "version": "2c", "oids": "{{string.Join(',', UpsUnit.Objects)}}", "timeout": "5", "wires": [["told{{i}}"]]},
            {"id": "told{{i}}", "type": "function", "z": "t", "func": "return {topic: 'nodered/ups{{i}}', payload: msg.payload.map(one => one.value)};", "outputs": 1, "libs": [], "wires": [["out"]]}
            """));
        edge.Folder.Write("flows.json", string.Create(CultureInfo.InvariantCulture, $$"""
            [ {"id": "t", "type": "tab", "label": "bench"},
              {"id": "br", "type": "mqtt-broker", "broker": "127.0.0.1", "port": "{{edge.BrokerPort}}", "clientid": "node-red", "autoConnect": true, "protocolVersion": "4", "keepalive": "60", "cleansession": true},
              {"id": "out", "type": "mqtt out", "z": "t", "topic": "", "qos": "1", "retain": "false", "broker": "br", "wires": []},
              {"id": "every", "type": "inject", "z": "t", "props": [{"p": "payload"}], "repeat": "1", "once": true, "onceDelay": 0.1, "payloadType": "date", "wires": [["list"]]},
              {"id": "list", "type": "function", "z": "t", "func": "{{files}}", "outputs": 1, "libs": [], "wires": [["file"]]},
              {"id": "file", "type": "file in", "z": "t", "filename": "filename", "filenameType": "msg", "format": "utf8", "chunk": false, "sendError": false, "encoding": "none", "allProps": false, "wires": [["value"]]},
              {"id": "value", "type": "function", "z": "t", "func": "msg.payload = {id: msg.topic, t: Date.now(), value: parseFloat(msg.payload) / 1000}; return msg;", "outputs": 1, "libs": [], "wires": [["out"]]},
              {{string.Join(",\n", units)}} ]
            """));
        return RealProcess.Start(Needs.Program("node", "nodejs"), [Path.Combine(modules, "node-red", "red.js"), "-s", settings, "-u", edge.Folder.Folder]);
    }
}
