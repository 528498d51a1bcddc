using Xunit;

namespace RoomGuard.Testing;

/// <summary>Says which real programs a test needs: one that is missing skips the test at a desk and fails it in CI.</summary>
public static class Needs
{
    /// <summary>The full path of <paramref name="program"/>.</summary>
    /// <param name="package">The Debian package that brings it.</param>
    public static string Program(string program, string package)
    {
        var path = Find(program);
        if (path is null)
        {
            Miss($"{program} is not installed (apt-get install {package}).");
        }

        return path!;
    }

    /// <summary>The full path of a device tree of Debian's arm64 kernel, such as <c>broadcom/bcm2711-rpi-4-b.dtb</c>.</summary>
    public static string DeviceTree(string name) => Artifact("eng/install.sh fetches it", "device-trees", name);

    /// <summary>The full path of a file below <c>artifacts</c> that no build of the solution makes.</summary>
    /// <param name="how">What makes it.</param>
    /// <param name="parts">Where it is.</param>
    public static string Artifact(string how, params string[] parts)
    {
        var path = Repository.Path(["artifacts", .. parts]);
        if (!File.Exists(path))
        {
            Miss($"{path} is not there ({how}).");
        }

        return path;
    }

    private static void Miss(string message)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
    }

    /// <summary>The folder of recordings of real devices that the environment names, or null: other people's data, never in this repository.</summary>
    public static string? Recordings() => Environment.GetEnvironmentVariable("ROOMGUARD_RECORDINGS") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    private static string? Find(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/usr/local/sbin"]);
        return folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
