using RoomGuard.Contract.Files;
using RoomGuard.Devices.Contacts;
using RoomGuard.Devices.Contacts.Expander;

namespace RoomGuard.Agent;

/// <summary>Reads section <c>contacts</c>: the board's own lines, and those of expanders.</summary>
internal sealed class ContactReader(PointClaims claims)
{
    /// <summary>The last line that a chip of a board may have.</summary>
    internal const int LastBoardLine = 4095;

    /// <summary>How the board's lines are reached: whether as files.</summary>
    internal static readonly Dictionary<string, bool> Drivers = new(StringComparer.Ordinal) { ["auto"] = false, ["tree"] = true };

    private static readonly Dictionary<string, ContactPull> Pulls = new(StringComparer.Ordinal) { ["up"] = ContactPull.Up, ["down"] = ContactPull.Down, ["none"] = ContactPull.None };

    // By GPIO chip: "" is the one of the section itself.
    private readonly Dictionary<(string Chip, int Line), string> _lines = [];

    /// <summary>The section.</summary>
    public ContactsOptions Read(SettingsNode? node)
    {
        if (node is null)
        {
            return new ContactsOptions(false, []);
        }

        var usesTree = node.GetChoice("driver", Drivers, "auto");
        var chip = node.Has("chip") ? node.GetText("chip") : null;
        return new ContactsOptions(usesTree, [.. node.GetSections("lines").Select(line => ReadContact(line, "", LastBoardLine, isDebounced: !usesTree)).OfType<ContactOptions>()])
        {
            Chip = chip,
            Expanders = [.. node.GetSections("expanders").Select(expander => ReadExpander(expander, chip))],
        };
    }

    /// <summary>A line of the board, and what pulls it; another entry that has the line is a fault.</summary>
    public (int Line, ContactPull Pull) ReadLine(SettingsNode node, string chip, int last)
    {
        var number = node.GetInteger("line", 0, last);
        Claim(node, chip, number);
        return (number, node.GetChoice("pull", Pulls, "up"));
    }

    private void Claim(SettingsNode node, string chip, int number)
    {
        if (!_lines.TryAdd((chip, number), node.Path))
        {
            node.Refuse("line", $"is {number}, as in {_lines[(chip, number)]}; a line has one contact.");
        }
    }

    private ExpanderOptions ReadExpander(SettingsNode node, string? boardChip)
    {
        var device = node.GetText("device");
        if (device.Length > 0 && ExpanderChip.Fault(device) is { } fault)
        {
            node.Refuse("device", fault);
        }

        var interrupt = node.GetOptionalSection("interrupt");
        var chip = interrupt is not null && interrupt.Has("chip") ? interrupt.GetText("chip") : boardChip;
        var line = interrupt?.GetInteger("line", 0, LastBoardLine);
        if (line is { } number)
        {
            Claim(interrupt!, chip == boardChip ? "" : chip!, number);
        }

        var poll = node.GetDuration("poll", TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10), interrupt is null ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromSeconds(1));
        var lines = node.GetSections("lines").Select(entry => ReadContact(entry, device, ExpanderChip.LastLine, isDebounced: false)).OfType<ContactOptions>().ToList();
        if (lines.Count == 0 && !node.Has("lines"))
        {
            node.Refuse("lines", "is missing.");
        }

        return new ExpanderOptions(new ExpanderChip(device, poll) { InterruptLine = line, InterruptChip = chip }, lines);
    }

    private ContactOptions? ReadContact(SettingsNode node, string chip, int lastLine, bool isDebounced)
    {
        var place = claims.ReadPlace(node);
        var (number, pull) = ReadLine(node, chip, lastLine);
        var line = new ContactLine(number, node.GetFlag("activeLow", false), node.GetDuration("debounce", TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(50)))
        {
            IsDebounced = isDebounced,
            Pull = pull,
        };
        if (pull == ContactPull.Down && chip.Length > 0)
        {
            node.Refuse("pull", "is \"down\"; an expander only pulls up.");
        }

        var period = node.GetDuration("period", InputReader.ShortestPeriod, InputReader.LongestPeriod, TimeSpan.FromSeconds(60));
        if (AgentOptionsReader.Signal(node, "signal") is not { } signal)
        {
            return null;
        }

        claims.Claim(node, place, signal.Id);
        if (!signal.IsFlag)
        {
            node.Refuse("signal", $"is {signal.Id}, a {signal.Kind}; a contact is only true or false.");
        }

        return new ContactOptions(line, place, signal, period);
    }
}
