using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using RoomGuard.Central.Access;
using RoomGuard.Central.Options;
using RoomGuard.Central.Telemetry;
using RoomGuard.Central.Web;

namespace RoomGuard.Central;

/// <summary>Puts a centre together: the pages, the API and everything behind them, in one process.</summary>
public static class CentralHost
{
    /// <summary>Begins what every centre with a state file needs and what takes a processor a second, while its settings are read. Touches nothing outside; need not be called.</summary>
    public static void Warm() => Task.Run(Store.StateFile.WarmAsync);

    /// <summary>Builds a centre that is ready to run. Nothing outside is touched before it runs.</summary>
    /// <param name="clock">The time rooms live by. Waiting for networks and disks goes by real time whatever this is.</param>
    public static WebApplication Build(CentralOptions options, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(CentralHost).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => Listen(server, options.Listen));
        if (options.Listen.CertificateFile is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        AddLogging(builder.Logging);
        builder.Services.AddRouting().AddSingleton(options).AddSingleton(clock);
        CentralParts.Add(builder.Services, options);
        AddAccess(builder.Services, options.Access);
        TelemetrySetup.Add(builder.Services, options.Telemetry, options.Cluster?.Silo);
        builder.AddRoomGuardWeb();

        var app = builder.Build();
        app.Services.GetRequiredService<Cluster.RoomSilo>().Prepare();
        RoomGauges.Add(app.Services.GetRequiredService<CentralMeter>(), app.Services.GetRequiredService<Rooms.RoomBoard>(), app.Services.GetRequiredService<Unassigned.UnassignedBook>());
        HealthGauges.Add(app.Services.GetRequiredService<CentralMeter>(), app.Services.GetRequiredService<Readiness>(), app.Services.GetRequiredService<IngestPulse>());
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        HealthEndpoints.Map(app);
        app.MapRoomGuardWeb();
        return app;
    }

    private static void Listen(KestrelServerOptions server, Options.ListenOptions listen)
    {
        server.AddServerHeader = false;
        server.Listen(listen.Address, listen.Port, endpoint =>
        {
            if (listen is { CertificateFile: { } certificate, KeyFile: { } key })
            {
                endpoint.UseHttps(https =>
                {
                    https.ServerCertificate = X509Certificate2.CreateFromPemFile(certificate, key);
                    https.ServerCertificateChain = [];
                    https.ServerCertificateChain.ImportFromPemFile(certificate);
                });
            }
        });
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // The engine says a hundred lines at each start; members that come and go are worth reading.
        logging.AddFilter("Orleans", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.MembershipService", LogLevel.Warning);
        logging.AddFilter("Polly", LogLevel.Error);

        // Every call without a token would be a line.
        logging.AddFilter(typeof(TokenAuthentication).FullName, LogLevel.Warning);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }

    private static void AddAccess(IServiceCollection services, AccessList? access)
    {
        services
            .AddAuthentication(TokenAuthentication.SchemeName)
            .AddScheme<TokenAuthenticationOptions, TokenAuthentication>(TokenAuthentication.SchemeName, scheme => scheme.List = access);
        services.AddAuthorization(AccessPolicies.Add);
    }
}
