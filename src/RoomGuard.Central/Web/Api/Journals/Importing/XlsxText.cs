using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>Texts as the XML of a workbook holds them.</summary>
internal static partial class XlsxText
{
    /// <summary>The text of the element that a reader stands on: its runs together, without what says how they are spoken. The reader is left on its end.</summary>
    public static string Read(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var (depth, isText, spoken) = (xml.Depth, false, -1);
        while (xml.Read() && xml.Depth > depth)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "rPh" && spoken < 0:
                    spoken = xml.IsEmptyElement ? -1 : xml.Depth;
                    break;
                case XmlNodeType.EndElement when xml.Depth == spoken:
                    spoken = -1;
                    break;
                case XmlNodeType.Element:
                    isText = xml.LocalName == "t" && !xml.IsEmptyElement && spoken < 0;
                    break;
                case XmlNodeType.EndElement:
                    isText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when isText:
                    text.Append(xml.Value);
                    break;
                default:
                    break;
            }
        }

        return Unescape(text.ToString());
    }

    /// <summary>What a text means in which signs that XML cannot hold stand as <c>_x000D_</c>.</summary>
    public static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Code().Replace(text, code => (char)int.Parse(code.Groups["code"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var sign && char.IsSurrogate(sign) ? code.Value : sign.ToString())
        : text;

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_")]
    private static partial Regex Code();
}
