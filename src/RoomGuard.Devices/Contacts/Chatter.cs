namespace RoomGuard.Devices.Contacts;

/// <summary>Tells a contact that means something from one that chatters: pure, one value after each change.</summary>
/// <param name="Changes">Changes since <paramref name="From"/>.</param>
/// <param name="From">When counting began, UTC.</param>
/// <param name="Last">The last change, UTC.</param>
/// <param name="IsOn">Whether it chatters.</param>
internal readonly record struct Chatter(int Changes, DateTimeOffset From, DateTimeOffset Last, bool IsOn)
{
    /// <summary>So many changes within <see cref="Window"/> are no door and no leak: a loose wire, a relay without a load, interference.</summary>
    internal const int Most = 30;

    /// <summary>How long changes are counted, and how long it must be quiet to be believed again.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>After a change.</summary>
    internal Chatter See(DateTimeOffset at) => at - From >= Window
        ? new Chatter(1, at, at, IsOn && at - Last < Window)
        : new Chatter(Changes + 1, From, at, IsOn || Changes + 1 >= Most);

    /// <summary>After a look without a change.</summary>
    internal Chatter Look(DateTimeOffset at) => IsOn && at - Last >= Window ? default : this;
}
