namespace RoomGuard.Simulator.Kernel;

/// <summary>A folder on disk that looks like <c>/sys</c> to whoever reads it. Only files whose text changed are written, and none is ever half there.</summary>
/// <remarks>One writer; any number of readers, of any process.</remarks>
internal sealed class KernelTree
{
    private readonly string _root;
    private readonly Dictionary<string, string?> _shown = new(StringComparer.Ordinal);

    /// <summary>A tree below <paramref name="root"/>, which is created when it is not there.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public KernelTree(string root)
    {
        _root = root;
        Directory.CreateDirectory(root);
    }

    /// <summary>How many times a file was written or taken away.</summary>
    public long Changes { get; private set; }

    /// <summary>Makes one file say what it should, or takes it away.</summary>
    /// <exception cref="IOException">The disk is full or the folder is gone.</exception>
    public void Show(KernelFile file)
    {
        if (_shown.TryGetValue(file.Path, out var text) && text == file.Text)
        {
            return;
        }

        var path = Path.Combine(_root, file.Path);
        if (file.Text is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path);
        }
        else
        {
            Replace(path, file.Text, isNew: !_shown.ContainsKey(file.Path));
        }

        _shown[file.Path] = file.Text;
        Changes++;
    }

    /// <summary>Puts a symbolic link where there is none yet.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public void Link(string path, string target)
    {
        var place = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (!Path.Exists(place))
        {
            Directory.CreateSymbolicLink(place, target);
        }
    }

    // A reader of the kernel's files sees the old text or the new one, never part of it: rename does that, writing does not.
    private static void Replace(string path, string text, bool isNew)
    {
        if (isNew)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }

        var fresh = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.new");
        File.WriteAllText(fresh, text);
        File.Move(fresh, path, overwrite: true);
    }
}
