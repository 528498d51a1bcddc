namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>A photo that was taken in.</summary>
/// <param name="Id">SHA-256 of the stored bytes.</param>
/// <param name="Width">Pixels of a line, as it is stored.</param>
/// <param name="Height">Lines.</param>
/// <param name="Bytes">Its size as it is stored.</param>
internal sealed record PhotoShape(string Id, int Width, int Height, int Bytes);

/// <summary>A document that was taken in.</summary>
/// <param name="Id">SHA-256 of its bytes.</param>
/// <param name="Type">Its media type, by what it holds.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record DocumentShape(string Id, string Type, int Bytes);

/// <summary>The paper that an attestation rests on.</summary>
/// <param name="Kind"><c>plan</c>, <c>act</c>, <c>certificate</c> or <c>protocol</c>.</param>
/// <param name="Number">Its number or title, as written on it.</param>
/// <param name="Issued">The day it was issued, such as 2026-11-22.</param>
/// <param name="Expires">The last day it holds; null for one that does not end.</param>
/// <param name="Id">Its file, as <c>/api/v1/documents</c> gave it.</param>
internal sealed record AttestedDocumentRequest(string? Kind, string? Number, string? Issued, string? Expires, string? Id);

/// <summary>An attestation that was noted before.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Item">The item of clause 163.</param>
/// <param name="Statement">What was stated.</param>
/// <param name="Signer">Who signed.</param>
/// <param name="At">When it was signed.</param>
internal sealed record AttestationShape(string Id, string Item, string Statement, string Signer, DateTime At);
