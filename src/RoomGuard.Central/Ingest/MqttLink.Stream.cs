using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Channel;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;

namespace RoomGuard.Central.Ingest;

// The library reads each packet by three calls of the system and writes each acknowledgement by one. Under load that is most of what a small message
// costs, so its bytes are read ahead and gathered here.
internal sealed partial class MqttLink
{
    private sealed class Streams(Inflow inflow) : IMqttClientAdapterFactory
    {
        public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger)
        {
            var formatter = new MqttPacketFormatterAdapter(options.ProtocolVersion, new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax));
            return new MqttChannelAdapter(new SteadyStream(new MqttTcpChannel(options), inflow), formatter, logger)
            {
                AllowPacketFragmentation = true,
                PacketInspector = packetInspector,
            };
        }
    }

    /// <summary>A connection that reads ahead while there is room for more, and sends together what is written while a sending is on its way.</summary>
    private sealed class SteadyStream(IMqttChannel inner, Inflow inflow) : IMqttChannel
    {
        private const int ReadAhead = 128 * 1024;
        private const int MostWaiting = 1024 * 1024;

        private readonly byte[] _ahead = new byte[ReadAhead];
        private readonly Lock _lock = new();
        private ArrayBufferWriter<byte> _gathered = new(4096);
        private ArrayBufferWriter<byte> _sending = new(4096);
        private Task _sent = Task.CompletedTask;
        private bool _isSending;
        private int _from;
        private int _to;

        public X509Certificate2 ClientCertificate => inner.ClientCertificate;

        public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

        public EndPoint LocalEndPoint => inner.LocalEndPoint;

        public bool IsSecureConnection => inner.IsSecureConnection;

        public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

        public async Task DisconnectAsync(CancellationToken cancellationToken)
        {
            await Sent().WaitAsync(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await inner.DisconnectAsync(cancellationToken);
        }

        public Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            _from < _to ? Task.FromResult(Copy(buffer, offset, count)) : FillAsync(buffer, offset, count, cancellationToken);

        public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                if (_sent.IsFaulted)
                {
                    return _sent;
                }

                foreach (var part in buffer)
                {
                    _gathered.Write(part.Span);
                }

                if (!_isSending && isEndOfPacket)
                {
                    _isSending = true;
                    _sent = SendAsync();
                }

                return _gathered.WrittenCount > MostWaiting ? _sent.WaitAsync(cancellationToken) : Task.CompletedTask;
            }
        }

        public void Dispose() => inner.Dispose();

        private Task Sent()
        {
            lock (_lock)
            {
                return _sent;
            }
        }

        private int Copy(byte[] buffer, int offset, int count)
        {
            var taken = Math.Min(count, _to - _from);
            _ahead.AsSpan(_from, taken).CopyTo(buffer.AsSpan(offset));
            _from += taken;
            return taken;
        }

        private async Task<int> FillAsync(byte[] buffer, int offset, int count, CancellationToken stop)
        {
            await inflow.RoomAsync(stop).ConfigureAwait(false);
            (_from, _to) = (0, await inner.ReadAsync(_ahead, 0, _ahead.Length, stop).ConfigureAwait(false));
            return Copy(buffer, offset, count);
        }

        // Whoever writes meanwhile finds its bytes sent by the next round. An error shows at the next write, and at the read that ends the connection.
        private async Task SendAsync()
        {
            await Task.Yield();
            while (true)
            {
                lock (_lock)
                {
                    if (_gathered.WrittenCount == 0)
                    {
                        _isSending = false;
                        return;
                    }

                    (_gathered, _sending) = (_sending, _gathered);
                }

                await inner.WriteAsync(new ReadOnlySequence<byte>(_sending.WrittenMemory), true, CancellationToken.None).ConfigureAwait(false);
                _sending.ResetWrittenCount();
            }
        }
    }
}
