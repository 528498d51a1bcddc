namespace RoomGuard.Rooms.Starting;

/// <summary>What must hold before a self-test may be started from far away, in the order in which people check it.</summary>
public enum TestCondition
{
    /// <summary>The room's rules allow it.</summary>
    Allowed,

    /// <summary>The centre can tell two persons apart.</summary>
    Named,

    /// <summary>The agent that serves the UPS is connected.</summary>
    Linked,

    /// <summary>A person is on site.</summary>
    Present,

    /// <summary>The equipment gives the readings of a UPS.</summary>
    Readings,

    /// <summary>Its output is normal.</summary>
    Output,

    /// <summary>Its battery is charged.</summary>
    Charge,

    /// <summary>No test is running.</summary>
    Idle,

    /// <summary>Its input is healthy.</summary>
    Input,

    /// <summary>Nothing of it is in alarm.</summary>
    Quiet,

    /// <summary>Every generator of the room waits in automatic mode.</summary>
    Generators,
}
