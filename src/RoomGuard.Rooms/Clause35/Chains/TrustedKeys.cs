using RoomGuard.Contract.Messages;

namespace RoomGuard.Rooms.Clause35;

/// <summary>The keys whose signatures count: the first one, or the one that was pinned, and each that its predecessor announced. For one thread.</summary>
/// <param name="pinned">The id of the key that must come first; null takes the first that signs.</param>
internal sealed class TrustedKeys(string? pinned)
{
    private readonly List<string> _keys = pinned is null ? [] : [pinned];
    private readonly HashSet<string> _announced = new(StringComparer.Ordinal);

    /// <summary>Ids of the keys that signed, in their order.</summary>
    internal IReadOnlyList<string> All => _keys;

    /// <summary>Whether a key's signatures count.</summary>
    internal bool Knows(string keyId) => _keys.Contains(keyId);

    /// <summary>Takes in a checkpoint whose signature holds.</summary>
    /// <returns>False when nobody vouches for its key.</returns>
    internal bool Take(string keyId, Checkpoint checkpoint)
    {
        if (!_keys.Contains(keyId))
        {
            if (_keys.Count > 0 && !_announced.Contains(keyId))
            {
                return false;
            }

            _keys.Add(keyId);
        }

        if (checkpoint.NextKey is { } next)
        {
            _announced.Add(SignedCheckpoint.KeyOf(next));
        }

        return true;
    }
}
