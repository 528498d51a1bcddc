using System.Device.Gpio;
using RoomGuard.Devices.Contacts.Kernel;

namespace RoomGuard.Devices.Contacts;

/// <summary>The contacts of one board.</summary>
/// <remarks>A board without GPIO, or a line that cannot be opened, makes absences; opening is tried again each period.</remarks>
public sealed class ContactBoard : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<GpioController> _open;
    private readonly TimeProvider _clock;
    private readonly Action<ContactChange> _tell;
    private readonly List<Contact> _contacts = [];
    private GpioController? _controller;

    /// <summary>A board whose controller <paramref name="open"/> makes, when the first contact is looked at.</summary>
    /// <param name="tell">Hears every change and every periodic look, on any thread and soon; it must not block.</param>
    public ContactBoard(Func<GpioController> open, TimeProvider clock, Action<ContactChange> tell) => (_open, _clock, _tell) = (open, clock, tell);

    /// <summary>The board's own controller, on the kernel's character device; see <see cref="KernelGpioDriver"/>.</summary>
    /// <param name="chip">The chip's file or label; null for that of the board's header.</param>
    /// <param name="lines">The lines that will be watched: the kernel debounces each as long as it says.</param>
    public static GpioController OpenKernel(string? chip, IEnumerable<ContactLine> lines, TimeProvider clock)
    {
        var debounce = lines.ToDictionary(line => line.Line, line => line.Debounce);
        return new GpioController(new KernelGpioDriver(chip, line => debounce.GetValueOrDefault(line), clock));
    }

    /// <summary>A controller on the files below <paramref name="root"/>; see <see cref="TreeGpioDriver"/>.</summary>
    public static GpioController OpenTree(string root) => new(new TreeGpioDriver(root));

    /// <summary>Begins to watch a contact, and to say what it is each <paramref name="period"/>.</summary>
    public void Add(ContactLine line, TimeSpan period) => _contacts.Add(new Contact(line, period, Controller, _clock, _tell));

    /// <summary>Lets every line go.</summary>
    public void Dispose()
    {
        _contacts.ForEach(contact => contact.Dispose());
        _controller?.Dispose();
    }

    private GpioController Controller()
    {
        lock (_lock)
        {
            return _controller ??= _open();
        }
    }
}
