using System.Net;
using RoomGuard.Central.Options;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Options;

public sealed class CentralOptionsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Every_section_of_a_whole_file_is_read()
    {
        _scratch.Write("secret", "hunter2\n");
        var options = Read("""
            {
              "data": "./data",
              "attachments": "share/photos",
              "listen": { "address": "127.0.0.1", "port": 8081 },
              "mqtt": { "host": "broker.example", "port": 8883, "user": "central", "passwordFile": "secret", "clientId": "c-1" },
              "series": { "influx": { "url": "http://127.0.0.1:8086", "database": "rg", "retention": "year", "user": "u", "passwordFile": "secret" }, "spool": { "maxMegabytes": 10, "after": "1 s" } },
              "notify": [
                { "channel": "smtp", "host": "mail.example", "security": "tls", "from": "rg@example.org", "to": ["duty@example.org"], "language": "ru" },
                { "channel": "webhook", "url": "https://hook.example/x", "secretFile": "secret", "language": "en" }
              ],
              "sites": [ { "id": "hq", "zone": "Asia/Aqtau", "name": {"kk": "Бас", "ru": "Главный", "en": "Head"}, "rooms": [ { "id": "srv-1", "type": "server" } ] } ]
            }
            """, out var faults);

        Assert.Empty(faults);
        Assert.NotNull(options);
        Assert.Equal((_scratch.Path("data"), _scratch.Path("share", "photos")), (options.Folder, options.Attachments));
        Assert.Equal((IPAddress.Loopback, 8081), (options.Listen.Address, options.Listen.Port));
        Assert.Equal(("broker.example", 8883, "central", "hunter2", "c-1"), (options.Broker.Host, options.Broker.Port, options.Broker.User, options.Broker.Password!.Reveal(), options.Broker.ClientId));
        Assert.Equal(("rg", "year", "hunter2"), (options.Series.Influx!.Database, options.Series.Influx.Retention, options.Series.Influx.Password!.Reveal()));
        Assert.Equal((10, TimeSpan.FromSeconds(1)), (options.Series.Spool.MaxMegabytes, options.Series.Spool.After));
        var mail = Assert.IsType<SmtpOptions>(options.Channels[0]);
        Assert.Equal(("smtp-1", 465, Language.Ru), (mail.Id, mail.Port, mail.Language));
        Assert.Equal("webhook-2", options.Channels[1].Id);
        Assert.Equal("Asia/Aqtau", options.Sites[0].Zone.Id);
        Assert.Equal("hq/srv-1", options.Sites[0].Rooms[0].Path);
    }

    [Fact]
    public void A_password_never_shows_in_the_options_as_text()
    {
        _scratch.Write("secret", "hunter2");
        var options = Read("""{ "mqtt": { "host": "b", "passwordFile": "secret" }, "sites": [ { "id": "hq", "rooms": [ { "id": "r", "type": "server" } ] } ] }""", out _);

        Assert.DoesNotContain("hunter2", options!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_gives_every_fault_at_once_with_its_line()
    {
        _ = Read("""
            {
              "listen": { "address": "0.0.0.0", "port": 99999 },
              "mqtt": { "prt": 1 },
              "notify": [ { "channel": "pigeon" },
                          { "channel": "smtp", "host": "h", "from": "nobody", "to": [] } ],
              "series": { "influx": { "url": "nowhere" }, "victoria": { "url": "http://127.0.0.1:8428", "usr": "x" } },
              "sites": [ { "id": "HQ", "zone": "Mars/Olympus",
                           "rooms": [ { "id": "srv-1", "type": "garage" }, { "id": "srv-1", "type": "server" } ] } ]
            }
            """, out var faults);

        var texts = faults.Select(fault => $"{fault.Line} {fault.Key} {fault.Message}").ToArray();
        foreach (var expected in new[]
        {
            "2 listen is on 0.0.0.0",
            "1 access is missing",
            "2 listen.port is 99999; it must be a whole number from 0 to 65535.",
            "3 mqtt.prt is not known here",
            "3 mqtt.host is missing.",
            "4 notify[0].channel is \"pigeon\"; it must be one of smtp, webhook.",
            "5 notify[1].to must list at least one address.",
            "5 notify[1] has the address \"nobody\", which is not one",
            "6 series.influx.url is \"nowhere\"",
            "6 series.victoria stands beside influx",
            "6 series.victoria.usr is not known here",
            "7 sites[0].id is \"HQ\"",
            "7 sites[0].zone is \"Mars/Olympus\"",
            "8 sites[0].rooms[0].type is \"garage\"",
            "8 sites[0].rooms name the room \"srv-1\" more than once.",
        })
        {
            Assert.Contains(texts, text => text.StartsWith(expected, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Listening_where_others_can_reach_needs_a_certificate_and_names()
    {
        Certificates.Write(_scratch);
        _scratch.Write("access", $"{new string('a', 64)} admin Aigerim\n");
        const string Rest = """ "mqtt": { "host": "b" }, "sites": [ { "id": "hq", "rooms": [ { "id": "r", "type": "server" } ] } ] }""";

        Assert.Null(Read("""{ "listen": { "address": "10.0.0.1" },""" + Rest, out var open));
        Assert.Equal(["listen", "access"], open.OrderByDescending(fault => fault.Key).Select(fault => fault.Key));
        Assert.NotNull(Read("""{ "listen": { "address": "10.0.0.1", "certificate": "server.pem", "key": "server.key" }, "access": "access",""" + Rest, out _));
        Assert.NotNull(Read("""{ "listen": { "address": "::1" },""" + Rest, out _));
    }

    [Fact]
    public void A_certificate_that_cannot_be_used_is_a_fault_and_not_a_crash_at_the_start()
    {
        _scratch.Write("bad.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        _scratch.Write("empty.pem", "");
        Certificates.Write(_scratch);
        _ = Read("""
            { "listen": { "certificate": "server.pem", "key": "client.key" },
              "mqtt": { "host": "b", "tls": { "ca": "empty.pem", "certificate": "bad.pem", "key": "server.key" } },
              "sites": [ { "id": "hq", "rooms": [ { "id": "r", "type": "server" } ] } ] }
            """, out var faults);

        Assert.Equal(["listen.certificate", "mqtt.tls.ca", "mqtt.tls.certificate"], faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        Assert.All(faults, fault => Assert.Contains("cannot be used", fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_named_file_that_is_not_there_is_a_fault_that_says_so()
    {
        _ = Read("""{ "access": "nobody.txt", "mqtt": { "host": "b", "passwordFile": "gone" }, "sites": [ { "id": "hq", "rooms": [ { "id": "r", "type": "server" } ] } ] }""", out var faults);

        Assert.Equal(["access", "mqtt.passwordFile"], faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        Assert.All(faults, fault => Assert.Contains("cannot be read", fault.Message, StringComparison.Ordinal));
    }

    private CentralOptions? Read(string json, out IReadOnlyList<SettingsFault> faults) =>
        CentralOptions.Read(_scratch.Write("central.json", json), out faults);
}
