using Microsoft.Extensions.Logging;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Senml;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Agent.Publishing;

/// <summary>What an agent says of itself to the broker.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Agent">Its name.</param>
/// <param name="Software">Name and version of the program.</param>
/// <param name="Boot">The name within which pack numbers count up.</param>
/// <param name="Started">When it started, UTC.</param>
internal sealed record AgentSelf(string Site, string Agent, string Software, string Boot, DateTimeOffset Started)
{
    /// <summary>One of the agent's topics.</summary>
    public string Topic(AgentTopicKind kind) => new AgentTopic(Site, Agent, kind).ToString();
}

/// <summary>Keeps the agent connected: connects, says who it is, sends what the outbox holds, and begins again when the broker is lost.</summary>
internal sealed partial class BrokerSession(AgentSelf self, AgentOptions options, Outbox outbox, Roster roster, Listeners listeners, TimeProvider clock, ILogger<BrokerSession> logger)
{
    // Brokers take 20 unconfirmed messages by default (mosquitto's max_inflight_messages): these leave room for birth and state.
    private const int LiveWindow = 10;
    private const int BacklogWindow = 4;

    // A broker that takes connections and then refuses what is published must not be asked twice a second.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestLeave = TimeSpan.FromSeconds(3);

    private readonly Retry _retry = new();
    private long? _awaySince;

