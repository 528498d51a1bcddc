using System.Globalization;
using System.Text.RegularExpressions;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Papers;

/// <summary>What another program reads in a PDF: Debian's poppler is the witness.</summary>
internal static partial class PdfText
{
    /// <summary>The text of every page, in the order it was printed, every run of white space as one space.</summary>
    public static async Task<IReadOnlyList<string>> PagesAsync(byte[] pdf)
    {
        using var scratch = new Scratch();
        var (source, target) = (scratch.Path("paper.pdf"), scratch.Path("paper.txt"));
        await File.WriteAllBytesAsync(source, pdf);
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("pdftotext", "poppler-utils"), ["-raw", "-enc", "UTF-8", source, target]);
        Assert.True(exitCode == 0 && output.Length == 0, output);
        return [.. (await File.ReadAllTextAsync(target)).Split('\f', StringSplitOptions.RemoveEmptyEntries).Select(page => Space().Replace(page, " ").Trim())];
    }

    /// <summary>The text of all pages.</summary>
    public static async Task<string> ReadAsync(byte[] pdf) => string.Join('\n', await PagesAsync(pdf));

    /// <summary>What <c>pdfinfo</c> and <c>pdffonts</c> say of it.</summary>
    public static async Task<string> DescribeAsync(byte[] pdf)
    {
        using var scratch = new Scratch();
        var source = scratch.Path("paper.pdf");
        await File.WriteAllBytesAsync(source, pdf);
        var (_, about) = await RealProcess.RunAsync(Needs.Program("pdfinfo", "poppler-utils"), ["-enc", "UTF-8", source], environment: new Dictionary<string, string> { ["TZ"] = "UTC" });
        var (_, fonts) = await RealProcess.RunAsync(Needs.Program("pdffonts", "poppler-utils"), [source]);
        return string.Create(CultureInfo.InvariantCulture, $"{about}\n{fonts}");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
