namespace RoomGuard.Central.Web.Views;

/// <summary>The self-test of one UPS, as two persons start it.</summary>
/// <param name="Room">The room, <c>{site}/{room}</c>.</param>
/// <param name="RoomName">What people call the room.</param>
/// <param name="Equipment">The UPS.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Conditions">What must hold, each with its state.</param>
/// <param name="State">How far it has come, in a word.</param>
/// <param name="Tale">How far it has come, in a sentence.</param>
/// <param name="Move">What the reader may do now.</param>
public sealed record TestView(string Room, string RoomName, string Equipment, string Name, IReadOnlyList<TestConditionView> Conditions, Badge State, string Tale, TestMove Move)
{
    /// <summary>Address of the page.</summary>
    public string Href => $"/rooms/{Room}/equipment/{Equipment}/test";

    /// <summary>What the agent said; null when it said nothing worth reading.</summary>
    public string? Detail { get; init; }

    /// <summary>Where the entry of the test stands; null while there is none.</summary>
    public string? Entry { get; init; }

    /// <summary>Whether everything holds that can be seen from here.</summary>
    public bool IsClear { get; init; }
}

/// <summary>Something that must hold before a test.</summary>
/// <param name="Text">What.</param>
/// <param name="State">Whether it does.</param>
/// <param name="Reasons">Why not.</param>
public sealed record TestConditionView(string Text, Badge State, IReadOnlyList<string> Reasons);

/// <summary>What a reader may do about a test.</summary>
public enum TestMove
{
    /// <summary>Nothing: it is on its way.</summary>
    Wait,

    /// <summary>Ask for one.</summary>
    Ask,

    /// <summary>Take back what they asked for.</summary>
    TakeBack,

    /// <summary>Confirm or refuse what another asked for.</summary>
    Decide,
}
