namespace RoomGuard.Snmp;

/// <summary>Why an agent refused a whole request: error-status of RFC 3416 section 3, with its numbers.</summary>
public enum SnmpErrorStatus
{
    /// <summary>It did not refuse.</summary>
    NoError = 0,

    /// <summary>The answer would not fit into one message.</summary>
    TooBig = 1,

    /// <summary>There is no such object. Proper to SNMPv1; some v2c agents say it too.</summary>
    NoSuchName = 2,

    /// <summary>The value given is wrong. Proper to SNMPv1.</summary>
    BadValue = 3,

    /// <summary>The object cannot be written. Proper to SNMPv1.</summary>
    ReadOnly = 4,

    /// <summary>Anything else went wrong inside the agent.</summary>
    GenErr = 5,

    /// <summary>This manager may not do that to this object.</summary>
    NoAccess = 6,

    /// <summary>The object has another type than the value.</summary>
    WrongType = 7,

    /// <summary>The value is too short or too long.</summary>
    WrongLength = 8,

    /// <summary>The value's encoding is not that of its type.</summary>
    WrongEncoding = 9,

    /// <summary>The object can never hold this value.</summary>
    WrongValue = 10,

    /// <summary>The object does not exist and cannot be made.</summary>
    NoCreation = 11,

    /// <summary>The object cannot hold this value now.</summary>
    InconsistentValue = 12,

    /// <summary>The agent lacks something that setting it would take.</summary>
    ResourceUnavailable = 13,

    /// <summary>Setting failed, and all was put back.</summary>
    CommitFailed = 14,

    /// <summary>Setting failed, and not all could be put back.</summary>
    UndoFailed = 15,

    /// <summary>The credentials are known and not sufficient.</summary>
    AuthorizationError = 16,

    /// <summary>The object exists and is never writable.</summary>
    NotWritable = 17,

    /// <summary>The object does not exist and cannot be made now.</summary>
    InconsistentName = 18,
}
