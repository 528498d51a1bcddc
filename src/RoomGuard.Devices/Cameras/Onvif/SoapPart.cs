using System.Xml;

namespace RoomGuard.Devices.Cameras.Onvif;

/// <summary>One element of an answer. Read with every bound set: no document type, no entities, no resolver.</summary>
public sealed class SoapPart
{
    private const int MostCharacters = 1024 * 1024;
    private const int MostElements = 20_000;
    private const int Deepest = 64;

    private readonly List<SoapPart> _children = [];
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);

    private SoapPart(XmlReader at)
    {
        (Name, Namespace) = (at.LocalName, at.NamespaceURI);
        while (at.MoveToNextAttribute())
        {
            _attributes[at.LocalName] = at.Value;
        }

        at.MoveToElement();
    }

    /// <summary>The name without a prefix.</summary>
    public string Name { get; }

    /// <summary>The namespace of the name.</summary>
    public string Namespace { get; }

    /// <summary>The text directly in it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The elements directly in it.</summary>
    public IReadOnlyList<SoapPart> Children => _children;

    /// <summary>An attribute by its name without a prefix; null when it is not there.</summary>
    public string? Attribute(string name) => _attributes.GetValueOrDefault(name);

    /// <summary>The first element of that name anywhere within, the nearest in the order of the document; null for none.</summary>
    public SoapPart? Find(string name) => All(name).FirstOrDefault();

    /// <summary>Every element of that name within, in the order of the document.</summary>
    public IEnumerable<SoapPart> All(string name) => _children.SelectMany(child => child.Name == name ? child.All(name).Prepend(child) : child.All(name));

    /// <summary>The text of the first element that is found by going from name to name; null when one is not there.</summary>
    public string? TextOf(params ReadOnlySpan<string> path)
    {
        var at = this;
        foreach (var name in path)
        {
            at = at?.Find(name);
        }

        return at?.Text.Trim();
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="CameraException">It is no XML, or more than is read.</exception>
    public static SoapPart Read(Stream stream)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MostCharacters,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            return Read(reader);
        }
        catch (Exception fault) when (fault is XmlException or ArgumentException or IOException)
        {
            throw new CameraException(CameraFault.Corrupt, $"its answer is no XML that is read here: {fault.Message}", fault);
        }
    }

    private static SoapPart Read(XmlReader reader)
    {
        SoapPart? root = null;
        var open = new Stack<SoapPart>();
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when ++elements > MostElements || open.Count == Deepest:
                    throw new CameraException(CameraFault.Corrupt, $"its answer has more than {MostElements} elements, or more than {Deepest} within each other");
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    var part = new SoapPart(reader);
                    root ??= part;
                    (open.TryPeek(out var parent) ? parent._children : []).Add(part);
                    if (!isEmpty)
                    {
                        open.Push(part);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open.TryPeek(out var within):
                    within.Text += reader.Value;
                    break;
            }
        }

        return root ?? throw new CameraException(CameraFault.Corrupt, "its answer is empty");
    }
}
