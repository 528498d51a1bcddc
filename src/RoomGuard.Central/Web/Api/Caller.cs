using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using RoomGuard.Central.Access;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Options;
using RoomGuard.Central.Web.Views;

namespace RoomGuard.Central.Web.Api;

/// <summary>Who makes a call.</summary>
internal sealed class Caller(CentralOptions options)
{
    /// <summary>Whether callers must say who they are, so that two of them can be told apart.</summary>
    public bool KnowsPeople => options.Access is not null;

    /// <summary>The name of whoever logged in; where nobody has to, the name the caller gives. Null when there is neither.</summary>
    public string? NameOf(HttpContext http, string? said) => options.Access is null ? said?.Trim() : http.User.Identity?.Name;

    /// <summary>The reader of a page, if one that may act; null for who only looks.</summary>
    public Hand? HandOf(HttpContext http) => AccessPolicies.MayOperate(http.User) ? new Hand(options.Access is null) : null;

    /// <summary>The reader of a page, if one that may change what the site is; null for anybody else.</summary>
    public Hand? ConfiguringHandOf(HttpContext http) => AccessPolicies.MayConfigure(http.User) ? new Hand(options.Access is null) : null;

    /// <summary>The reader of a page, if one that may attest; null for anybody else.</summary>
    public Hand? InspectingHandOf(HttpContext http) => AccessPolicies.MayInspect(http.User) ? new Hand(options.Access is null) : null;

    /// <summary>The role that whoever makes the call was given, in lower case; null where nobody has roles.</summary>
    public string? RoleOf(HttpContext http) => options.Access is null ? null : http.User.FindFirstValue(ClaimTypes.Role)?.ToLowerInvariant();

    /// <summary>Whoever makes the call, for the audit trail; <paramref name="name"/> is what <see cref="NameOf"/> gave.</summary>
    public static Actor ActorOf(HttpContext http, string? name) => new(
        string.IsNullOrWhiteSpace(name) ? http.User.Identity?.Name ?? "" : name,
        http.User.FindFirstValue(ClaimTypes.Role)?.ToLowerInvariant() ?? "",
        http.Connection.RemoteIpAddress?.ToString() ?? "");
}
