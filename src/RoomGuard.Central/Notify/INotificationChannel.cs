namespace RoomGuard.Central.Notify;

/// <summary>One way to tell people: mail, a webhook. Delivers, decides nothing.</summary>
internal interface INotificationChannel
{
    /// <summary>Its id in settings, database and metrics.</summary>
    string Id { get; }

    /// <summary>Delivers one message. The same <see cref="NotificationText.MessageId"/> again is the same message.</summary>
    Task<Delivery> DeliverAsync(NotificationText text, CancellationToken stop);
}

/// <summary>One try to deliver a message.</summary>
/// <param name="Id">The message's number in the database.</param>
internal readonly record struct DeliveryTry(long Id, Delivery Delivery);

/// <summary>How a delivery went.</summary>
/// <param name="Error">What went wrong; null when it was taken.</param>
/// <param name="IsRecoverable">Whether trying again can help; only the channel can know.</param>
internal sealed record Delivery(string? Error, bool IsRecoverable)
{
    /// <summary>The other side has it.</summary>
    public static Delivery Taken { get; } = new(null, false);

    /// <summary>It failed, and a later try may succeed.</summary>
    public static Delivery Later(string error) => new(error, true);

    /// <summary>It was refused for good.</summary>
    public static Delivery Never(string error) => new(error, false);
}
