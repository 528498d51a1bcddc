using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace RoomGuard.Central.Access;

/// <summary>Names of what one must be allowed to do for a call. A call that names none needs <see cref="Read"/>.</summary>
internal static class AccessPolicies
{
    /// <summary>Look at rooms, alarms, journals, series: every role.</summary>
    public const string Read = "read";

    /// <summary>Acknowledge alarms: operator, inspector, engineer, admin.</summary>
    public const string Operate = "operate";

    /// <summary>Attest what no sensor sees: inspector, admin.</summary>
    public const string Inspect = "inspect";

    /// <summary>Read the audit trail: auditor, admin.</summary>
    public const string Audit = "audit";

    /// <summary>Change what the site is: engineer, admin.</summary>
    public const string Configure = "configure";

    /// <summary>Have a UPS begin its self-test: operator, engineer, admin.</summary>
    public const string StartTests = "start-tests";

    private static readonly string[] Operators = [nameof(Role.Operator), nameof(Role.Inspector), nameof(Role.Engineer), nameof(Role.Admin)];

    private static readonly string[] Inspectors = [nameof(Role.Inspector), nameof(Role.Admin)];

    private static readonly string[] Configurers = [nameof(Role.Engineer), nameof(Role.Admin)];

    private static readonly string[] Starters = [nameof(Role.Operator), nameof(Role.Engineer), nameof(Role.Admin)];

    /// <summary>Whether somebody may do what <see cref="StartTests"/> asks.</summary>
    public static bool MayStartTests(ClaimsPrincipal person) => Starters.Any(person.IsInRole);

    /// <summary>Whether somebody may do what <see cref="Operate"/> asks.</summary>
    public static bool MayOperate(ClaimsPrincipal person) => Operators.Any(person.IsInRole);

    /// <summary>Whether somebody may do what <see cref="Inspect"/> asks.</summary>
    public static bool MayInspect(ClaimsPrincipal person) => Inspectors.Any(person.IsInRole);

    /// <summary>Whether somebody may do what <see cref="Configure"/> asks.</summary>
    public static bool MayConfigure(ClaimsPrincipal person) => Configurers.Any(person.IsInRole);

    /// <summary>Which roles may do what.</summary>
    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Read, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Operate, policy => policy.RequireRole(Operators));
        options.AddPolicy(Inspect, policy => policy.RequireRole(Inspectors));
        options.AddPolicy(Audit, policy => policy.RequireRole(nameof(Role.Auditor), nameof(Role.Admin)));
        options.AddPolicy(Configure, policy => policy.RequireRole(Configurers));
        options.AddPolicy(StartTests, policy => policy.RequireRole(Starters));
        options.FallbackPolicy = options.GetPolicy(Read);
    }
}
