using System.Device.Gpio;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Service;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Contacts;

namespace RoomGuard.Agent.Polling;

/// <summary>Watches the contacts of one GPIO chip: edges at once, and every contact's state each period.</summary>
internal sealed class ContactInput : IInput
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    private readonly IReadOnlyList<ContactOptions> _contacts;
    private readonly Func<GpioController> _open;
    private readonly SampleFeed _feed;
    private readonly TimeProvider _clock;
    private readonly Dictionary<ContactLine, (PointId Point, Presence Presence, Beat Beat)> _points;

    /// <summary>An input on the lines of the controller that <paramref name="open"/> makes.</summary>
    public ContactInput(string name, IReadOnlyList<ContactOptions> contacts, Func<GpioController> open, SampleFeed feed, (TimeProvider Clock, ILoggerFactory Logs) surroundings)
    {
        var (clock, logs) = surroundings;
        (Name, _contacts, _open, _feed, _clock) = (name, contacts, open, feed, clock);
        var logger = logs.CreateLogger<ContactInput>();
        _points = contacts.ToDictionary(contact => contact.Line, contact =>
        {
            var point = contact.Place.Point(contact.Signal.Id);
            return (point, new Presence(point, clock, logger), new Beat(point.ToString(), contact.Period + Slack, clock));
        });
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Beat> Beats => [.. _points.Values.Select(point => point.Beat)];

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var board = new ContactBoard(_open, _clock, Tell);
        foreach (var contact in _contacts)
        {
            board.Add(contact.Line, contact.Period);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
    }

    /// <inheritdoc/>
    public void Fault(string detail)
    {
        foreach (var (point, _, _) in _points.Values)
        {
            _feed.Put(point, _clock.GetUtcNow(), Reading.Absent(AbsenceReason.Faulted, detail));
        }
    }

    private void Tell(ContactChange change)
    {
        var (point, presence, beat) = _points[change.Line];
        _feed.Put(point, change.At, change.Reading);
        presence.Note(change.Reading);
        beat.Mark();
    }
}
