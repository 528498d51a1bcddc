using RoomGuard.Central.Journals;
using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Contents;

/// <summary>Gathers what the pages show from the board, the journals and the series, and says it in the reader's language. Safe for several threads.</summary>
internal sealed class PageContents(RoomBoard board, JournalLedger journals, Trends trends, SiteBook sites, TimeProvider clock)
{
    private const int EntriesShown = 8;

    /// <summary>The centre's clock, UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>How to speak in <paramref name="language"/> at the site called <paramref name="site"/>; null stands for the first site.</summary>
    public Words WordsOf(Language language, string? site = null) => new(Texts.Embedded, language, new SiteZone(SiteOf(site).Zone));

    /// <summary>The newest snapshot of a room; null when there is no such room.</summary>
    public RoomSnapshot? Find(string site, string room) => board.Find(site, room);

    /// <summary>The cards of all rooms, in the order of the settings.</summary>
    public IReadOnlyList<RoomCard> Cards(Language language) => [.. board.Rooms.Select(room => Card(room, language))];

    /// <summary>One room's card.</summary>
    public RoomCard Card(RoomSnapshot room, Language language) =>
        RoomTelling.TellCard(room.Definition, room.State, SiteOf(room.Definition.Site), WordsOf(language, room.Definition.Site), Now);

    /// <summary>One room at a glance.</summary>
    public RoomHead Head(RoomSnapshot room, Words words) => RoomTelling.TellHead(room.Definition, room.State, SiteOf(room.Definition.Site), words);

    /// <summary>One room's alarms.</summary>
    public AlarmsView Alarms(RoomSnapshot room, Words words) => AlarmTelling.Tell(room.Definition, room.State, words, Now);

    /// <summary>One room's verdicts.</summary>
    public VerdictsView Verdicts(RoomSnapshot room, Words words) => VerdictTelling.Tell(room, words, Now);

    /// <summary>One room's readings with their last hour.</summary>
    public async Task<IReadOnlyList<EquipmentView>> ValuesAsync(RoomSnapshot room, Words words, CancellationToken stop) =>
        RoomTelling.TellValues(room.Definition, room.State, await trends.ReadAsync(room, words, Now, stop), words, Now);

    /// <summary>One room's newest journal entries, the newest first.</summary>
    public async Task<IReadOnlyList<EntryView>> EntriesAsync(RoomSnapshot room, Words words, CancellationToken stop)
    {
        var page = await journals.ReadAsync(new JournalQuery { Room = room.Definition.Path, Limit = EntriesShown, NewestFirst = true }, stop);
        return EntryTelling.Tell(room.Definition, page.Items, words);
    }

    /// <summary>Everything one room's page shows.</summary>
    public async Task<RoomView> RoomAsync(RoomSnapshot room, Words words, CancellationToken stop)
    {
        var frame = await RoomFrameAsync(room, words, stop);
        return new RoomView(
            Now,
            Head(room, words),
            Alarms(room, words),
            await ValuesAsync(room, words, stop),
            Verdicts(room, words),
            await EntriesAsync(room, words, stop))
        {
            Mark = frame.Mark,
        };
    }

    /// <summary>What one room's page shows now, for its live stream.</summary>
    public async Task<PageFrame> RoomFrameAsync(RoomSnapshot room, Words words, CancellationToken stop)
    {
        var now = Now;
        var newest = await journals.ReadAsync(new JournalQuery { Room = room.Definition.Path, Limit = EntriesShown, NewestFirst = true }, stop);
        return new PageFrame(
            [.. RoomTelling.TellPoints(room.State, words, now).Values],
            [
                new PagePart("head", Fingerprint.Of(Head(room, words))),
                new PagePart("alarms", Fingerprint.Of(Alarms(room, words))),
                new PagePart("values", Fingerprint.Of((object[])[Trends.MinuteOf(now), .. Places(room, words, now)])),
                new PagePart("journal", Fingerprint.Of(newest.Items.Select(entry => entry.Hash + entry.State))),
                new PagePart("verdicts", Fingerprint.Of(Verdicts(room, words))),
            ]);
    }

    /// <summary>What the rooms page shows now, for its live stream.</summary>
    public PageFrame RoomsFrame(Language language)
    {
        var cards = Cards(language);
        return new PageFrame(
            [.. cards.SelectMany(card => (PointView[])[card.Temperature, card.Humidity, card.Newest])],
            [.. cards.Select(card => new PagePart(card.Head.Path, Fingerprint.Of(card.Head)))]);
    }

    // Which points stand where, and which of them go towards a limit: a point that goes silent comes out from behind its fold.
    private static IEnumerable<string> Places(RoomSnapshot room, Words words, DateTimeOffset now) => RoomTelling
        .TellValues(room.Definition, room.State, new Dictionary<string, Trend>(), words, now)
        .SelectMany(equipment => equipment.Points.Select(NameOf).Append("").Concat(equipment.More.Select(NameOf)));

    private static string NameOf(PointRow row) => row.Point.Id + row.OutlookHint;

    private SiteDefinition SiteOf(string? id)
    {
        var all = sites.Current.Sites;
        foreach (var site in all)
        {
            if (site.Id == id)
            {
                return site;
            }
        }

        return all.Count > 0 ? all[0] : new SiteDefinition(id ?? "", LocalText.Same(id ?? ""), TimeZoneInfo.Utc, []);
    }
}
