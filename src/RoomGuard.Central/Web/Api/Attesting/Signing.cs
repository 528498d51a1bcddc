using RoomGuard.Central.Attachments;

namespace RoomGuard.Central.Web.Api.Attesting;

/// <summary>Who signs an attestation, when and with what at hand.</summary>
/// <param name="Now">The centre's clock, UTC.</param>
/// <param name="Signer">Who signs; null when nobody knows.</param>
/// <param name="Role">As what; null where nobody has roles.</param>
/// <param name="Zone">The site's clocks: a document ends with their day.</param>
/// <param name="Store">Photos and documents.</param>
internal sealed record Signing(DateTimeOffset Now, string? Signer, string? Role, TimeZoneInfo Zone, AttachmentStore Store);
