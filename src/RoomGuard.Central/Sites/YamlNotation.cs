using System.Globalization;
using System.Text.RegularExpressions;
using RoomGuard.Contract.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RoomGuard.Central.Sites;

/// <summary>YAML as site files use it: one document, the core schema of YAML 1.2 (yes, no and on are texts), anchors within bounds, every node with its line. The only file that knows the YAML library.</summary>
/// <remarks>An alias is a copy. Copies are counted as what they become, so that a page of nested anchors cannot become gigabytes.</remarks>
internal sealed partial class YamlNotation
{
    /// <summary>Most nodes of a file, each copy counted.</summary>
    public const int MaxNodes = 250_000;

    /// <summary>Most branches within each other.</summary>
    public const int MaxDepth = 32;

    private readonly SettingsTree _tree;
    private readonly Parser _events;
    private readonly Dictionary<string, Part> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private YamlNotation(string text, SettingsTree tree) => (_tree, _events) = (tree, new Parser(new StringReader(text)));

    /// <summary>Reads a file's text; faults go to the tree.</summary>
    public static SettingsNode? Read(string text, SettingsTree tree)
    {
        if (IndentedByTab(text) is { } line)
        {
            tree.Refuse(line, "is indented by a tab here; YAML allows only spaces.");
            return null;
        }

        var notation = new YamlNotation(text, tree);
        try
        {
            return notation.ReadDocument();
        }
        catch (YamlException error)
        {
            tree.Refuse((int)Math.Max(error.Start.Line, 1), $"is not YAML: {error.InnerException?.Message ?? error.Message}");
            return null;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException or NullReferenceException or KeyNotFoundException)
        {
            // The library's own words for what it did not think of; the place is the last thing it understood.
            tree.Refuse((int)Math.Max(notation._events.Current?.End.Line ?? 1, 1), $"is not YAML from here on: {error.Message}");
            return null;
        }
        catch (NotationException error)
        {
            tree.Refuse(error.Line, error.Message);
            return null;
        }
    }

    private SettingsNode ReadDocument()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out _))
        {
            throw new NotationException(1, "is empty.");
        }

        _events.Consume<DocumentStart>();
        var root = ReadPart(0);
        _events.Consume<DocumentEnd>();
        if (_events.TryConsume<DocumentStart>(out var second))
        {
            throw new NotationException(Line(second), "has a second document here; one is allowed.");
        }

        return Make(root, "", 0);
    }

    // First the parts as they are written, then nodes: a copy stands elsewhere and has another path.
    private Part ReadPart(int depth)
    {
        var next = _events.Consume<ParsingEvent>();
        if (depth > MaxDepth)
        {
            throw new NotationException(Line(next), FormattableString.Invariant($"nests more than {MaxDepth} deep here."));
        }

        switch (next)
        {
            case AnchorAlias alias:
                return _anchors.GetValueOrDefault(alias.Value.Value)
                    ?? throw new NotationException(Line(next), $"uses *{alias.Value.Value} here, which no &{alias.Value.Value} before it defines whole.");
            case Scalar scalar:
                return Keep(scalar, new Part(Line(next), scalar));
            case MappingStart start:
                return Keep(start, ReadMapping(start, depth));
            case SequenceStart start:
                var list = new Part(Line(start), null) { Items = [] };
                while (!_events.TryConsume<SequenceEnd>(out _))
                {
                    list.Items.Add(("", ReadPart(depth + 1)));
                }

                return Keep(start, list);
            default:
                throw new NotationException(Line(next), "is not YAML here.");
        }
    }

    private Part ReadMapping(MappingStart start, int depth)
    {
        var members = new Part(Line(start), null) { Items = [], IsObject = true };
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            if (!_events.TryConsume<Scalar>(out var key))
            {
                throw new NotationException(Line(_events.Current!), "has a key here that is not a text.");
            }

            members.Items.Add((key.Value, ReadPart(depth + 1) with { Line = Line(key) }));
        }

        return members;
    }

    private Part Keep(NodeEvent node, Part part)
    {
        if (!node.Tag.IsEmpty && node.Tag.Value is not ("tag:yaml.org,2002:str" or "!"))
        {
            throw new NotationException(Line(node), $"has the tag {node.Tag.Value} here; only !!str is known.");
        }

        if (!node.Anchor.IsEmpty)
        {
            _anchors[node.Anchor.Value] = part;
        }

        return part;
    }

    private SettingsNode Make(Part part, string path, int depth)
    {
        if (++_nodes > MaxNodes)
        {
            throw new NotationException(part.Line, FormattableString.Invariant($"comes to more than {MaxNodes} values with what its anchors repeat; write fewer, or several files."));
        }

        if (depth > MaxDepth)
        {
            throw new NotationException(part.Line, FormattableString.Invariant($"nests more than {MaxDepth} deep here with what its anchors repeat."));
        }

        if (part.Scalar is { } scalar)
        {
            return MakeLeaf(scalar, path, part.Line);
        }

        var node = _tree.Branch(path, part.Line, !part.IsObject);
        for (var i = 0; i < part.Items.Count; i++)
        {
            var (key, item) = part.Items[i];
            if (part.IsObject)
            {
                _tree.Add(node, key, Make(item, SettingsTree.Below(path, key), depth + 1));
            }
            else
            {
                _tree.Add(node, null, Make(item, SettingsTree.Below(path, i), depth + 1));
            }
        }

        return node;
    }

    private SettingsNode MakeLeaf(Scalar scalar, string path, int line)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty)
        {
            return _tree.Leaf(path, line, text);
        }

        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return _tree.Leaf(path, line, (bool?)null);
            case "true" or "True" or "TRUE":
                return _tree.Leaf(path, line, true);
            case "false" or "False" or "FALSE":
                return _tree.Leaf(path, line, false);
            default:
                return Numeral().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                    ? _tree.Leaf(path, line, number)
                    : _tree.Leaf(path, line, text);
        }
    }

    private static int Line(ParsingEvent at) => (int)Math.Max(at.Start.Line, 1);

    // A tab after the first letter of a line is only a space to YAML; before it, no two editors agree.
    private static int? IndentedByTab(string text)
    {
        var line = 1;
        var isIndent = true;
        foreach (var c in text)
        {
            if (c == '\n')
            {
                (line, isIndent) = (line + 1, true);
            }
            else if (isIndent && c == '\t')
            {
                return line;
            }
            else if (c != ' ')
            {
                isIndent = false;
            }
        }

        return null;
    }

    // A number of the core schema; hexadecimal and octal ones are texts here.
    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Numeral();

    private sealed record Part(int Line, Scalar? Scalar)
    {
        public List<(string Key, Part Part)> Items { get; init; } = null!;

        public bool IsObject { get; init; }
    }

    private sealed class NotationException(int line, string message) : Exception(message)
    {
        public int Line { get; } = line;
    }
}
