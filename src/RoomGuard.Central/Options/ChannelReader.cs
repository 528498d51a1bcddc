using System.Net.Mail;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Options;

/// <summary>Reads one item of the list <c>notify</c>.</summary>
internal static class ChannelReader
{
    private static readonly Dictionary<string, Language> Languages = new() { ["kk"] = Language.Kk, ["ru"] = Language.Ru, ["en"] = Language.En };

    private static readonly Dictionary<string, SmtpSecurity> Securities = new()
    {
        ["starttls"] = SmtpSecurity.StartTls,
        ["tls"] = SmtpSecurity.Tls,
        ["none"] = SmtpSecurity.None,
    };

    private static readonly Dictionary<string, string> Kinds = new() { ["smtp"] = "smtp", ["webhook"] = "webhook" };

    /// <summary>The channel, or null when its kind is not known.</summary>
    /// <param name="place">Its place in the list, from 1.</param>
    public static ChannelOptions? Read(SettingsNode node, int place, SettingsPaths paths)
    {
        var kind = node.GetChoice("channel", Kinds);
        var id = FormattableString.Invariant($"{kind}-{place}");
        var language = node.GetChoice("language", Languages, "kk");
        ChannelOptions? channel = kind switch
        {
            "smtp" => ReadSmtp(node, id, language, paths),
            "webhook" => new WebhookOptions(id, language) { Url = CentralOptionsReader.ReadUrl(node, "url"), Key = paths.Secret(node, "secretFile") },
            _ => null,
        };
        var link = node.GetChoice("link", LinkWords.All, LinkWords.Wired);
        return channel is null ? null : channel with { Link = link };
    }

    private static SmtpOptions ReadSmtp(SettingsNode node, string id, Language language, SettingsPaths paths)
    {
        var security = node.GetChoice("security", Securities, "starttls");
        var options = new SmtpOptions(id, language)
        {
            Host = node.GetText("host"),
            Port = node.GetInteger("port", 1, 65535, security == SmtpSecurity.Tls ? 465 : 587),
            Security = security,
            User = node.GetOptionalText("user"),
            Password = paths.Secret(node, "passwordFile"),
            From = node.GetText("from"),
            To = node.GetTexts("to"),
        };
        if (options.To.Count == 0)
        {
            node.Refuse("to", "must list at least one address.");
        }

        foreach (var address in options.To.Append(options.From).Where(text => text.Length > 0 && !MailAddress.TryCreate(text, out _)))
        {
            node.Refuse($"has the address \"{address}\", which is not one; an address looks like \"duty@example.org\".");
        }

        return options;
    }
}
