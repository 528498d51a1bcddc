using System.Text.Json;
using System.Text.RegularExpressions;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>What other programs read in exported tables and codes.</summary>
internal static partial class Witness
{
    private const string ReadCsv = "import csv,json,sys; f=open(sys.argv[1],encoding='utf-8-sig',newline=''); json.dump(list(csv.reader(f,delimiter=sys.argv[2],strict=True)),open(sys.argv[3],'w'))";

    // Dots of a page at 200 dpi.
    private const int A4Wide = 1_654;
    private const int A4High = 2_339;

    // Fields quoted, UTF-8, as shown, every sheet in a file of its own.
    private const string AsCsv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

    /// <summary>A CSV as Python's csv module reads it.</summary>
    public static async Task<string[][]> CsvAsync(byte[] csv, char mark)
    {
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch.Path("a.csv"), csv);
        return await CsvAsync(scratch, scratch.Path("a.csv"), mark);
    }

    /// <summary>The sheets of a workbook as LibreOffice shows them, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, string[][]>> XlsxAsync(byte[] book)
    {
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch.Path("book.xlsx"), book);
        var (exitCode, output) = await RealProcess.RunAsync(
            Needs.Program("soffice", "libreoffice-calc-nogui"),
            ["--headless", $"-env:UserInstallation=file://{scratch.Path("profile")}", "--convert-to", AsCsv, "--outdir", scratch.Folder, scratch.Path("book.xlsx")],
            TimeSpan.FromMinutes(3));
        Assert.True(exitCode == 0, output);
        var sheets = new Dictionary<string, string[][]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(scratch.Folder, "book-*.csv"))
        {
            sheets[Path.GetFileNameWithoutExtension(file)["book-".Length..]] = await CsvAsync(scratch, file, ',');
        }

        return sheets;
    }

    /// <summary>A workbook as LibreOffice shows it: its HTML.</summary>
    public static async Task<string> ShownAsync(byte[] book)
    {
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch.Path("book.xlsx"), book);
        var (exitCode, output) = await RealProcess.RunAsync(
            Needs.Program("soffice", "libreoffice-calc-nogui"),
            ["--headless", $"-env:UserInstallation=file://{scratch.Path("profile")}", "--convert-to", "html", "--outdir", scratch.Folder, scratch.Path("book.xlsx")],
            TimeSpan.FromMinutes(3));
        Assert.True(exitCode == 0, output);
        return await File.ReadAllTextAsync(scratch.Path("book.html"));
    }

    /// <summary>What stands in the QR codes of a page, by ZXing: unlike ZBar 0.23 it keeps to the character set that a code names (ECI).</summary>
    /// <param name="across">How many pieces the page is cut into from left to right, each with a code of its own.</param>
    /// <param name="down">How many from top to bottom.</param>
    public static async Task<IReadOnlyList<string>> CodesAsync(byte[] pdf, int page, int across = 1, int down = 1)
    {
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch.Path("a.pdf"), pdf);
        var (width, height) = (A4Wide / across, A4High / down);
        var codes = new List<string>();
        for (var place = 0; place < across * down; place++)
        {
            int[] numbers = [page, page, place % across * width, place / across * height, width, height];
            string[] options = ["-f", "-l", "-x", "-y", "-W", "-H"];
            var (_, drawn) = await RealProcess.RunAsync(Needs.Program("pdftoppm", "poppler-utils"), ["-r", "200", "-png", "-singlefile", .. options.Zip(numbers).SelectMany(option => new[] { option.First, FormattableString.Invariant($"{option.Second}") }), scratch.Path("a.pdf"), scratch.Path("page")]);
            Assert.Empty(drawn);
            var (_, output) = await RealProcess.RunAsync(Needs.Program("ZXingReader", "zxing-cpp-tools"), ["-format", "QRCode", scratch.Path("page.png")]);
            codes.AddRange(Code().Matches(output).Select(code => code.Groups["text"].Value));
        }

        return codes;
    }

    [GeneratedRegex("^Text: +\"(?<text>.*?)\"\nBytes:", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    private static async Task<string[][]> CsvAsync(Scratch scratch, string file, char mark)
    {
        var target = scratch.Path("read.json");
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("python3", "python3"), ["-c", ReadCsv, file, mark.ToString(), target]);
        Assert.True(exitCode == 0, output);
        return JsonSerializer.Deserialize<string[][]>(await File.ReadAllTextAsync(target))!;
    }
}
