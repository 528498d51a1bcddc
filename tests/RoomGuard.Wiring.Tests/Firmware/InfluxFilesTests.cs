using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RoomGuard.Central.Options;
using RoomGuard.Testing;

namespace RoomGuard.Wiring.Tests.Firmware;

/// <summary>The InfluxDB configuration that we ship and what prepares the server, with Debian's influxd.</summary>
public sealed class InfluxFilesTests : IAsyncDisposable
{
    private readonly Scratch _folder = new();
    private readonly int _port = Ports.FreeTcp();
    private RealProcess? _server;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Prepared_twice_it_keeps_three_years_and_lets_each_user_do_only_what_is_his()
    {
        await StartAsync();
        // Quotes and a backslash: what a generated password may hold, and what ends a text of InfluxQL.
        Write("admin", """ad'mi\n "1" """.Trim());
        Write("roomguard", "ro'om");
        Write("reader", "re\\ader");

        Assert.Contains("keeps 1130 days", await ProvisionAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, await WriteAsync("roomguard", "ro'om"));
        Assert.Equal(HttpStatusCode.Forbidden, await WriteAsync("reader", "re\\ader"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WriteAsync("roomguard", "wrong"));
        Assert.Contains("21.5", await QueryAsync("SELECT value FROM kept.\"env.temp\"", "reader", "re\\ader"), StringComparison.Ordinal);
        Assert.Contains("[\"kept\",\"27120h0m0s\"", await QueryAsync("SHOW RETENTION POLICIES ON roomguard", "admin", """ad'mi\n "1" """.Trim()), StringComparison.Ordinal);
        Assert.DoesNotContain("columns", await QueryAsync("SHOW USERS", "roomguard", "ro'om"), StringComparison.Ordinal);

        // Another password, another retention, the samples as they were.
        Write("roomguard", "new");
        Assert.Contains("keeps 1500 days", await ProvisionAsync("1500"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await WriteAsync("roomguard", "ro'om"));
        Assert.Equal(HttpStatusCode.NoContent, await WriteAsync("roomguard", "new"));
        Assert.Contains("21.5", await QueryAsync("SELECT value FROM kept.\"env.temp\"", "reader", "re\\ader"), StringComparison.Ordinal);
        Assert.Contains("36000h0m0s", await QueryAsync("SHOW RETENTION POLICIES ON roomguard", "roomguard", "new"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_let_in_without_a_password_or_without_TLS()
    {
        await StartAsync();
        foreach (var name in new[] { "admin", "roomguard", "reader" })
        {
            Write(name, name + "-secret");
        }

        await ProvisionAsync();
        using var client = Client();
        using var answer = await client.GetAsync(new Uri(Url("https"), "query?q=SHOW%20DATABASES"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var plain = await client.GetAsync(new Uri(Url("http"), "ping"));
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
    }

    [Fact]
    public async Task With_another_administrators_password_nothing_is_changed_and_it_is_said()
    {
        await StartAsync();
        foreach (var name in new[] { "admin", "roomguard", "reader" })
        {
            Write(name, name + "-secret");
        }

        await ProvisionAsync();
        Write("admin", "not-it");
        Write("roomguard", "changed");

        var (code, output) = await RunAsync();
        Assert.Equal(69, code);
        Assert.Contains("does not take the administrator's password", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-it", output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, await WriteAsync("roomguard", "roomguard-secret"));
    }

    [Fact]
    public void The_centre_takes_the_settings_that_the_script_names()
    {
        _folder.Write("roomguard.password", "secret\n");
        var path = _folder.Write("central.json", """{ "mqtt": { "host": "b" }, "sites": [ { "id": "hq", "rooms": [ { "id": "srv-1", "type": "server" } ] } ], "series": { "influx": { "url": "https://influx.example:8086/", "user": "roomguard", "passwordFile": "roomguard.password", "retention": "kept" } } }""");

        var options = CentralOptions.Read(path, out var faults);
        Assert.Empty(faults);
        Assert.Equal(("roomguard", "kept"), (options!.Series.Influx!.Database, options.Series.Influx.Retention));
    }

    private Uri Url(string scheme) => new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{_port}/"));

    private void Write(string name, string password) => _folder.Write(name + ".password", password + "\n");

    private async Task StartAsync()
    {
        using var authority = new TestAuthority(_folder);
        authority.Issue("influxdb");
        var config = (await File.ReadAllTextAsync(Repository.Path("firmware-config", "influxdb", "influxdb.conf")))
            .Replace("/var/lib/influxdb", _folder.Folder, StringComparison.Ordinal)
            .Replace("/etc/influxdb/certs", _folder.Folder, StringComparison.Ordinal)
            .Replace("127.0.0.1:8088", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Ports.FreeTcp()}"), StringComparison.Ordinal)
            .Replace("\":8086\"", string.Create(CultureInfo.InvariantCulture, $"\"127.0.0.1:{_port}\""), StringComparison.Ordinal);
        _server = RealProcess.Start(Needs.Program("influxd", "influxdb"), ["-config", _folder.Write("influxdb.conf", config)]);
        await _server.UntilAsync(() => Ports.AcceptsAsync(_port), TimeSpan.FromSeconds(20), "influxd accepts connections");
    }

    private async Task<string> ProvisionAsync(params string[] days)
    {
        var (code, output) = await RunAsync(days);
        Assert.True(code == 0, output);
        return output;
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] days)
    {
        Needs.Program("influx", "influxdb-client");
        return await RealProcess.RunAsync(
            "bash",
            [Repository.Path("firmware-config", "influxdb", "provision.sh"), _folder.Folder, "127.0.0.1", _port.ToString(CultureInfo.InvariantCulture), .. days],
            environment: new Dictionary<string, string> { ["SSL_CERT_FILE"] = _folder.Path("ca.pem"), ["HOME"] = _folder.Folder });
    }

    private async Task<HttpStatusCode> WriteAsync(string user, string password)
    {
        using var client = Client(user, password);
        using var answer = await client.PostAsync(new Uri(Url("https"), "write?db=roomguard&rp=kept"), new StringContent("env.temp,room=srv-1 value=21.5"));
        return answer.StatusCode;
    }

    private async Task<string> QueryAsync(string influxQl, string user, string password)
    {
        using var client = Client(user, password);
        using var answer = await client.GetAsync(new Uri(Url("https"), $"query?db=roomguard&q={Uri.EscapeDataString(influxQl)}"));
        return await answer.Content.ReadAsStringAsync();
    }

    private HttpClient Client(string? user = null, string password = "")
    {
        var ours = X509CertificateLoader.LoadCertificateFromFile(_folder.Path("ca.pem"));
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { ours }, RevocationMode = X509RevocationMode.NoCheck };
        var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Authorization = user is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        return client;
    }
}
