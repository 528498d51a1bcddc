using System.Text.Json;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Snmp;

/// <summary>Recordings of real devices, where <c>ROOMGUARD_RECORDINGS</c> names a folder of them, against what another program made of them.</summary>
public sealed class RealRecordingTests
{
    private const int MinusOne = -1;

    [Theory]
    [InlineData("apc_smt750x-nmc2", "apc-ups", 10)]
    [InlineData("apc_symmetralx", "apc-ups", 12)]
    [InlineData("generex-ups_cs121", "ups-mib", 22)]
    [InlineData("eaton-mgeups_5px", "ups-mib", 14)]
    [InlineData("netmanplus_204", "ups-mib", 25)]
    [InlineData("deltaups", "ups-mib", 10)]
    public void A_real_device_reads_as_others_read_it(string recording, string profileId, int atLeast)
    {
        if (Needs.Recordings() is not { } folder)
        {
            TestContext.Current.SendDiagnosticMessage("ROOMGUARD_RECORDINGS names no folder: nothing to compare with.");
            return;
        }

        var varBinds = Recording.Read(Path.Combine(folder, recording + ".snmprec"));
        var profile = ProfileCatalog.Find(profileId)!;
        var readings = profile.Decode(varBinds, DateTimeOffset.UnixEpoch.AddYears(56)).ToDictionary(reading => reading.Key);
        using var truth = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, recording + ".json")));
        var compared = 0;
        foreach (var sensor in truth.RootElement.GetProperty("sensors").GetProperty("discovery").GetProperty("sensors").EnumerateArray())
        {
            var id = ObjectId.Parse(sensor.GetProperty("sensor_oid").GetString()!);
            if (SignalOf(profile, id) is not { } signalId || IsNoValue(varBinds, id))
            {
                continue;
            }

            compared++;
            Agree(sensor, readings[signalId], SignalCatalogue.Find(signalId.Signal)!);
        }

        Assert.True(compared >= atLeast, $"Only {compared} values of {recording} were compared.");
    }

    private static void Agree(JsonElement sensor, SignalReading reading, Signal signal)
    {
        if (signal.Kind == SignalKind.State)
        {
            Assert.True(reading.Reading.IsPresent, $"{reading}");
            Assert.Null(reading.Remark);
            return;
        }

        // The other program shows times in minutes.
        var theirs = sensor.GetProperty("sensor_current").GetDouble() * (signal.Unit == "s" ? 60 : 1);
        Assert.Equal(ReadingKind.Number, reading.Reading.Kind);
        Assert.True(Math.Abs(theirs - reading.Reading.Number) <= Math.Abs(theirs) * 1e-6 + 1e-6, $"{signal.Id}: {reading.Reading} here, {theirs} there");
    }

    private static DeviceSignal? SignalOf(Profile profile, ObjectId id) =>
        profile.Points.SelectMany(point => point.Select(new AnswerBook([new VarBind(id, SnmpValue.Integer(1))]))).Select(found => (DeviceSignal?)found.Key).FirstOrDefault();

    // Both say the same differently: no value here, minus one or minus a tenth there.
    private static bool IsNoValue(List<VarBind> varBinds, ObjectId id) =>
        varBinds.Find(varBind => varBind.Id == id).Value is var value && value.TryGetNumber(out var number) && number == MinusOne;
}
