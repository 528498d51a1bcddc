using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>Which styles of a workbook show a number as a time, and what it then is. Immutable.</summary>
internal sealed partial class XlsxStyles
{
    /// <summary>A workbook without styles: every number is a number.</summary>
    public static readonly XlsxStyles None = new([], false);

    // The end of the year 9999.
    private const double Beyond = 2_958_466;
    private const double From1904 = 1_462;

    private readonly IReadOnlyList<bool> _isTime;
    private readonly bool _isFrom1904;

    private XlsxStyles(IReadOnlyList<bool> isTime, bool isFrom1904) => (_isTime, _isFrom1904) = (isTime, isFrom1904);

    /// <summary>Reads the styles and closes the reader.</summary>
    /// <param name="isFrom1904">Whether the workbook counts its days from 1904.</param>
    public static XlsxStyles Read(XmlReader part, bool isFrom1904)
    {
        using var xml = part;
        var formats = new Dictionary<int, bool>();
        var isTime = new List<bool>();
        var isCells = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
            {
                isCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && IdOf(xml) is { } format)
            {
                formats[format] = IsTime(xml.GetAttribute("formatCode") ?? "");
            }
            else if (isCells && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var id = IdOf(xml) ?? 0;
                isTime.Add(formats.TryGetValue(id, out var said) ? said : id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 50 and <= 58));
            }
        }

        return new XlsxStyles(isTime, isFrom1904);
    }

    /// <summary>A number as its style shows it: a <see cref="DateTime"/>, or the number.</summary>
    public object Show(double number, int style)
    {
        var days = number + (_isFrom1904 ? From1904 : 0);
        return style >= 0 && style < _isTime.Count && _isTime[style] && days is >= 0 and < Beyond ? DateTime.FromOADate(days) : number;
    }

    private static int? IdOf(XmlReader xml) => int.TryParse(xml.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    // A format of a time has letters of one outside quotes; lengths of time such as [h]:mm are numbers.
    private static bool IsTime(string code) => !Length().IsMatch(code) && Literal().Replace(code, "").IndexOfAny(['d', 'D', 'm', 'M', 'y', 'Y', 'h', 'H', 's', 'S']) >= 0;

    [GeneratedRegex(@"\[(?:h+|m+|s+)\]", RegexOptions.IgnoreCase)]
    private static partial Regex Length();

    [GeneratedRegex("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*\\]|General", RegexOptions.IgnoreCase)]
    private static partial Regex Literal();
}
