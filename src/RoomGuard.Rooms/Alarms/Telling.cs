namespace RoomGuard.Rooms.Alarms;

/// <summary>Whether people hear of a change of an alarm, and why or why not.</summary>
public enum Telling
{
    /// <summary>Not: there is nothing new in it for them.</summary>
    NoNews,

    /// <summary>They hear of it: the alarm stands.</summary>
    Raised,

    /// <summary>They hear of it: what they had heard of is over.</summary>
    Returned,

    /// <summary>They hear of it: it came from the shelf, and still stands.</summary>
    Unshelved,

    /// <summary>They hear of it: it was put back into service, and stands.</summary>
    BackInService,

    /// <summary>Not: it is information only.</summary>
    Info,

    /// <summary>Not: a test causes it.</summary>
    Test,

    /// <summary>Not: the room or the equipment is in maintenance.</summary>
    Maintenance,

    /// <summary>Not: somebody set it aside until a stated time.</summary>
    Shelved,

    /// <summary>Not: somebody took it out of service.</summary>
    OutOfService,

    /// <summary>Not: another alarm says it already.</summary>
    Suppressed,

    /// <summary>Not: it opens again and again, and one alarm stands for all of it.</summary>
    Chattering,

    /// <summary>Not one by one: too many come at once, and the alarm of the flood tells of them together.</summary>
    Flood,

    /// <summary>Not: it is over, and nobody had heard of it.</summary>
    NeverTold,

    /// <summary>Not again: the agent told them of it itself while the centre was silent. They hear of its end.</summary>
    ToldByAgent,
}

/// <summary>Decisions on telling as the HTTP contract and the database spell them.</summary>
public static class TellingWords
{
    private static readonly string[] Words =
    [
        "no_news", "raised", "returned", "unshelved", "back_in_service", "info", "test", "maintenance", "shelved", "out_of_service",
        "suppressed", "chattering", "flood", "never_told", "told_by_agent",
    ];

    /// <summary>The decision's word, for example <c>back_in_service</c>.</summary>
    public static string ToWord(this Telling telling) => Words[(int)telling];

    /// <summary>Parses a word; false for any other.</summary>
    public static bool TryParse(string? word, out Telling telling)
    {
        var index = Array.IndexOf(Words, word);
        telling = index < 0 ? default : (Telling)index;
        return index >= 0;
    }

    /// <summary>Whether people are told.</summary>
    public static bool IsTold(this Telling telling) => telling is Telling.Raised or Telling.Returned or Telling.Unshelved or Telling.BackInService;
}
