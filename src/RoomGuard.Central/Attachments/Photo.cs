namespace RoomGuard.Central.Attachments;

/// <summary>A photo as it is stored.</summary>
/// <param name="Content">JPEG, of the picture only.</param>
/// <param name="Thumbnail">The same, small.</param>
/// <param name="Width">Pixels of a line.</param>
/// <param name="Height">Lines.</param>
internal sealed record Photo(byte[] Content, byte[] Thumbnail, int Width, int Height);

/// <summary>Why something is no photo.</summary>
internal enum PhotoFault
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It is not JPEG, PNG or WebP.</summary>
    NotAPicture,

    /// <summary>Its header promises more pixels than are decoded.</summary>
    TooManyPixels,

    /// <summary>It begins as a picture and breaks off, or does not hold together.</summary>
    Damaged,
}
