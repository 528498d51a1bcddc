using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>What stands on the covers of new volumes. Immutable.</summary>
/// <param name="Organisation">Whose journals they are.</param>
/// <param name="Act">The act that approved their forms.</param>
/// <param name="Responsible">Who keeps them.</param>
/// <param name="Retention">How long they are kept after their last entry.</param>
internal sealed record JournalCovers(LocalText? Organisation, string? Act, string? Responsible, TimeSpan Retention)
{
    /// <summary>Covers that name nobody, with the term of clause 38(4).</summary>
    public static JournalCovers Bare { get; } = new(null, null, null, Options.RetentionOptions.LeastTotal);

    /// <summary>The cover of a journal's next volume.</summary>
    public JournalCover Of(string journal) =>
        new(JournalForms.Find(journal)?.Title ?? LocalText.Same(journal), Organisation, Act, Responsible, (int)Retention.TotalDays);
}
