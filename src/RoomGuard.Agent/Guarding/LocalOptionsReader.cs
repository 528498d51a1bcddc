using System.Net.Mail;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Local;
using RoomGuard.Snmp;

namespace RoomGuard.Agent.Guarding;

/// <summary>Reads section <c>local</c>.</summary>
internal sealed class LocalOptionsReader(SettingsFolder files, AgentOptions options)
{
    private static readonly Dictionary<string, AlarmPriority> Priorities = new(StringComparer.Ordinal) { ["warning"] = AlarmPriority.Warning, ["critical"] = AlarmPriority.Critical };

    private static readonly Dictionary<string, Language> Languages = new(StringComparer.Ordinal) { ["kk"] = Language.Kk, ["ru"] = Language.Ru, ["en"] = Language.En };

    private static readonly Dictionary<string, bool> Whens = new(StringComparer.Ordinal) { ["always"] = false, ["alone"] = true };

    private static readonly Dictionary<string, bool> States = new(StringComparer.Ordinal) { ["off"] = false, ["on"] = true };

    private static readonly Dictionary<string, MailSecurity> Securities = new(StringComparer.Ordinal)
    {
        ["starttls"] = MailSecurity.StartTls,
        ["tls"] = MailSecurity.Tls,
        ["none"] = MailSecurity.None,
    };

    /// <summary>The section.</summary>
    public LocalOptions Read(SettingsNode node)
    {
        var rooms = node.GetSections("rooms").Select(room => RoomDefinition.Read(room, options.Site)).ToList();
        var served = options.Sensors.Select(sensor => sensor.Place.Room).Concat(options.Contacts.All.Select(contact => contact.Place.Room)).Concat(options.Snmp.Select(device => device.Place.Room));
        foreach (var id in served.Distinct().Where(id => rooms.TrueForAll(room => room.Id != id)).ToList())
        {
            rooms.Add(new RoomDefinition(options.Site, id, RoomType.Server, LocalText.Same(id)));
        }

        var local = new LocalOptions
        {
            After = node.GetDuration("after", TimeSpan.FromSeconds(10), TimeSpan.FromDays(1), TimeSpan.FromMinutes(5)),
            Least = node.GetChoice("priority", Priorities, "warning"),
            Languages = node.Has("languages") ? ReadLanguages(node) : [Language.Kk, Language.Ru, Language.En],
            Rooms = rooms,
            Outputs = [.. node.GetSections("outputs").Select(ReadOutput)],
            Mail = node.GetOptionalSection("mail") is { } mail ? ReadMail(mail) : null,
            Informs = node.GetOptionalSection("informs") is { } informs ? ReadInforms(informs) : null,
        };
        foreach (var line in local.Outputs.GroupBy(output => output.Line).Where(line => line.Count() > 1 || options.Contacts.Lines.Any(contact => contact.Line.Line == line.Key) || options.Meters.Meters.Any(meter => meter.Line.Line == line.Key)))
        {
            node.Refuse("outputs", $"use line {line.Key}, which is used already; a line has one contact or one output.");
        }

        foreach (var place in local.Outputs.GroupBy(output => output.Place).Where(place => place.Count() > 1))
        {
            node.Refuse("outputs", $"name {place.Key.Room}/{place.Key.Equipment} {place.Count()} times; once is allowed.");
        }

        if (local.Outputs.Count == 0 && local.Mail is null && local.Informs is null)
        {
            node.Refuse("does nothing: one of outputs, mail and informs must be there.");
        }

        return local;
    }

    private static List<Language> ReadLanguages(SettingsNode node)
    {
        var words = node.GetTexts("languages");
        if (words.Count == 0 || words.Any(word => !Languages.ContainsKey(word)))
        {
            node.Refuse("languages", "must list some of kk, ru and en.");
            return [];
        }

        return [.. words.Select(word => Languages[word]).Distinct()];
    }

    private OutputOptions ReadOutput(SettingsNode node)
    {
        var place = new InputPlace(options.Site, AgentOptionsReader.Name(node, "room"), AgentOptionsReader.Name(node, "equipment"));
        var rule = new OutputRule(
            node.GetChoice("priority", Priorities, "critical"),
            node.GetChoice("when", Whens, "always"),
            node.GetDuration("longest", TimeSpan.Zero, TimeSpan.FromHours(24), TimeSpan.FromMinutes(10)));
        return new OutputOptions(node.GetInteger("line", 0, 4095), node.GetFlag("activeLow", false), place, rule)
        {
            IsSafeOn = node.GetChoice("safe", States, "off"),
            SilencedBy = node.Has("silencedBy") ? ReadButton(node) : null,
        };
    }

    private PointId? ReadButton(SettingsNode node)
    {
        var name = node.GetText("silencedBy");
        var contact = options.Contacts.All.FirstOrDefault(contact => $"{contact.Place.Room}/{contact.Place.Equipment}/{contact.Signal.Id}" == name);
        if (contact is null)
        {
            node.Refuse("silencedBy", $"is \"{name}\"; it must be a contact of this file, as \"srv-1/button-1/contact.alarm\".");
            return null;
        }

        return contact.Place.Point(contact.Signal.Id);
    }

    private MailOptions ReadMail(SettingsNode node)
    {
        var security = node.GetChoice("security", Securities, "starttls");
        var mail = new MailOptions
        {
            Host = node.GetText("host"),
            Port = node.GetInteger("port", 1, 65535, security == MailSecurity.Tls ? 465 : 587),
            Security = security,
            User = node.GetOptionalText("user"),
            Password = node.Has("passwordFile") ? files.ReadSecret(node, "passwordFile") : null,
            From = node.GetText("from"),
            To = node.GetTexts("to"),
        };
        if (mail.To.Count == 0)
        {
            node.Refuse("to", "must list at least one address.");
        }

        foreach (var address in mail.To.Append(mail.From).Where(address => address.Length > 0 && !MailAddress.TryCreate(address, out _)))
        {
            node.Refuse($"has the address \"{address}\", which is not one; an address looks like \"duty@example.org\".");
        }

        if ((mail.User is null) != (mail.Password is null))
        {
            node.Refuse("user", "and passwordFile go together.");
        }

        return mail;
    }

    private SnmpTarget ReadInforms(SettingsNode node)
    {
        const int InformPort = 162;
        var access = new SnmpAccessReader(files).Read(node);
        if (access.Version == SnmpVersion.V1)
        {
            node.Refuse("version", "is 1, which has no informs; it must be 2c or 3.");
        }

        return new SnmpTarget(InputReader.ReadAddress(node, "address", InformPort))
        {
            Version = access.Version,
            Community = access.Community,
            User = access.User,
            Context = access.Context,
            Timeout = TimeSpan.FromSeconds(5),
            Retries = 2,
        };
    }
}
