using System.Text.Json;

namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>One line of the audit trail.</summary>
/// <param name="No">Its number; the newest has the greatest.</param>
/// <param name="At">When it was done.</param>
/// <param name="Who">Who did it; <c>roomguard</c> for the centre itself.</param>
/// <param name="Role">Their role; empty when they had none.</param>
/// <param name="Source">The address they came from, or what moved the centre.</param>
/// <param name="What">What was done, for example <c>alarm.acknowledge</c>.</param>
/// <param name="Subject">What it was done to.</param>
internal sealed record AuditShape(long No, DateTime At, string Who, string Role, string Source, string What, string Subject)
{
    /// <summary>What of it was otherwise before.</summary>
    public required JsonElement? Before { get; init; }

    /// <summary>What of it is otherwise now.</summary>
    public required JsonElement? After { get; init; }
}
