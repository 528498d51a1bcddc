namespace RoomGuard.Central.Attachments;

/// <summary>What a stored file is.</summary>
internal enum AttachmentForm
{
    /// <summary>A photo as we made it anew: JPEG without a word of where and with what it was taken.</summary>
    Photo,

    /// <summary>A small picture of a photo.</summary>
    Thumbnail,

    /// <summary>A document in PDF, as it came.</summary>
    Pdf,

    /// <summary>A document scanned as JPEG, as it came.</summary>
    Jpeg,

    /// <summary>A document scanned as PNG, as it came.</summary>
    Png,

    /// <summary>A detached signature, CMS, as it came.</summary>
    Cms,
}

/// <summary>How the forms are named, served and told apart.</summary>
internal static class AttachmentForms
{
    /// <summary>The forms that a document may have.</summary>
    public static IReadOnlyList<AttachmentForm> Documents { get; } = [AttachmentForm.Pdf, AttachmentForm.Jpeg, AttachmentForm.Png, AttachmentForm.Cms];

    extension(AttachmentForm form)
    {
        /// <summary>What follows the hash in a file's name.</summary>
        public string Ending => form switch
        {
            AttachmentForm.Photo => ".photo.jpg",
            AttachmentForm.Thumbnail => ".thumbnail.jpg",
            AttachmentForm.Pdf => ".pdf",
            AttachmentForm.Jpeg => ".jpg",
            AttachmentForm.Png => ".png",
            AttachmentForm.Cms => ".p7s",
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Not a form of attachments."),
        };

        /// <summary>The media type it is served as.</summary>
        public string MediaType => form switch
        {
            AttachmentForm.Pdf => "application/pdf",
            AttachmentForm.Png => "image/png",
            AttachmentForm.Cms => "application/pkcs7-signature",
            _ => "image/jpeg",
        };
    }

    /// <summary>What a document is by its first bytes, whatever its name says; null for what is none.</summary>
    public static AttachmentForm? OfDocument(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? AttachmentForm.Pdf
        : IsJpeg(content) ? AttachmentForm.Jpeg
        : IsPng(content) ? AttachmentForm.Png
        : null;

    /// <summary>Whether the first bytes are those of JPEG, PNG or WebP.</summary>
    public static bool IsPicture(ReadOnlySpan<byte> content) =>
        IsJpeg(content) || IsPng(content) || (content.Length > 16 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBPVP8"u8));

    private static bool IsJpeg(ReadOnlySpan<byte> content) => content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    private static bool IsPng(ReadOnlySpan<byte> content) => content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
}
