namespace RoomGuard.Contract.Messages;

/// <summary>An order to an agent: topic <c>…/command</c>, never retained, answered on the MQTT 5 response topic with the correlation data.</summary>
/// <param name="Id">Its id; an agent carries the same id out once.</param>
/// <param name="Verb">What to do: <see cref="UpsTest"/>.</param>
/// <param name="Args">With what.</param>
public sealed record Command(string Id, string Verb, CommandArgs Args)
{
    /// <summary>Have a UPS begin its quick self-test.</summary>
    public const string UpsTest = "ups-test";
}

/// <summary>What an order is about.</summary>
/// <param name="Equipment">The piece of equipment.</param>
/// <param name="At">When the order was given, UTC: an agent carries out no old one.</param>
/// <param name="Room">Its room; may be left out where only one device of the agent is called so.</param>
public sealed record CommandArgs(string? Equipment = null, DateTimeOffset? At = null, string? Room = null);

/// <summary>What an agent says to an order.</summary>
/// <param name="Id">The order's id; empty when what came was no order.</param>
/// <param name="Ok">Whether it was carried out.</param>
/// <param name="Detail">What was done, or why not.</param>
public sealed record CommandAnswer(string Id, bool Ok, string Detail);
