using System.Globalization;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says how journals stand, and what was done to their entries.</summary>
internal static class JournalTelling
{
    /// <summary>One document of clause 35.</summary>
    public static JournalView Tell(JournalForm form, JournalStanding standing, Words words, DateTimeOffset now) => new(
        form.Id,
        words.Say(form.Title),
        words.Language == Language.Kk ? null : form.Title.Kk,
        words.Number(standing.Entries, 0),
        standing.Oldest is { } oldest
            ? new Badge(Tone.Warn, words.Fill("journals.waiting", words.Number(standing.Waiting, 0), words.Age(oldest, now)))
            : new Badge(Tone.Good, words["journals.waiting.none"]),
        standing.Volume is { } volume
            ? words.Fill("journals.volume", volume.No, words.Number(volume.First, 0), words.Moment(volume.OpenedAt))
            : words["journals.volume.none"],
        standing.Volume is not null);

    /// <summary>One entry with everything around it.</summary>
    /// <param name="room">The room it is of; null for none, or one that is not there any more.</param>
    /// <param name="links">Later entries that complete or put right entries of the journal.</param>
    public static JournalEntryView Tell(JournalEntry entry, RoomDefinition? room, IReadOnlyList<JournalLink> links, Words words) => new(
        entry.No,
        EntryTelling.Tell(room, entry, links.FirstOrDefault(link => link.Completes == entry.No), words),
        entry.Room.Length == 0 ? null : new PlaceView(entry.Room, room is null ? entry.Room : words.Say(room.Name)),
        entry.RecordedBy is { } by
            ? words.Fill("journals.originBy", words[$"journals.origin.{entry.Origin}"], by, words.Moment(entry.RecordedAt))
            : words.Fill("journals.originAt", words[$"journals.origin.{entry.Origin}"], words.Moment(entry.RecordedAt)),
        [.. LinksOf(entry, links, words)],
        [.. entry.Marks.Select(mark => Tell(mark, words))],
        entry.State == "draft",
        entry.State != "closed");

    private static IEnumerable<EntryLinkView> LinksOf(JournalEntry entry, IReadOnlyList<JournalLink> links, Words words)
    {
        if (entry.Corrects is { } wrong)
        {
            yield return Link("journals.corrects", wrong);
        }

        if (entry.Completes is { } begun)
        {
            yield return Link("journals.completes", begun);
        }

        foreach (var link in links)
        {
            if (link.Corrects == entry.No)
            {
                yield return Link("journals.correctedBy", link.No);
            }

            if (link.Completes == entry.No)
            {
                yield return Link("journals.completedBy", link.No);
            }
        }

        EntryLinkView Link(string key, long no) => new(words.Fill(key, words.Number(no, 0)), EntryTelling.HrefOf(entry.Journal, no));
    }

    private static MarkView Tell(JournalMark mark, Words words)
    {
        var role = words.Texts.Find(words.Language, $"journals.role.{mark.By?.As}") ?? mark.By?.As ?? "";
        return new MarkView(
            mark.Kind == JournalMark.WasReviewed ? words["journals.reviewed"] : words.Fill("journals.signedAs", role),
            mark.By switch
            {
                null => "",
                { Position: { } position } by => $"{by.Name}, {position}",
                var by => by.Name,
            },
            mark.When(),
            words.Moment(mark.When()),
            mark.Method is { } method ? words.Texts.Find(words.Language, $"journals.method.{method}") ?? method : null,
            mark.Cms is { } cms ? [.. Certificate(cms, words)] : [],
            mark.Method == "paper" && mark.Attachment is { } scan ? $"/api/v1/documents/{scan}" : null,
            mark.Note);
    }

    private static IEnumerable<string> Certificate(CmsFacts cms, Words words)
    {
        yield return words.Fill("journals.certificate.subject", cms.Subject);
        yield return words.Fill("journals.certificate.issuer", cms.Issuer, cms.Serial);
        if (DateTimeOffset.TryParse(cms.SignedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            yield return words.Fill("journals.certificate.signedAt", words.Moment(at));
        }

        yield return words.Texts.Find(words.Language, $"journals.trust.{cms.Trust}") ?? cms.Trust;
    }
}
