using System.Globalization;
using System.Net.Http.Json;

namespace RoomGuard.Cli.Demo;

/// <summary>Walks the demo's server room as an inspector would, and signs what was seen through the API.</summary>
/// <remarks>
/// Two items are left alone on purpose: what nobody checked stays <c>Unknown</c>, and a visitor should see that it does.
/// The cross-connect room is not inspected at all.
/// </remarks>
internal sealed class DemoInspection(HttpClient centre, TimeProvider clock)
{
    // What the clause asks to be there is signed as present, what it forbids as absent.
    private static readonly (string Item, string Statement)[] Seen =
    [
        ("163.1", "present"), ("163.4", "present"), ("163.5", "absent"), ("163.6", "absent"), ("163.7", "present"),
        ("163.8", "absent"), ("163.9", "present"), ("163.10", "present"), ("163.11", "present"),
    ];

    /// <summary>Signs for one room. Returns how many statements the centre took.</summary>
    public async Task<int> InspectAsync(string site, string room, CancellationToken stop)
    {
        var taken = 0;
        foreach (var (item, statement) in Seen)
        {
            var attestation = new
            {
                item,
                statement,
                signer = "demo inspection",
                validUntil = clock.GetUtcNow().AddDays(60).ToString("O", CultureInfo.InvariantCulture),
            };
            using var answer = await centre.PostAsJsonAsync(new Uri($"api/v1/rooms/{site}/{room}/attestations", UriKind.Relative), attestation, stop);
            taken += answer.IsSuccessStatusCode ? 1 : 0;
        }

        return taken;
    }
}
