using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>Node-RED with its MQTT input, a function and node-red-contrib-influxdb's batch output: no rules, no state. Single values are joined to 500 or 0.1 s first.</summary>
internal sealed record NodeRed(Load Load) : Pipeline("Node-RED", Load with { Format = "object" })
{
    private const string Function =
        "const p = msg.payload, a = []; for (const k in p.r) { const i = k.indexOf('/'); a.push({measurement: k.slice(i + 1), fields: {v: p.r[k]}, tags: {room: p.room, equipment: k.slice(0, i)}, timestamp: p.t}); }";

    public override async Task<RealProcess> StartAsync(Broker broker, Influx influx, Scratch scratch)
    {
        var settings = scratch.Write("settings.js", string.Create(CultureInfo.InvariantCulture, $$"""
            module.exports = { uiPort: {{Ports.FreeTcp()}}, uiHost: "127.0.0.1", httpAdminRoot: false, flowFile: "flows.json", nodesDir: "{{Tools.NodeModules}}/node-red-contrib-influxdb",
              logging: { console: { level: "info" } }, credentialSecret: false, diagnostics: { enabled: false }, telemetry: { enabled: false } };
            """));
        scratch.Write("flows.json", Flow(broker, influx));
        var nodeRed = RealProcess.Start(Needs.Program("node", "nodejs"), [Path.Combine(Tools.NodeModules, "node-red", "red.js"), "-s", settings, "-u", scratch.Folder]);
        await nodeRed.UntilAsync(() => Task.FromResult(nodeRed.Output.Contains("Connected to broker", StringComparison.Ordinal)), TimeSpan.FromSeconds(60), "Node-RED is connected");
        await Task.Delay(TimeSpan.FromSeconds(1));
        return nodeRed;
    }

    private string Flow(Broker broker, Influx influx) => string.Create(CultureInfo.InvariantCulture, $$"""
        [ {"id": "t", "type": "tab", "label": "bench"},
          {"id": "br", "type": "mqtt-broker", "broker": "127.0.0.1", "port": "{{broker.Port}}", "clientid": "node-red", "autoConnect": true, "protocolVersion": "4", "keepalive": "60", "cleansession": true},
          {"id": "db", "type": "influxdb", "hostname": "127.0.0.1", "port": "{{influx.Port}}", "protocol": "http", "database": "{{Influx.Database}}", "influxdbVersion": "1.x", "timeout": "10"},
          {"id": "in", "type": "mqtt in", "z": "t", "topic": "load/#", "qos": "1", "datatype": "json", "broker": "br", "rap": true, "rh": 0, "inputs": 0, "wires": [["fn"]]},
          {"id": "fn", "type": "function", "z": "t", "func": "{{Function}} return {payload: {{(Load.Pack == 1 ? "a[0]" : "a")}}};", "outputs": 1, "libs": [], "wires": [["{{(Load.Pack == 1 ? "join" : "out")}}"]]},
          {"id": "join", "type": "join", "z": "t", "mode": "custom", "build": "array", "property": "payload", "propertyType": "msg", "key": "topic", "joiner": "", "joinerType": "str", "accumulate": false, "timeout": "0.1", "count": "500", "wires": [["out"]]},
          {"id": "out", "type": "influxdb batch", "z": "t", "influxdb": "db", "precision": "n", "retentionPolicy": "", "wires": []} ]
        """);
}
