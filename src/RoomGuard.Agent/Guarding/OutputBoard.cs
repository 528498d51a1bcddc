using System.Device.Gpio;

namespace RoomGuard.Agent.Guarding;

/// <summary>The output lines of the board. Every line is in its safe state from its opening on, and again when this is disposed. For one thread.</summary>
/// <remarks>What holds a line when the program is gone is the relay's own pull resistor: the kernel makes a line that nobody holds an input (hw/README.md).</remarks>
internal sealed class OutputBoard : IDisposable
{
    private readonly GpioController _controller;
    private readonly IReadOnlyList<OutputOptions> _outputs;
    private readonly Dictionary<int, bool> _states = [];

    /// <summary>Takes the lines.</summary>
    /// <exception cref="IOException">A line is not there, is used by another program, or may not be opened; none is kept.</exception>
    public OutputBoard(Func<GpioController> open, IReadOnlyList<OutputOptions> outputs)
    {
        _controller = open();
        _outputs = outputs;
        var isWhole = false;
        try
        {
            foreach (var output in outputs)
            {
                _controller.OpenPin(output.Line, PinMode.Output, Level(output, output.IsSafeOn));
                _states[output.Line] = output.IsSafeOn;
            }

            isWhole = true;
        }
        finally
        {
            if (!isWhole)
            {
                _controller.Dispose();
            }
        }
    }

    /// <summary>Switches an output. True when it was otherwise before.</summary>
    /// <exception cref="IOException">The chip is gone.</exception>
    public bool Set(OutputOptions output, bool isOn)
    {
        if (_states[output.Line] == isOn)
        {
            return false;
        }

        _controller.Write(output.Line, Level(output, isOn));
        _states[output.Line] = isOn;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var output in _outputs)
        {
            try
            {
                Set(output, output.IsSafeOn);
            }
            catch (IOException)
            {
                // The chip is gone, and its lines with it.
            }
        }

        _controller.Dispose();
    }

    private static PinValue Level(OutputOptions output, bool isOn) => isOn != output.IsActiveLow ? PinValue.High : PinValue.Low;
}
