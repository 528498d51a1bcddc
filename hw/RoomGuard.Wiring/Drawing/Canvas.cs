using System.Globalization;
using System.Net;
using System.Text;

namespace RoomGuard.Wiring.Drawing;

/// <summary>Shapes of one drawing, written as SVG: the same shapes give the same bytes everywhere.</summary>
internal sealed class Canvas
{
    /// <summary>Black of text and outlines.</summary>
    public const string Ink = "#1b2733";

    /// <summary>Text of less weight.</summary>
    public const string Pale = "#5b6875";

    private readonly StringBuilder _shapes = new();

    /// <summary>How wide a text is at most, in its own units; Cyrillic letters are taken as wide.</summary>
    public static double Width(string text, double size, bool isBold = false) => text.Sum(Advance) * size * (isBold ? 1.07 : 1);

    /// <summary>Breaks a text into lines no wider than <paramref name="width"/>.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && Width(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        return [.. lines, line];
    }

    public void Line(double x1, double y1, double x2, double y2, string colour = Ink, double width = 2) =>
        Add($"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>");

    public void Box(double x, double y, double width, double height, string fill, string stroke = Ink, double radius = 0) =>
        Add($"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>");

    public void Dot(double x, double y, double radius, string fill, string stroke = "none") =>
        Add($"<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>");

    /// <summary>A text whose middle is at <paramref name="y"/>.</summary>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    public void Text(double x, double y, string text, double size = 15, string anchor = "start", bool isBold = false, string colour = Ink) =>
        Add($"<text x=\"{x}\" y=\"{Math.Round(y + (size * 0.35), 1)}\" font-size=\"{size}\" text-anchor=\"{anchor}\"{(isBold ? " font-weight=\"bold\"" : "")} fill=\"{colour}\">{WebUtility.HtmlEncode(text)}</text>");

    /// <summary>The whole drawing.</summary>
    public string Close(double width, double height, string language, string title)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" xml:lang=\"{language}\" font-family=\"'Noto Sans', 'DejaVu Sans', sans-serif\">\n");
        text.Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(title)}</title>\n");
        text.Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
        return text.Append(_shapes).Append("</svg>\n").ToString();
    }

    private void Add(FormattableString shape) => _shapes.Append(shape.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static double Advance(char letter) => letter switch
    {
        ' ' or '.' or ',' or ':' or ';' or '\'' or '|' or 'i' or 'l' or 'і' or 'I' or 'І' or '(' or ')' => 0.32,
        'm' or 'w' or 'M' or 'W' or 'ш' or 'щ' or 'ж' or 'ю' or 'ы' or 'м' or 'ф' or 'Ш' or 'Щ' or 'Ж' or 'Ю' or 'М' or 'Ф' or 'Ы' or 'ң' => 0.88,
        >= 'А' and <= 'Я' => 0.7,
        >= 'A' and <= 'Z' => 0.68,
        _ => 0.6,
    };
}
