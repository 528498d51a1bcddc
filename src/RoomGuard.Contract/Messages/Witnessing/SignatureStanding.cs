namespace RoomGuard.Contract.Messages;

/// <summary>What a look at a signature said.</summary>
public enum SignatureStanding
{
    /// <summary>The key that came with it made it, over these very words.</summary>
    Valid,

    /// <summary>It was made over other words, or by another key.</summary>
    Broken,

    /// <summary>The key is of a kind that cannot be tried here.</summary>
    Untried,
}
