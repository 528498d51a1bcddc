using System.Text.Json;
using System.Text.Json.Serialization;
using RoomGuard.Central.Audit;
using RoomGuard.Rooms.Clause163;

namespace RoomGuard.Central.Rooms;

/// <summary>What a person does to a room, in a form that travels to the room's owner.</summary>
[JsonDerivedType(typeof(PersonalAttestation), "attest")]
[JsonDerivedType(typeof(PersonalAcknowledgement), "acknowledge")]
internal abstract record PersonalWork
{
    /// <summary>The work as text; <see cref="Read"/> of it gives the work back.</summary>
    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>The work that <see cref="Write"/> wrote.</summary>
    public static PersonalWork Read(string text) =>
        JsonSerializer.Deserialize<PersonalWork>(text, JsonSerializerOptions.Web) ?? throw new InvalidDataException("Not a person's work.");
}

/// <summary>Somebody attested something.</summary>
internal sealed record PersonalAttestation(Attestation Attestation, Actor By) : PersonalWork;

/// <summary>Somebody acknowledges an alarm.</summary>
internal sealed record PersonalAcknowledgement(string AlarmId, Actor By) : PersonalWork;
