using RoomGuard.Central.Sites;
using RoomGuard.Central.Telemetry;
using RoomGuard.Central.Unassigned;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Senml;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Central.Ingest;

/// <summary>Makes news of messages, and counted refusals of the rest. Never throws on any content.</summary>
/// <param name="clocks">Hears how the clocks of agents stand; null when nobody asks.</param>
internal sealed class MessageReader(SiteBook sites, UnassignedBook unassigned, RefusalLog refusals, AgentClocks? clocks = null)
{
    /// <summary>Reads one message.</summary>
    /// <param name="now">The centre's clock, UTC.</param>
    /// <returns>What it said; empty when all of it was refused.</returns>
    public ReadMessage Read(IncomingMessage message, DateTimeOffset now)
    {
        if (!AgentTopic.TryParse(message.Topic, out var topic))
        {
            refusals.Add(new Refusal(RefusalReason.ForeignTopic, -1, Printable(message.Topic)), Printable(message.Topic));
            return ReadMessage.Nothing;
        }

        return topic.Kind switch
        {
            AgentTopicKind.Birth => new ReadMessage(null, ReadBirth(message, topic)),
            AgentTopicKind.State => new ReadMessage(null, ReadState(message, topic, now)),
            AgentTopicKind.Live or AgentTopicKind.Backlog => ReadPack(message, topic, now),
            _ => ReadMessage.Nothing,
        };
    }

    private ReadMessage ReadPack(IncomingMessage message, AgentTopic topic, DateTimeOffset now)
    {
        if (!PackProperties.TryRead(message.Properties, out var properties))
        {
            Refuse(RefusalReason.Malformed, "a user property of the contract does not parse", topic);
            return ReadMessage.Nothing;
        }

        var pack = SamplePack.Read(message.Payload.Span, now, SenmlLimits.Default, properties.Quality);
        foreach (var refusal in pack.Refusals)
        {
            refusals.Add(refusal, topic.ToString());
        }

        var model = sites.Current;
        var samples = new List<Sample>(pack.Samples.Count);
        var newest = default(DateTimeOffset);
        foreach (var sample in pack.Samples)
        {
            newest = sample.At > newest ? sample.At : newest;
            if (sample.Point.Site != topic.Site)
            {
                Refuse(RefusalReason.ForeignSite, sample.Point.ToString(), topic);
            }
            else if (model.FindRoom(sample.Point.RoomPath) is not { } room)
            {
                Refuse(RefusalReason.UnknownRoom, sample.Point.RoomPath, topic);
                if (model.HasSite(sample.Point.Site))
                {
                    unassigned.Note(sample, topic.Agent, now);
                }
            }
            else
            {
                samples.Add(sample);
                if (!room.Names(sample.Point.Equipment, sample.Point.Signal))
                {
                    unassigned.Note(sample, topic.Agent, now);
                }
            }
        }

        if (topic.Kind == AgentTopicKind.Live && pack.Samples.Count > 0)
        {
            clocks?.Note(topic.Site, topic.Agent, newest, now);
        }

        PackNumber? number = properties is { Boot: { } boot, Sequence: { } sequence } ? new PackNumber(new BootKey(topic.Site, topic.Agent, boot), sequence) : null;
        return new ReadMessage(number, new SamplesNews(topic.Site, topic.Agent, samples, message.Received));
    }

    private BirthNews? ReadBirth(IncomingMessage message, AgentTopic topic)
    {
        // An empty retained message is how a birth is taken back; that is nobody's fault.
        if (message.Payload.IsEmpty)
        {
            return null;
        }

        if (!MessageJson.TryRead(message.Payload.Span, out Birth? birth) || birth.Agent != topic.Agent)
        {
            Refuse(RefusalReason.Malformed, birth is null ? "not a birth" : $"a birth of {Printable(birth.Agent)}", topic);
            return null;
        }

        var points = new List<BirthPoint>(birth.Points.Count);
        foreach (var point in birth.Points)
        {
            if (sites.Current.FindRoom($"{topic.Site}/{point.Room}") is not null)
            {
                points.Add(point);
            }
            else
            {
                Refuse(RefusalReason.UnknownRoom, Printable($"{topic.Site}/{point.Room}"), topic);
            }
        }

        return new BirthNews(topic.Site, topic.Agent, birth.Boot, points);
    }

    private ConnectionNews? ReadState(IncomingMessage message, AgentTopic topic, DateTimeOffset now)
    {
        if (message.Payload.IsEmpty)
        {
            return null;
        }

        if (!MessageJson.TryRead(message.Payload.Span, out AgentState? state))
        {
            Refuse(RefusalReason.Malformed, "not a state", topic);
            return null;
        }

        // It may be kept by the broker from long ago.
        clocks?.NoteAhead(topic.Site, topic.Agent, state.At, now);
        return new ConnectionNews(topic.Site, topic.Agent, state.Online);
    }

    private void Refuse(RefusalReason reason, string detail, AgentTopic topic) => refusals.Add(new Refusal(reason, -1, detail), topic.ToString());

    // Other people's text goes into a log line: no control characters, and not much of it.
    private static string Printable(string text) => string.Concat(text.Take(120).Select(c => char.IsControl(c) ? '?' : c));
}

/// <summary>The number of a pack, which tells a second delivery.</summary>
internal readonly record struct PackNumber(BootKey Boot, long Sequence);

/// <summary>What a message held.</summary>
/// <param name="Number">The pack's number; null for what is not numbered.</param>
/// <param name="News">What it said; null for nothing.</param>
internal sealed record ReadMessage(PackNumber? Number, AgentNews? News)
{
    public static ReadMessage Nothing { get; } = new(null, null);
}
