using System.Text.Json;
using RoomGuard.Simulator.Snmp;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests.Snmp;

public sealed class ProfileTests
{
    [Theory]
    [InlineData("ups-mib", 0)]
    [InlineData("apc-ups", 1)]
    [InlineData("comap", 2)]
    public void Each_signal_of_a_device_profile_is_answered_by_the_device_it_is_for(string profile, int device)
    {
        var played = Played.Calm();
        var trees = new DeviceTrees(played.Scenario.Site, DateTimeOffset.UnixEpoch, () => played.State);
        var tree = device < 2 ? trees.OfUps(device) : trees.OfGenerator(played.Scenario.Site.Generator!);
        var unanswered =
            from point in Points(profile)
            let signal = point.GetProperty("signal").GetString()!
            where !signal.StartsWith("env.", StringComparison.Ordinal) // a probe at the card, which this card has not
            where !point.TryGetProperty("holds", out _) && !point.TryGetProperty("position", out _) // lists and flags of alarms, of which none stands
            group IsAnswered(tree, point) by Whole(signal) into answers
            where !answers.Any(isAnswered => isAnswered)
            select answers.Key;
        Assert.Empty(unanswered);
    }

    private static IEnumerable<JsonElement> Points(string profile)
    {
        var root = JsonElement.Parse(File.ReadAllText(Repository.Path("src", "RoomGuard.Devices", "Profiles", $"{profile}.json")));
        var included = root.TryGetProperty("include", out var others) ? others.EnumerateArray().SelectMany(other => Points(other.GetString()!)) : [];
        return root.TryGetProperty("points", out var points) ? points.EnumerateArray().Concat(included) : included;
    }

    // A signal of one phase counts as its whole: single-phase devices answer ups.input.voltage.l1 in place of the table.
    private static string Whole(string signal) => signal.Length > 3 && signal[^3..^1] == ".l" ? signal[..^3] : signal;

    private static bool IsAnswered(IMibTree tree, JsonElement point) =>
        point.TryGetProperty("oid", out var scalar)
            ? !tree.Get(ObjectId.Parse(scalar.GetString()!)).IsException
            : ObjectId.Parse(point.GetProperty("column").GetString()!) is var column && tree.TryGetNext(column, out var row) && row.Id.StartsWith(column);
}
