using System.Security.Cryptography;
using System.Text.Json;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Rooms;
using RoomGuard.Contract.Messages;
using RoomGuard.Rooms.Starting;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Starting;

/// <summary>Has a UPS begin its self-test, by two persons: one asks, another confirms or refuses within ten minutes. The audit trail holds what was asked, so that any machine of a cluster may hear the second.</summary>
internal sealed class TestDesk(RoomBoard board, AuditTrail audit, AnswerBook answers, BrokerLinks links, TimeProvider clock)
{
    /// <summary>How long a request may be confirmed.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMinutes(10);

    private const string Asked = "test.request";
    private const string Confirmed = "test.confirm";
    private const string Refused = "test.refuse";
    private const string Answered = "test.answer";
    private const int MostLines = 200;

    // The window of a quick self-test: a minute of it is the test, the rest what follows it.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What came of a request is shown for so long.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(2);

    /// <summary>One person asks.</summary>
    public async Task<TestOutcome> RequestAsync(RoomSnapshot room, string equipment, bool isPresent, Actor by, CancellationToken stop)
    {
        if (Refusals(room, equipment, isPresent) is { Count: > 0 } refusals)
        {
            return new TestOutcome.Refused(refusals);
        }

        await audit.WriteAsync(new AuditEvent(by, Asked, SubjectOf(room, equipment)).Changing(null, new { present = isPresent }), stop);
        return new TestOutcome.Requested(by.Name, clock.GetUtcNow() + Term);
    }

    /// <summary>Another person confirms, and the order goes out.</summary>
    public async Task<TestOutcome> ConfirmAsync(RoomSnapshot room, string equipment, bool isPresent, Actor by, CancellationToken stop)
    {
        var subject = SubjectOf(room, equipment);
        if (Pending(await LinesAsync(subject, stop)) is not { } request)
        {
            return new TestOutcome.NothingAsked();
        }

        if (request.Event.By.Name == by.Name)
        {
            return new TestOutcome.SamePerson(by.Name);
        }

        if (Refusals(room, equipment, isPresent) is { Count: > 0 } refusals)
        {
            return new TestOutcome.Refused(refusals);
        }

        var order = RandomNumberGenerator.GetHexString(16, lowercase: true);
        await audit.WriteAsync(new AuditEvent(by, Confirmed, subject).Changing(null, new { request = request.No, order, present = isPresent }), stop);

        return await IsFirstAsync(subject, request, order, stop)
            ? await CarryOutAsync(room, equipment, (order, request.Event.By.Name, by), stop)
            : new TestOutcome.NothingAsked();
    }

    /// <summary>Somebody refuses what was asked for; whoever asked takes it back so.</summary>
    public async Task<TestOutcome> RefuseAsync(RoomSnapshot room, string equipment, Actor by, CancellationToken stop)
    {
        var subject = SubjectOf(room, equipment);
        if (Pending(await LinesAsync(subject, stop)) is not { } request)
        {
            return new TestOutcome.NothingAsked();
        }

        var sign = RandomNumberGenerator.GetHexString(16, lowercase: true);
        await audit.WriteAsync(new AuditEvent(by, Refused, subject).Changing(null, new { request = request.No, sign }), stop);
        return await IsFirstAsync(subject, request, sign, stop) ? new TestOutcome.TurnedDown(request.Event.By.Name, by.Name) : new TestOutcome.NothingAsked();
    }

    /// <summary>Everything that speaks against a test now, if somebody is on site.</summary>
    public IReadOnlyList<TestRefusal> Look(RoomSnapshot room, string equipment) => Refusals(room, equipment, isPresent: true);

    /// <summary>How far the newest request of the last hours has come.</summary>
    public async Task<TestStanding> ReadAsync(RoomSnapshot room, string equipment, CancellationToken stop)
    {
        var lines = await LinesAsync(SubjectOf(room, equipment), stop, Remembered);
        if (lines.Where(line => line.Event.What == Asked).MaxBy(line => line.No) is not { } request)
        {
            return TestStanding.None;
        }

        var asked = new TestStanding(TestPhase.Asked) { Asker = request.Event.By.Name, AskedAt = request.At };
        var decision = lines.Where(line => line.No > request.No && IsDecision(line)).MinBy(line => line.No);
        if (decision is null)
        {
            return asked.Until > clock.GetUtcNow() ? asked : asked with { Phase = TestPhase.Expired };
        }

        var decided = asked with { Phase = decision.Event.What == Refused ? TestPhase.Refused : TestPhase.Ordered, Second = decision.Event.By.Name, DecidedAt = decision.At };
        var answer = decided.Phase == TestPhase.Refused ? null : lines.Where(line => line.No > decision.No && line.Event.What == Answered).MinBy(line => line.No);
        return answer?.Event.After is { } said ? Answer(decided, said)
            : decided.Phase == TestPhase.Ordered && clock.GetUtcNow() - decision.At > 2 * Patience ? decided with { Phase = TestPhase.Silent }
            : decided;
    }