    /// <summary>Runs until told to stop; then sends what is live, says good-bye and leaves.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stop);
            }
            catch (BrokerException error)
            {
                WentAway(error.Message);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            await _retry.WaitAsync(stop);
        }
    }

    private async Task RunOnceAsync(CancellationToken stop)
    {
        await using var link = new MqttLink(options.Mqtt, Receive);
        await link.ConnectAsync($"roomguard-{self.Site}-{self.Agent}", State(isOnline: false), Topics(), stop);
        var outdated = await TellBirthAsync(link, stop);
        await link.PublishAsync(State(isOnline: true), stop);
        IsBack(outbox.Connected(Monotonic.Now));
        listeners.Centre.Connected();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var connectedAt = Monotonic.Now;
        Task[] lanes =
        [
            SendAsync(link, AgentTopicKind.Live, LiveWindow, over.Token),
            SendAsync(link, AgentTopicKind.Backlog, BacklogWindow, over.Token),
            RepeatBirthAsync(link, outdated, over.Token),
            RepeatStateAsync(link, over.Token),
            AnswerAsync(link, stop, over.Token),
        ];
        await Task.WhenAny([.. lanes, link.Lost]);
        await over.CancelAsync();
        try
        {
            await Task.WhenAll(lanes);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The lanes run until the connection is over: this is their ordinary end.
        }
        finally
        {
            if (Monotonic.Now - connectedAt > Settled)
            {
                _retry.Reset();
            }

            if (stop.IsCancellationRequested)
            {
                await LeaveAsync(link);
            }

            listeners.Centre.Disconnected();
            outbox.Disconnected();
        }

        if (!stop.IsCancellationRequested)
        {
            throw new BrokerException(link.Lost.IsCompleted ? await link.Lost : "the connection ended");
        }
    }

    // One lane: publishes packs in order, several unconfirmed at a time.
    private async Task SendAsync(MqttLink link, AgentTopicKind lane, int width, CancellationToken stop)
    {
        using var window = new SemaphoreSlim(width);
        var underWay = new List<Task>(width);
        try
        {
            while (true)
            {
                await window.WaitAsync(stop);
                underWay.RemoveAll(task => task.IsCompletedSuccessfully);
                if (underWay.Find(task => task.IsFaulted) is { } failed)
                {
                    await failed;
                }

                var pack = lane == AgentTopicKind.Live ? await outbox.TakeLiveAsync(stop) : await outbox.TakeBacklogAsync(stop);
                underWay.Add(SendOneAsync(link, lane, pack, window, stop));
            }
        }
        finally
        {
            await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendOneAsync(MqttLink link, AgentTopicKind lane, Pack pack, SemaphoreSlim window, CancellationToken stop)
    {
        var isConfirmed = false;
        try
        {
            await link.PublishAsync(Message(lane, pack), stop);
            isConfirmed = true;
        }
        finally
        {
            if (isConfirmed)
            {
                outbox.Confirmed(pack, Monotonic.Now);
            }
            else
            {
                outbox.Failed(pack);
            }

            window.Release();
        }
    }

    private async Task RepeatBirthAsync(MqttLink link, Task outdated, CancellationToken stop)
    {
        while (true)
        {
            await outdated.WaitAsync(stop);
            outdated = await TellBirthAsync(link, stop);
        }
    }

    // Gives what completes when the birth that was told is no longer true.
    private async Task<Task> TellBirthAsync(MqttLink link, CancellationToken stop)
    {
        var (points, changed) = roster.Look();
        var birth = MessageJson.Write(new Birth(self.Agent, self.Software, self.Boot, self.Started, points));
        await link.PublishAsync(new BrokerMessage(self.Topic(AgentTopicKind.Birth), birth, IsRetained: true), stop);
        return changed;
    }

    private async Task RepeatStateAsync(MqttLink link, CancellationToken stop)
    {
        using var beats = new PeriodicTimer(options.Publishing.Heartbeat, clock);
        while (await beats.WaitForNextTickAsync(stop))
        {
            await link.PublishAsync(State(isOnline: true), stop);
        }
    }

    // An order that was begun is carried out to its end even when the connection ends meanwhile; nobody then hears of it.
    private async Task AnswerAsync(MqttLink link, CancellationToken stop, CancellationToken over)
    {
        while (true)
        {
            var told = await listeners.Commands.NextAsync(over);
            var answer = await listeners.Commands.AnswerAsync(told, stop);
            if (told.ResponseTopic is not { } topic || topic.AsSpan().ContainsAny('#', '+'))
            {
                continue;
            }

            try
            {
                await link.PublishAsync(new BrokerMessage(topic, MessageJson.Write(answer), IsRetained: false) { Correlation = told.Correlation }, over);
            }
            catch (BrokerException error) when (!link.Lost.IsCompleted)
            {
                // A response topic that the broker forbids, or that is none, is the asker's fault and ends nothing here.
                Log.CannotAnswer(logger, answer.Id, error.Message);
            }
        }
    }

    private async Task LeaveAsync(MqttLink link)
    {
        using var patience = new CancellationTokenSource(LongestLeave);
        try
        {
            while (outbox.TryTakeLive(out var pack))
            {
                await link.PublishAsync(Message(AgentTopicKind.Live, pack), patience.Token);
            }

            await link.PublishAsync(State(isOnline: false), patience.Token);
            await link.DisconnectAsync(patience.Token);
        }
        catch (Exception error) when (error is BrokerException or OperationCanceledException)
        {
            Log.LeftInHaste(logger, error.Message);
        }
    }

    private List<string> Topics()
    {
        var heard = new List<string> { self.Topic(AgentTopicKind.Receipt), self.Topic(AgentTopicKind.Command), new CentreTopic(self.Site).ToString() };
        if (listeners.Witness is not null)
        {
            heard.Add(new JournalHeadTopic(self.Site).ToString());
        }

        return heard;
    }

    private void Receive(BrokerDelivery told)
    {
        if (CentreTopic.TryParse(told.Topic, out _))
        {
            listeners.Centre.Hear(told.Payload.Span, told.IsRetained);
        }
        else if (JournalHeadTopic.TryParse(told.Topic, out _))
        {
            listeners.Witness?.Hear(told.Payload);
        }
        else if (told.Topic == self.Topic(AgentTopicKind.Command))
        {
            listeners.Commands.Hear(told);
        }
        else if (MessageJson.TryRead(told.Payload.Span, out Receipt? receipt))
        {
            listeners.Centre.Hear();
            outbox.Receive(receipt, Monotonic.Now);
        }
    }

    private BrokerMessage State(bool isOnline) => new(
        self.Topic(AgentTopicKind.State),
        MessageJson.Write(new AgentState(isOnline, clock.GetUtcNow())),
        IsRetained: true);

    private BrokerMessage Message(AgentTopicKind lane, Pack pack) => new(self.Topic(lane), pack.Payload, IsRetained: false)
    {
        ContentType = SamplePack.ContentType,
        Properties = new PackProperties(self.Boot, pack.Sequence, pack.Quality).ToPairs(),
    };

    private void WentAway(string detail)
    {
        if (_awaySince is null)
        {
            _awaySince = TimeProvider.System.GetTimestamp();
            Log.WentAway(logger, options.Mqtt.Host, options.Mqtt.Port, detail);
        }
    }

    private void IsBack(int backlog)
    {
        if (_awaySince is { } since)
        {
            Log.IsBack(logger, options.Mqtt.Host, options.Mqtt.Port, TimeProvider.System.GetElapsedTime(since), backlog);
        }
        else
        {
            Log.Connected(logger, options.Mqtt.Host, options.Mqtt.Port);
        }

        _awaySince = null;
    }
}
