using RoomGuard.Central.Options;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Deadman;

/// <summary>Reads the section <c>deadman</c> of <c>central.json</c>; every fault is noted in the settings file.</summary>
internal static class DeadmanReader
{
    private static readonly Dictionary<string, bool> Methods = new() { ["get"] = false, ["post"] = true };

    /// <summary>The options; usable only when the settings file holds no fault.</summary>
    public static DeadmanOptions Read(SettingsNode? node, SettingsPaths paths) => node is null ? new DeadmanOptions() : new DeadmanOptions
    {
        Every = node.GetDuration("every", TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
        Calls = [.. node.GetSections("http").Select(call => ReadCall(call, paths))],
        OnBroker = node.GetFlag("mqtt", true),
    };

    private static DeadmanCall ReadCall(SettingsNode node, SettingsPaths paths)
    {
        var isPost = node.GetChoice("method", Methods, "get");
        if (!node.Has("urlFile"))
        {
            return new DeadmanCall(CentralOptionsReader.ReadUrl(node, "url"), isPost);
        }

        if (node.Has("url"))
        {
            node.Refuse("url", "and urlFile are both there; one of them is enough.");
        }

        if (paths.Secret(node, "urlFile") is { } secret && Uri.TryCreate(secret.Reveal(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return new DeadmanCall(url, isPost);
        }

        node.Refuse("urlFile", "must name a file whose first line is an http or https address.");
        return new DeadmanCall(new Uri("http://127.0.0.1"), isPost);
    }
}
