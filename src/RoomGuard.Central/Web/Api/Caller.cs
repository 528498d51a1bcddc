using Microsoft.AspNetCore.Http;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Web.Api;

/// <summary>Who makes a call.</summary>
internal sealed class Caller(CentralOptions options)
{
    /// <summary>The name of whoever logged in; where nobody has to, the name the caller gives. Null when there is neither.</summary>
    public string? NameOf(HttpContext http, string? said) => options.Access is null ? said?.Trim() : http.User.Identity?.Name;
}
