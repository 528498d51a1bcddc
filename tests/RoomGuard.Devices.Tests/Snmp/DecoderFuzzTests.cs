using CsCheck;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

public sealed class DecoderFuzzTests
{
    private static readonly Gen<SnmpValue> Values = Gen.OneOf(
        Gen.Int.Select(SnmpValue.Integer),
        Gen.UInt.Select(SnmpValue.Gauge32),
        Gen.UInt.Select(SnmpValue.TimeTicks),
        Gen.ULong.Select(SnmpValue.Counter64),
        Gen.Byte.Array[0, 300].Select(bytes => SnmpValue.Octets(bytes)),
        Gen.String[Gen.Char[" .-+0123456789eEnaif"], 0, 12].Select(SnmpValue.Text),
        Gen.Byte.Array[0, 40].Select(bytes => SnmpValue.Opaque(bytes)),
        Gen.UInt.Select(last => SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33.1.7.7").Append(last))),
        AnyOf(SnmpValue.Null, SnmpValue.NoSuchObject, SnmpValue.NoSuchInstance, SnmpValue.EndOfMibView));

    private static readonly Gen<Profile> Profiles = AnyOf(ProfileCatalog.All.ToArray());

    [Fact]
    public void Whatever_a_device_answers_every_reading_is_one_that_its_signal_accepts() =>
        Profiles.SelectMany(profile => Answers(profile).Select(answers => (profile, answers))).Sample(
            (profile, answers) =>
            {
                foreach (var reading in profile.Decode(answers, DateTimeOffset.UnixEpoch))
                {
                    var signal = SignalCatalogue.Find(reading.Signal)!;
                    Assert.True(signal.Accepts(reading.Reading), $"{signal.Id} got {reading.Reading}");
                    Assert.True(!signal.States.Any() || !reading.Reading.IsPresent || signal.States.ContainsKey(reading.Reading.Text), $"{signal.Id} got {reading.Reading}");
                }
            },
            iter: 3000);

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<VarBind[]> Answers(Profile profile) =>
        Gen.Select(AnyOf(profile.Points.ToArray()), Gen.UInt[0, 4], Values)
            .Select((point, row, value) => new VarBind(!point.IsColumn ? point.Id : point.Id.Append(row), value))
            .Array[0, 60];
}
