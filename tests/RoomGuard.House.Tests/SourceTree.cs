using RoomGuard.Testing;

namespace RoomGuard.House.Tests;

/// <summary>The files of this repository, as the house tests look at them.</summary>
internal static class SourceTree
{
    public static string Root => Repository.Root;

    /// <summary>Files below <paramref name="folder"/> with this ending, build output left out, relative to the root.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start)
            ? Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path))
                .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "node_modules"))
                .Order(StringComparer.Ordinal)
            : [];
    }

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    /// <summary>Fails with every offender on a line of its own; the framework would cut them short.</summary>
    public static void AssertNone(IEnumerable<string> offenders)
    {
        var all = offenders.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    public static string[] Lines(string relative) => File.ReadAllLines(Path.Combine(Root, relative));
}
