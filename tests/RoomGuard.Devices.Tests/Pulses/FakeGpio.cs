using System.Device.Gpio;
using RoomGuard.Devices.Contacts.Kernel;

namespace RoomGuard.Devices.Tests.Pulses;

/// <summary>A line whose edges a test makes, numbered as the kernel does.</summary>
internal sealed class FakeGpio : GpioDriver
{
    private PinChangeEventHandler? _heard;

    public bool IsGone { get; set; }

    protected override int PinCount => 8;

    public void Edge(uint no, DateTimeOffset at, PinEventTypes change = PinEventTypes.Falling) => _heard!(this, new TimedEdge(change, 4, at, isAfterGap: false) { No = no });

    protected override void OpenPin(int pinNumber)
    {
    }

    protected override void ClosePin(int pinNumber)
    {
    }

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
    }

    protected override PinMode GetPinMode(int pinNumber) => PinMode.InputPullUp;

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber) => IsGone ? throw new IOException("The GPIO chip does not tell its level: No such device.") : PinValue.High;

    protected override void Write(int pinNumber, PinValue value) => throw new NotSupportedException();

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) => _heard += callback;

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => _heard -= callback;
}
