using System.Globalization;
using System.Net.Http.Json;

namespace RoomGuard.Cli.Demo;

/// <summary>Walks the demo's server room as an inspector would, and signs what was seen through the API.</summary>
/// <remarks>
/// Some items are left alone on purpose: what nobody checked stays <c>Unknown</c>, and a visitor should see that it does.
/// The cross-connect room is not inspected at all.
/// </remarks>
internal sealed class DemoInspection(HttpClient centre, TimeProvider clock)
{
    // What the clause asks to be there is signed as present, what it forbids as absent; the journals have their forms and who keeps them.
    private static readonly (string Item, string Statement, string? Slot)[] Seen =
    [
        ("163.1", "present", null), ("163.4", "present", null), ("163.5", "absent", null), ("163.6", "absent", null), ("163.7", "present", null),
        ("163.8", "absent", null), ("163.9", "present", null), ("163.10", "present", null), ("163.11", "present", null),
        ("35.1", "met", "form"), ("35.1", "met", "responsible"), ("35.4", "met", "form"), ("35.4", "met", "responsible"), ("35.4", "met", "confirmed"), ("35.7", "met", "form"),
    ];

    private static readonly (string Item, string Statement, string? Slot)[] OfOrganisation = [("31", "met", "act"), ("31", "met", "acquainted")];

    /// <summary>Signs for one room. Returns how many statements the centre took.</summary>
    public Task<int> InspectAsync(string site, string room, CancellationToken stop) => SignAsync(Seen, $"api/v1/rooms/{site}/{room}/attestations", stop);

    /// <summary>Signs for the organisation as a whole. Returns how many statements the centre took.</summary>
    public Task<int> InspectOrganisationAsync(CancellationToken stop) => SignAsync(OfOrganisation, "api/v1/organisation/attestations", stop);

    private async Task<int> SignAsync((string Item, string Statement, string? Slot)[] all, string path, CancellationToken stop)
    {
        var taken = 0;
        foreach (var (item, statement, slot) in all)
        {
            var attestation = new { item, statement, slot, signer = "demo inspection", validUntil = clock.GetUtcNow().AddDays(60).ToString("O", CultureInfo.InvariantCulture) };
            using var answer = await centre.PostAsJsonAsync(new Uri(path, UriKind.Relative), attestation, stop);
            taken += answer.IsSuccessStatusCode ? 1 : 0;
        }

        return taken;
    }
}
