using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Security;

namespace RoomGuard.Snmp.Agents;

/// <summary>Turns one datagram of SNMPv3 into one response or Report, or into silence, without any socket.</summary>
/// <param name="writers">Names of the users who may SET.</param>
internal sealed class SecureResponder(AuthoritativeEngine engine, IReadOnlySet<string> writers, IMibTree tree, int maxMessageBytes)
{
    private readonly Answerer _answerer = new(tree);

    /// <summary>Whether a datagram is of SNMPv3.</summary>
    public static bool Concerns(ReadOnlySpan<byte> datagram) => V3Head.TryReadMessageId(datagram, out _);

    /// <summary>Writes what is to be sent to <paramref name="answer"/>, which stays empty when nothing is.</summary>
    public Responder.Outcome Answer(ReadOnlySpan<byte> datagram, BerWriter answer)
    {
        if (!V3Head.TryRead(datagram, out var head, out _))
        {
            return Responder.Outcome.Malformed;
        }

        var opening = engine.Open(datagram, head);
        if (opening.IsOpen)
        {
            opening = WithPlace(opening);
        }

        if (opening.Problem is { } problem)
        {
            engine.Report(answer, head, problem, opening.User);
            return Responder.Outcome.Refused;
        }

        if (!opening.IsOpen || !Answerer.IsRequest(opening.Scoped.Pdu.Kind))
        {
            return Responder.Outcome.Malformed;
        }

        var (user, asked) = (opening.User!, opening.Scoped);
        var roomBytes = AuthoritativeEngine.RoomBytes(maxMessageBytes, head, asked);
        var response = _answerer.ResponseTo(asked.Pdu, writers.Contains(user.User.Name), roomBytes);
        engine.Answer(answer, head, user, asked with { Pdu = response });
        return Responder.Outcome.Answered;
    }

    /// <summary>The opening, refused where it asks another engine than ours or another context than the default one: this agent has no more.</summary>
    private Opening WithPlace(Opening opening)
    {
        var signer = opening.User!.Level == MessageFlags.None ? null : opening.User;
        if (!opening.Scoped.ContextEngineId.Span.SequenceEqual(engine.Id.Span))
        {
            return engine.Refused(SnmpSecurityProblem.UnknownPduHandler, signer);
        }

        return opening.Scoped.Context.Length == 0 ? opening : engine.Refused(SnmpSecurityProblem.UnknownContext, signer);
    }
}
