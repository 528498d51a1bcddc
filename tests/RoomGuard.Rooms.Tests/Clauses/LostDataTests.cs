using CsCheck;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Tests.Clauses;

public class LostDataTests
{
    private static readonly string[] Signals = ["fire-1/fire.fault", "ias-1/ias.fault", "acs-1/acs.online", "ac-1/hvac.run", "ac-1/hvac.fault", "leak-1/leak.wet", "fire-1/fire.supp_discharged"];

    [Fact]
    public void Losing_data_never_improves_a_verdict()
    {
        var sample = Gen.Select(Gen.Int[0, Signals.Length - 1], Gen.Bool, Gen.Int[1, 7200]);
        var statement = Gen.Select(Gen.Int[0, 10], Gen.Bool.Select(isMet => isMet ? AttestationStatement.Met : AttestationStatement.Broken));
        Gen.Select(sample.Array[0, 60], statement.Array[0, 20], Gen.Int[60, 200_000]).Sample((samples, statements, silence) =>
        {
            var script = new RoomScript("""{"id":"srv-1","type":"server","rules":{"clause163":{"faultFor":"1 h","coolingAwayFor":"10 min","clearFor":"1 min"}}}""");
            foreach (var (item, what) in statements)
            {
                script.Attest(Catalogue.Current.Items[item].Id, what, $"a-{item}");
            }

            var second = 0.0;
            foreach (var (index, value, step) in samples)
            {
                second += step;
                script.Until(second, 600).Send(second, (Signals[index], value), ("probe-1/env.temp", 31));
            }

            script.Until(second + 15, 5);
            var before = script.State.Verdicts;
            script.Until(second + silence, 300);
            foreach (var (item, verdict) in script.State.Verdicts)
            {
                Assert.True(verdict.State >= before[item].State, $"{item}: {before[item].State} became {verdict.State} by silence.");
            }
        }, iter: 60);
    }
}
