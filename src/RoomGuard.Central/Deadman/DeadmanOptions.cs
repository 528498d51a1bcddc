namespace RoomGuard.Central.Deadman;

/// <summary>Signs of life that the centre gives while it does its work, so that its silence is noticed. Section <c>deadman</c>.</summary>
public sealed record DeadmanOptions
{
    /// <summary>Time between two signs; 5 s to 1 h, 1 min unless set.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Addresses that are called; whoever stands behind one raises the alarm when the calls stop.</summary>
    public IReadOnlyList<DeadmanCall> Calls { get; init; } = [];

    /// <summary>Whether the centre says on the broker that it is there, on <c>roomguard/1/{site}/centre</c>; it does unless set.</summary>
    public bool OnBroker { get; init; } = true;
}

/// <summary>An address to be called. Mostly the address itself is the secret, so it never shows whole.</summary>
/// <param name="Url">http or https.</param>
/// <param name="IsPost">Called by POST; by GET unless set.</param>
public sealed record DeadmanCall(Uri Url, bool IsPost)
{
    /// <summary>What it is called in logs and metrics: the host alone.</summary>
    public string Name => Url.Host;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
