using System.Net;
using Npgsql;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Options;

/// <summary>Reads the section <c>cluster</c> of <c>central.json</c>; every fault is noted in the settings file.</summary>
internal sealed class ClusterReader(SettingsNode node, SettingsPaths paths)
{
    /// <summary>The options; usable only when the settings file holds no fault.</summary>
    public ClusterOptions Read()
    {
        var silo = node.GetText("silo");
        if (silo.Length > 0 && !PointName.IsValid(silo))
        {
            node.Refuse("silo", $"is \"{silo}\"; it must be {PointName.Rule}.");
        }

        var text = node.GetText("address", "127.0.0.1");
        if (!IPAddress.TryParse(text, out var address))
        {
            node.Refuse("address", $"is \"{text}\"; it must be the IP address at which the other centres reach this one.");
        }

        return new ClusterOptions
        {
            Postgres = ReadConnection(),
            Silo = silo,
            Address = address ?? IPAddress.Loopback,
            Port = node.GetInteger("port", 0, 65535, 0),
        };
    }

    private Secret ReadConnection()
    {
        var text = node.GetText("postgres");
        var password = paths.Secret(node, "passwordFile");
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(text);
            if (text.Length > 0 && (string.IsNullOrEmpty(connection.Host) || string.IsNullOrEmpty(connection.Database)))
            {
                node.Refuse("postgres", "must name a host and a database, such as \"Host=db;Username=roomguard;Database=roomguard\".");
            }

            connection.Password = password?.Reveal() ?? connection.Password;
            return new Secret(connection.ConnectionString);
        }
        catch (ArgumentException error)
        {
            node.Refuse("postgres", $"is no connection string of PostgreSQL: {error.Message}");
            return new Secret("");
        }
    }
}