    private static TestStanding Answer(TestStanding ordered, string said)
    {
        using var json = JsonDocument.Parse(said);
        var answer = json.RootElement;
        return ordered with
        {
            Phase = !answer.GetProperty("sent").GetBoolean() ? TestPhase.Unsent
                : answer.GetProperty("ok") is { ValueKind: not JsonValueKind.Null } ok ? ok.GetBoolean() ? TestPhase.Begun : TestPhase.Declined
                : TestPhase.Silent,
            Detail = answer.GetProperty("detail").GetString(),
        };
    }

    // Of two who decide at once the first counts.
    private async Task<bool> IsFirstAsync(string subject, AuditEntry request, string sign, CancellationToken stop) =>
        (await LinesAsync(subject, stop)).Where(line => line.No > request.No && IsDecision(line)).MinBy(line => line.No)?.Event.After?.Contains(sign, StringComparison.Ordinal) == true;

    private static bool IsDecision(AuditEntry line) => line.Event.What is Confirmed or Refused;

    private async Task<TestOutcome> CarryOutAsync(RoomSnapshot room, string equipment, (string Order, string Asker, Actor By) two, CancellationToken stop)
    {
        var agent = TestPreconditions.AgentOf(room.State, equipment)!;
        var now = clock.GetUtcNow();
        var window = new ServiceWindow
        {
            Id = two.Order,
            Kind = WindowKind.Test,
            Equipment = equipment,
            From = now,
            Until = now + Window,
            By = two.By.Name,
            Comment = $"self-test started from the centre: asked by {two.Asker}, confirmed by {two.By.Name}",
            DeclaredAt = now,
        };
        if (window.Faults().Any() || !await board.DeclareAsync(room.Definition.Path, window, two.By, stop))
        {
            return new TestOutcome.NoWindow();
        }

        // From here on the caller's going away changes nothing: what was sent must be written down.
        var command = new Command(two.Order, Command.UpsTest, new CommandArgs(equipment, clock.GetUtcNow(), room.Definition.Id));
        var (isSent, answer) = await answers.AskAsync(links.Main, (room.Definition.Site, agent), command, Patience, CancellationToken.None);
        await audit.WriteAsync(new AuditEvent(two.By, Answered, SubjectOf(room, equipment)).Changing(null, new { order = two.Order, agent, sent = isSent, ok = answer?.Ok, detail = answer?.Detail }), CancellationToken.None);
        if (!isSent || answer is { Ok: false })
        {
            await board.EndWindowAsync(room.Definition.Path, window.Id, two.By, CancellationToken.None);
        }

        return new TestOutcome.Told(agent, isSent, answer, window);
    }

    private IReadOnlyList<TestRefusal> Refusals(RoomSnapshot room, string equipment, bool isPresent)
    {
        var refusals = TestPreconditions.Check(room.Definition, room.State, equipment, isPresent, clock.GetUtcNow());
        return TestPreconditions.AgentOf(room.State, equipment) is null ? [.. refusals, TestPreconditions.NoAgent] : refusals;
    }

    private async Task<IReadOnlyList<AuditEntry>> LinesAsync(string subject, CancellationToken stop, TimeSpan? back = null) =>
        (await audit.ReadAsync(new AuditQuery { Subject = subject, From = clock.GetUtcNow() - (back ?? Term), Limit = MostLines }, stop)).Items;

    // The newest request, unless it was confirmed or refused.
    private static AuditEntry? Pending(IReadOnlyList<AuditEntry> lines)
    {
        var request = lines.Where(line => line.Event.What == Asked).MaxBy(line => line.No);
        return request is not null && lines.Any(line => line.No > request.No && IsDecision(line)) ? null : request;
    }

    private static string SubjectOf(RoomSnapshot room, string equipment) => $"{room.Definition.Path}/{equipment}";
}
