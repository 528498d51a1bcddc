using RoomGuard.Central.Journals.Exports.Printing;
using RoomGuard.Central.Journals.Exports.Tables;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>A form that a journal can be given in.</summary>
/// <param name="Word">As callers name it, and as its files end.</param>
/// <param name="MediaType">As it is served.</param>
internal sealed record JournalFormat(string Word, string MediaType)
{
    /// <summary>Every form.</summary>
    public static IReadOnlyDictionary<string, JournalFormat> All { get; } = new[]
    {
        new JournalFormat("pdf", "application/pdf"),
        new JournalFormat("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        new JournalFormat("csv", "text/csv; charset=utf-8"),
        new JournalFormat("json", "application/json"),
    }.ToDictionary(format => format.Word, StringComparer.Ordinal);
}

/// <summary>Prints journals into files that are gone when they are closed, however long they are. Safe for several threads.</summary>
internal sealed class JournalPress(JournalJsonExport json, JournalShelf shelf)
{
    /// <summary>Prints a journal; the file stands at its beginning.</summary>
    /// <param name="progress">Told how many entries are done; null for nobody.</param>
    public async Task<FileStream> PrintAsync(JournalScope scope, JournalFormat format, Language language, IProgress<long>? progress, CancellationToken stop)
    {
        var file = TemporaryFile.Open();
        var writing = WriteAsync(scope, format, language, file, progress, stop);
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!writing.IsCompletedSuccessfully)
        {
            await file.DisposeAsync();
            await writing;
        }

        await file.FlushAsync(stop);
        file.Position = 0;
        return file;
    }

    private Task WriteAsync(JournalScope scope, JournalFormat format, Language language, Stream output, IProgress<long>? progress, CancellationToken stop) => format.Word switch
    {
        "json" => json.WriteAsync(scope, output, progress, stop),
        "pdf" => PressAsync(scope, progress, (book, entries) => JournalPdf.WriteAsync(book, entries, language, output, stop), stop),
        "xlsx" => PressAsync(scope, progress, (book, entries) => JournalXlsx.WriteAsync(book, entries, language, output, stop), stop),
        "csv" => PressAsync(scope, progress, (book, entries) => JournalCsv.WriteAsync(book, entries, language, output, stop), stop),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a form of journals."),
    };

    // Setting takes a processor for seconds: not that of whoever asks.
    private async Task PressAsync(JournalScope scope, IProgress<long>? progress, Func<JournalBook, IAsyncEnumerable<JournalEntry>, Task> write, CancellationToken stop)
    {
        var book = await shelf.OpenAsync(scope, stop);
        await Task.Run(() => write(book, shelf.ReadAsync(book, progress, stop)), stop);
    }
}
