namespace RoomGuard.Central.Audit;

/// <summary>Who does something here, as the audit trail names them.</summary>
/// <param name="Name">The name of whoever logged in, or the one they gave where nobody has to; for the centre itself, <c>roomguard</c>.</param>
/// <param name="Role">Their role in lower case; empty when nobody gave them one.</param>
/// <param name="Source">The address they came from, or what they used; empty when it is not known.</param>
public sealed record Actor(string Name, string Role = "", string Source = "")
{
    /// <summary>The centre itself, moved by something that is not a person's call: a file that changed, a signal.</summary>
    /// <param name="source">What moved it.</param>
    public static Actor Centre(string source) => new("roomguard", "", source);
}
