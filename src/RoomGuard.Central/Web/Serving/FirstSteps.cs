using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace RoomGuard.Central.Web.Serving;

/// <summary>What happens to every request before anything else: headers for browsers, and problems in the form of RFC 9457 below <c>/api</c>.</summary>
/// <remarks>A start-up filter, so that a request that is refused for want of a token gets them too.</remarks>
internal sealed class FirstSteps : IStartupFilter
{
    private const string ApiRoot = "/api";

    // What the pages need and no more: nothing inline, nothing from elsewhere, no frames around them.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, rest) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return rest(http);
        });
        app.UseWhen(http => http.Request.Path.StartsWithSegments(ApiRoot, StringComparison.Ordinal), api => api.UseExceptionHandler().UseStatusCodePages().Use(RefuseOtherSites));
        next(app);
    };

    // A browser sends the password of this page along with whatever another page makes it send (Fetch Metadata, W3C): such a call is not its reader's wish.
    private static Task RefuseOtherSites(HttpContext http, RequestDelegate rest)
    {
        var isSafe = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method);
        return isSafe || http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            ? rest(http)
            : TypedResults.Problem("Call from a page of RoomGuard itself, or from a program.", statusCode: StatusCodes.Status403Forbidden, title: "Another site's page made this call.").ExecuteAsync(http);
    }
}
