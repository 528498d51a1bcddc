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
    string Id, Badge Priority, string What, string Where, string Value, string State, DateTimeOffset Since, string SinceText, bool IsTest, Tone Weight);

/// <summary>The alarms of a room.</summary>
/// <param name="Alarms">The worst and newest first.</param>
/// <param name="IsBlind">Whether the room gives no data, so that an empty list means nothing.</param>
public sealed record AlarmsView(IReadOnlyList<AlarmView> Alarms, bool IsBlind);
