using RoomGuard.Contract.Files;

namespace RoomGuard.Agent;

/// <summary>Reads section <c>mqtt</c>.</summary>
internal static class MqttOptionsReader
{
    /// <summary>Reads the section; faults are noted in its file.</summary>
    public static MqttOptions Read(SettingsNode node, SettingsFolder files)
    {
        var tls = node.GetOptionalSection("tls");
        var user = node.GetOptionalText("user");
        var password = node.Has("passwordFile") ? files.ReadSecret(node, "passwordFile") : null;
        if (user is null && node.Has("passwordFile"))
        {
            node.Refuse("passwordFile", "is there, but user is not.");
        }

        return new MqttOptions(node.GetText("host"), node.GetInteger("port", 1, 65535, tls is null ? 1883 : 8883))
        {
            User = user,
            Password = password,
            Tls = tls is null ? null : ReadTls(tls, files),
        };
    }

    private static MqttTlsOptions ReadTls(SettingsNode node, SettingsFolder files)
    {
        if (node.Has("certificate") != node.Has("key"))
        {
            node.Refuse(node.Has("key") ? "key" : "certificate", "needs the other: certificate and key go together.");
        }

        var certificate = files.CheckCertificates(node, "certificate");
        return new MqttTlsOptions(files.CheckCertificates(node, "ca"), certificate, files.CheckKey(node, "key", certificate));
    }
}
