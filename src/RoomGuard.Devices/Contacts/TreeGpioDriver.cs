using System.Collections.Concurrent;
using System.Device.Gpio;
using System.Globalization;

namespace RoomGuard.Devices.Contacts;

/// <summary>GPIO lines as files, <c>class/gpio/gpioN/value</c> holding 0 or 1, with edges told by inotify.</summary>
/// <remarks>
/// For trees on an ordinary file system: a simulator's, or another program's. On a real <c>/sys</c> inotify tells nothing of edges, and the kernel's own
/// drivers (the stock <see cref="GpioController"/>) are the way. Safe for several threads; callbacks come on the watcher's thread.
/// </remarks>
public sealed class TreeGpioDriver : GpioDriver
{
    private readonly string _folder;
    private readonly FileSystemWatcher _watcher;
    private readonly ConcurrentDictionary<int, Watch> _watches = new();
    private readonly ConcurrentDictionary<int, PinMode> _modes = new();

    /// <summary>Opens the tree below <paramref name="root"/>, the stand-in for <c>/sys</c>.</summary>
    /// <exception cref="DirectoryNotFoundException"><c>class/gpio</c> is not there.</exception>
    public TreeGpioDriver(string root)
    {
        _folder = Path.Combine(root, "class", "gpio");
        if (!Directory.Exists(_folder))
        {
            throw new DirectoryNotFoundException($"{_folder} is not there.");
        }

        // Writers replace the file (a rename) or write into it: both are told.
        _watcher = new FileSystemWatcher(_folder, "value")
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite,
            InternalBufferSize = 64 * 1024,
        };
        _watcher.Changed += (_, change) => Look(change.FullPath);
        _watcher.Created += (_, change) => Look(change.FullPath);
        _watcher.Renamed += (_, change) => Look(change.FullPath);
        _watcher.Error += (_, _) => LookAtAll();
        _watcher.EnableRaisingEvents = true;
    }

    /// <inheritdoc/>
    protected override int PinCount => 0;

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber)
    {
        var file = FileOf(pinNumber);
        if (!File.Exists(file))
        {
            throw new IOException($"{file} is not there: no line {pinNumber}.");
        }
    }

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber) => _watches.TryRemove(pinNumber, out _);

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        if (!IsPinModeSupported(pinNumber, mode))
        {
            throw new InvalidOperationException($"Line {pinNumber} of a tree can be an input or an output, not {mode}.");
        }

        _modes[pinNumber] = mode;
    }

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber) => _modes.GetValueOrDefault(pinNumber, PinMode.Input);

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode is PinMode.Input or PinMode.Output;

    /// <summary>The level now.</summary>
    /// <exception cref="IOException">The file is not there, or holds neither 0 nor 1.</exception>
    protected override PinValue Read(int pinNumber)
    {
        var file = FileOf(pinNumber);
        var text = File.ReadAllText(file).Trim();
        return text switch
        {
            "0" => PinValue.Low,
            "1" => PinValue.High,
            _ => throw new IOException($"{file} holds neither 0 nor 1."),
        };
    }

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value)
    {
        if (GetPinMode(pinNumber) != PinMode.Output)
        {
            throw new InvalidOperationException($"Line {pinNumber} is an input; nothing is written to it.");
        }

        File.WriteAllText(FileOf(pinNumber), value == PinValue.High ? "1\n" : "0\n");
    }

    /// <summary>Not offered: edges come by callback.</summary>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A tree tells its edges by callback only.");

    /// <inheritdoc/>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        var level = Read(pinNumber);
        var watch = _watches.GetOrAdd(pinNumber, _ => new Watch(level));
        watch.Add(callback);
    }

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        if (_watches.TryGetValue(pinNumber, out var watch))
        {
            watch.Remove(callback);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The finalizer of the library's class comes here too, even after a constructor that threw.
        if (disposing)
        {
            _watcher.Dispose();
        }

        base.Dispose(disposing);
    }

    private void LookAtAll()
    {
        // Too many events at once: the kernel dropped some, and only the levels are left to be read.
        foreach (var line in _watches.Keys)
        {
            Look(FileOf(line));
        }
    }

    private void Look(string path)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(path.AsSpan()));
        if (!folder.StartsWith("gpio", StringComparison.Ordinal)
            || !int.TryParse(folder["gpio".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            || !_watches.TryGetValue(line, out var watch))
        {
            return;
        }

        // Half written or gone: nothing to tell; whoever looks at the line periodically says so if it stays that way.
        if (TryRead(line, out var level) && watch.Changed(level) is { } callback)
        {
            callback(this, new PinValueChangedEventArgs(level == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling, line));
        }
    }

    private bool TryRead(int line, out PinValue level)
    {
        try
        {
            level = Read(line);
            return true;
        }
        catch (IOException)
        {
            level = default;
            return false;
        }
    }

    private string FileOf(int line) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"gpio{line}"), "value");

    private sealed class Watch(PinValue level)
    {
        private readonly Lock _lock = new();
        private PinValue _level = level;
        private PinChangeEventHandler? _callback;

        public void Add(PinChangeEventHandler callback)
        {
            lock (_lock)
            {
                _callback += callback;
            }
        }

        public void Remove(PinChangeEventHandler callback)
        {
            lock (_lock)
            {
                _callback -= callback;
            }
        }

        // Whom to call, or null when the level is the old one. Called outside the lock: the callback has a lock of its own.
        public PinChangeEventHandler? Changed(PinValue level)
        {
            lock (_lock)
            {
                if (level == _level)
                {
                    return null;
                }

                _level = level;
                return _callback;
            }
        }
    }
}
