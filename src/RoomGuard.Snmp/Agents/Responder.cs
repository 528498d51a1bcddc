using System.Security.Cryptography;
using System.Text;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Agents;

/// <summary>Turns one datagram into one response, or into silence, without any socket.</summary>
/// <param name="secure">Answers SNMPv3; null for an agent without users.</param>
internal sealed class Responder(string readCommunity, string? writeCommunity, IMibTree tree, int maxMessageBytes, SecureResponder? secure = null)
{
    // Everything of a response but its varbinds and its community: headers of four sequences, version, three numbers.
    private const int EnvelopeBytes = 48;

    private readonly byte[] _reading = Encoding.UTF8.GetBytes(readCommunity);
    private readonly byte[]? _writing = writeCommunity is null ? null : Encoding.UTF8.GetBytes(writeCommunity);
    private readonly Answerer _answerer = new(tree);
    private readonly Answerer _v1Answerer = new(new V1View(tree));

    /// <summary>What became of a datagram.</summary>
    internal enum Outcome
    {
        Answered,
        WrongCommunity,
        UnsupportedVersion,
        Malformed,
        Refused,
    }

    /// <summary>Writes what is to be sent to <paramref name="answer"/>, which stays empty when nothing is.</summary>
    public Outcome Answer(ReadOnlySpan<byte> datagram, BerWriter answer)
    {
        if (SecureResponder.Concerns(datagram))
        {
            return secure?.Answer(datagram, answer) ?? Outcome.UnsupportedVersion;
        }

        var reader = new BerReader(datagram);
        var head = CommunityMessage.ReadHead(ref reader);
        if (reader.Failed)
        {
            return Outcome.Malformed;
        }

        var mayWrite = _writing is not null && CryptographicOperations.FixedTimeEquals(head.Community, _writing);
        if (!mayWrite && !CryptographicOperations.FixedTimeEquals(head.Community, _reading))
        {
            return Outcome.WrongCommunity;
        }

        var request = Pdu.ReadAfterRequestId(ref reader, head.Kind, head.RequestId);
        var isV1 = head.Version == SnmpVersion.V1;
        if (reader.Failed || !Answerer.IsRequest(request.Kind) || (isV1 && request.Kind == PduKind.GetBulk))
        {
            return Outcome.Malformed;
        }

        var roomBytes = maxMessageBytes - EnvelopeBytes - head.Community.Length;
        var response = isV1
            ? V1View.Translate(request, _v1Answerer.ResponseTo(request, mayWrite, roomBytes))
            : _answerer.ResponseTo(request, mayWrite, roomBytes);
        CommunityMessage.Write(answer, head.Version, head.Community, response);
        return Outcome.Answered;
    }
}
