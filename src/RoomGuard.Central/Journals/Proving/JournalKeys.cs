using RoomGuard.Central.Options;

namespace RoomGuard.Central.Journals.Proving;

/// <summary>The key that signs, and the one before it while it hands over. Opened with the first use. Safe for several threads.</summary>
internal sealed class JournalKeys(CentralOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private IJournalKey? _current;
    private FileJournalKey? _previous;

    /// <summary>The key that signs.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It cannot be opened.</exception>
    public IJournalKey Current
    {
        get
        {
            lock (_lock)
            {
                return _current ??= options.Journals switch
                {
                    { Token: { } token } => new TokenJournalKey(token),
                    { KeyFile: { } path } => FileJournalKey.Load(path),
                    _ => FileJournalKey.LoadOrMake(OwnPath),
                };
            }
        }
    }

    /// <summary>The key that hands over to <see cref="Current"/>; null when none was named.</summary>
    public IJournalKey? Previous
    {
        get
        {
            lock (_lock)
            {
                return _previous ??= options.Journals.PreviousKeyFile is { } path ? FileJournalKey.Load(path) : null;
            }
        }
    }

    // Centres that share rooms share their attachments, and sign with one key.
    private string OwnPath => Path.Combine(options.Cluster is null ? options.Folder : options.Attachments, "keys", "journal-signing.pem");

    /// <inheritdoc/>
    public void Dispose()
    {
        _current?.Dispose();
        _previous?.Dispose();
    }
}
