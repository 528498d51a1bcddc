using RoomGuard.Contract.Files;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Verdicts;

/// <summary>Reads the operator's own editions of the requirements, which site files name by the key <c>editions</c>, beside those shipped. A fault in one is a fault of the file that names it.</summary>
internal sealed class EditionsReader(IReadOnlyList<SettingsFile> files)
{
    /// <summary>The editions there are.</summary>
    public CatalogueBook Read()
    {
        var book = CatalogueBook.Shipped;
        foreach (var file in files)
        {
            foreach (var path in file.Root.GetTexts("editions"))
            {
                book = Add(book, file, path);
            }
        }

        return book;
    }

    private static CatalogueBook Add(CatalogueBook book, SettingsFile file, string path)
    {
        var full = Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(file.Name))!);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file.Root.Refuse("editions", $"names {full}, which cannot be read: {error.Message}");
            return book;
        }

        var edition = CatalogueReader.Read(bytes, full, out var catalogue);
        foreach (var fault in edition.Faults)
        {
            file.Root.Refuse("editions", $"names an edition with a fault: {fault}");
        }

        if (catalogue is null || book.Find(catalogue.Edition) is null)
        {
            return catalogue is null ? book : book.With([catalogue]);
        }

        file.Root.Refuse("editions", $"names {full}, whose edition {catalogue.Edition} there is already.");
        return book;
    }
}
