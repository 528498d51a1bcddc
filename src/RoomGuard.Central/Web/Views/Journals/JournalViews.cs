namespace RoomGuard.Central.Web.Views;

/// <summary>One document of clause 35 as the list shows it.</summary>
/// <param name="Id"><c>35.1</c> to <c>35.8</c>.</param>
/// <param name="Title">Its title in the reader's language.</param>
/// <param name="State">Its title in the state language; null for a reader of that language.</param>
/// <param name="Entries">How many entries it has, said as people say it.</param>
/// <param name="Waiting">How many wait for a signature, and how long the oldest has waited.</param>
/// <param name="Volume">Its open volume, in a sentence.</param>
/// <param name="HasOpenVolume">Whether one can be closed.</param>
public sealed record JournalView(string Id, string Title, string? State, string Entries, Badge Waiting, string Volume, bool HasOpenVolume)
{
    /// <summary>Address of its page.</summary>
    public string Href => $"/journals/{Id}";
}

/// <summary>A page of entries of one journal.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="Rooms">The rooms to choose from.</param>
/// <param name="Room">The room whose entries are shown; null for all.</param>
/// <param name="IsWaiting">Whether only those are shown that wait for a signature.</param>
/// <param name="Entries">The entries, the newest first.</param>
/// <param name="Next">Address of the page of older ones; null on the last.</param>
/// <param name="First">Address of the first page; null on it.</param>
public sealed record JournalPageView(
    JournalView Journal, IReadOnlyList<PlaceView> Rooms, string? Room, bool IsWaiting, IReadOnlyList<JournalEntryView> Entries, string? Next, string? First)
{
    /// <summary>What of the page's address a link must keep, ready to be followed by more; empty for nothing.</summary>
    public string Kept { get; init; } = "";
}

/// <summary>One entry with everything around it.</summary>
/// <param name="No">Its number.</param>
/// <param name="Entry">What stands in it.</param>
/// <param name="Room">The room, as people call it; null for none.</param>
/// <param name="Origin">Where it comes from and who wrote it.</param>
/// <param name="Links">What it completes and puts right, and what completes it and puts it right.</param>
/// <param name="Marks">Who reviewed and signed it.</param>
/// <param name="MayReview">Whether it is a draft.</param>
/// <param name="MaySign">Whether its volume is open.</param>
public sealed record JournalEntryView(
    long No, EntryView Entry, PlaceView? Room, string Origin, IReadOnlyList<EntryLinkView> Links, IReadOnlyList<MarkView> Marks, bool MayReview, bool MaySign);

/// <summary>Another entry that has to do with one.</summary>
/// <param name="Text">How.</param>
/// <param name="Href">Where it stands.</param>
public sealed record EntryLinkView(string Text, string Href);

/// <summary>A review or a signature.</summary>
/// <param name="What">What was done, and as what.</param>
/// <param name="Who">Name and position.</param>
/// <param name="At">When, UTC.</param>
/// <param name="AtText">The same on the site's clocks.</param>
/// <param name="Method">How; null for a review.</param>
/// <param name="Certificate">The certificate's subject, issuer, number and trust, a sentence each.</param>
/// <param name="Scan">Address of the scan; null for none.</param>
/// <param name="Note">What was said with it; null for nothing.</param>
public sealed record MarkView(
    string What, string Who, DateTimeOffset At, string AtText, string? Method, IReadOnlyList<string> Certificate, string? Scan, string? Note);
