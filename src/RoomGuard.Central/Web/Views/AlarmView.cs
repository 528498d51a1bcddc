using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Web.Views;

/// <summary>One alarm as the table shows it.</summary>
/// <param name="Id">The alarm's id.</param>
/// <param name="Priority">How serious it is.</param>
/// <param name="What">What happened, in a sentence.</param>
/// <param name="Where">The equipment.</param>
/// <param name="Value">The value that raised it.</param>
/// <param name="State">Its state, in the words of ISA-18.2.</param>
/// <param name="Since">When it was raised, UTC.</param>
/// <param name="SinceText">The same on the site's clocks.</param>
/// <param name="IsTest">Whether a test caused it.</param>
/// <param name="Weight">How its row looks: as its priority while it stands, lighter for a test and when it is over.</param>
public sealed record AlarmView(
    string Id, Badge Priority, string What, string Where, string Value, string State, DateTimeOffset Since, string SinceText, bool IsTest, Tone Weight)
{
    /// <summary>Whether it began first of the alarms that came together.</summary>
    public bool IsFirstOut { get; init; }

    /// <summary>What people can do to it now.</summary>
    public IReadOnlyList<AlarmActionKind> Actions { get; init; } = [];

    /// <summary>Why people are not told, and what they did to it, the newest first; a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A reader who may act.</summary>
/// <param name="AsksName">Whether nobody has to log in here, so that the page asks who it is.</param>
public sealed record Hand(bool AsksName);

/// <summary>Declared maintenance or a declared test in force.</summary>
/// <param name="Id">The window's id.</param>
/// <param name="Call">What ends it, below the room in the HTTP contract.</param>
/// <param name="Text">What, until when, where, by whom, what for.</param>
public sealed record WindowView(string Id, string Call, string Text);

/// <summary>Equipment of a room that maintenance or a test can be declared for.</summary>
/// <param name="Id">Its part of a point.</param>
/// <param name="Name">What people call it.</param>
public sealed record PlaceView(string Id, string Name);

/// <summary>The alarms of a room.</summary>
/// <param name="Alarms">The worst and newest first.</param>
/// <param name="IsBlind">Whether the room gives no data, so that an empty list means nothing.</param>
public sealed record AlarmsView(IReadOnlyList<AlarmView> Alarms, bool IsBlind)
{
    /// <summary>Alarms that are kept from people: shelved, suppressed, out of service.</summary>
    public IReadOnlyList<AlarmView> Held { get; init; } = [];

    /// <summary>Maintenance and tests in force.</summary>
    public IReadOnlyList<WindowView> Windows { get; init; } = [];

    /// <summary>What more of them can be declared for, besides the whole room.</summary>
    public IReadOnlyList<PlaceView> Places { get; init; } = [];
}
