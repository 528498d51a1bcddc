using System.Reflection;

namespace RoomGuard.Testing;

/// <summary>Finds files of this repository from wherever a test runs.</summary>
/// <remarks>Walks up from the test's own binary: <c>[CallerFilePath]</c> is rewritten to <c>/_/…</c> in CI builds.</remarks>
public static class Repository
{
    /// <summary>The folder that holds <c>RoomGuard.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>An absolute path from one that is relative to the repository's root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        // Tests may be built into another folder (--artifacts-path): then the build left word of where the sources are.
        var built = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(word => word.Key == "RepositoryRoot").Value!;
        foreach (var start in new[] { AppContext.BaseDirectory, built })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "RoomGuard.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException($"RoomGuard.sln is in no folder above {AppContext.BaseDirectory} or {built}.");
    }
}
