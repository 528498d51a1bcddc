namespace RoomGuard.Contract.Senml;

/// <summary>Why a pack, or one record of it, was not accepted. The words are labels of a metric: they never change.</summary>
public enum RefusalReason
{
    /// <summary>The payload is larger than the limit.</summary>
    TooLarge,

    /// <summary>The payload is not UTF-8.</summary>
    NotUtf8,

    /// <summary>The payload is not JSON, or not an array of objects.</summary>
    NotSenml,

    /// <summary>More records than the limit.</summary>
    TooManyRecords,

    /// <summary>A base version this reader does not speak (RFC 8428 §4.4).</summary>
    Version,

    /// <summary>A label that ends in an underscore and is not known: it must be understood (RFC 8428 §4.4).</summary>
    MustUnderstand,

    /// <summary>A field has the wrong type.</summary>
    FieldType,

    /// <summary>The name is empty, or not of the characters that are allowed.</summary>
    Name,

    /// <summary>No value, or more than one.</summary>
    Value,

    /// <summary>A number that is not finite.</summary>
    NotFinite,

    /// <summary>A time before 2020, or no time at all that a date can hold.</summary>
    TimePast,

    /// <summary>A time further ahead than clocks may differ.</summary>
    TimeFuture,

    /// <summary>More agents than a centre keeps: somebody invents names.</summary>
    TooManyAgents,

    /// <summary>The signal is not in the catalogue.</summary>
    UnknownSignal,

    /// <summary>The unit is not the signal's.</summary>
    WrongUnit,

    /// <summary>The value is not of the signal's kind, or not one of its states.</summary>
    WrongKind,

    /// <summary>The word after <c>:fault</c> is no reason of absence.</summary>
    UnknownFault,

    /// <summary>The topic belongs to another site than the record's name.</summary>
    ForeignSite,

    /// <summary>The room is not one of this centre's.</summary>
    UnknownRoom,

    /// <summary>The topic is not of this contract.</summary>
    ForeignTopic,

    /// <summary>A user property, birth, state or receipt that does not parse.</summary>
    Malformed,
}

/// <summary>One refused record.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Record">Its place in the pack, from 0; -1 when the whole pack is meant.</param>
/// <param name="Detail">For a person: what was seen. Bounded in length, printable.</param>
public sealed record Refusal(RefusalReason Reason, int Record, string Detail);

/// <summary>The reasons as metric labels.</summary>
public static class RefusalWords
{
    /// <summary>The reason in lower case with underscores.</summary>
    public static string ToWord(this RefusalReason reason) => reason switch
    {
        RefusalReason.TooLarge => "too_large",
        RefusalReason.NotUtf8 => "not_utf8",
        RefusalReason.NotSenml => "not_senml",
        RefusalReason.TooManyRecords => "too_many_records",
        RefusalReason.Version => "version",
        RefusalReason.MustUnderstand => "must_understand",
        RefusalReason.FieldType => "field_type",
        RefusalReason.Name => "name",
        RefusalReason.Value => "value",
        RefusalReason.NotFinite => "not_finite",
        RefusalReason.TimePast => "time_past",
        RefusalReason.TimeFuture => "time_future",
        RefusalReason.TooManyAgents => "too_many_agents",
        RefusalReason.UnknownSignal => "unknown_signal",
        RefusalReason.WrongUnit => "wrong_unit",
        RefusalReason.WrongKind => "wrong_kind",
        RefusalReason.UnknownFault => "unknown_fault",
        RefusalReason.ForeignSite => "foreign_site",
        RefusalReason.UnknownRoom => "unknown_room",
        RefusalReason.ForeignTopic => "foreign_topic",
        RefusalReason.Malformed => "malformed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };
}
