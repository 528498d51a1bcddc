using System.Text;
using System.Text.Json;
using RoomGuard.Devices.Snmp;

namespace RoomGuard.Agent.Scanning;

/// <summary>Writes what a scan found as the section <c>snmp</c> of an agent's settings, for a person to complete.</summary>
internal static class Proposal
{
    /// <summary>The section; a device whose profile was not found has <c>auto</c>.</summary>
    /// <param name="room">The room the devices are in.</param>
    public static string Write(IReadOnlyList<ScannedDevice> devices, string room)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            json.WriteStartObject();
            json.WriteStartArray("snmp");
            foreach (var device in devices)
            {
                Write(json, device, room, numbers);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, ScannedDevice device, string room, Dictionary<string, int> numbers)
    {
        var kind = device.Identity.Profile?.EquipmentWord ?? "device";
        var number = numbers[kind] = numbers.GetValueOrDefault(kind) + 1;
        json.WriteStartObject();
        json.WriteString("room", room);
        json.WriteString("equipment", FormattableString.Invariant($"{kind}-{number}"));
        json.WriteString("address", device.Address.ToString());
        json.WriteString("profile", device.Identity.Profile?.Id ?? SnmpDevice.Auto);
        foreach (var told in device.Credential.Told.EnumerateObject())
        {
            told.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
