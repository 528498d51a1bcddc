using System.Globalization;
using Microsoft.AspNetCore.Http;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Speech;

/// <summary>Which language a request is answered in: <c>?lang=</c>, else the cookie an earlier one left, else <c>Accept-Language</c>, else Kazakh.</summary>
internal static class LanguageChoice
{
    private const string Cookie = "roomguard-lang";

    private const string Parameter = "lang";

    /// <summary>Chooses, and lets the browser remember a language that was asked for by <c>?lang=</c>.</summary>
    public static Language Choose(HttpContext http)
    {
        if (!LanguageTag.TryParse(http.Request.Query[Parameter], out var asked))
        {
            return LanguageTag.TryParse(http.Request.Cookies[Cookie], out var kept) ? kept : FromHeader(http.Request.Headers.AcceptLanguage.ToString());
        }

        http.Response.Cookies.Append(Cookie, asked.Tag, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        });
        return asked;
    }

    /// <summary>The best spoken language of an <c>Accept-Language</c> header (RFC 9110 §12.5.4); Kazakh, the state language, when none is.</summary>
    internal static Language FromHeader(string header)
    {
        var best = Language.Kk;
        var bestWeight = 0.0;
        foreach (var range in header.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';', 2);
            var weight = parts.Length == 1 ? 1 : Weight(parts[1]);
            if (weight > bestWeight && LanguageTag.TryParse(parts[0], out var language))
            {
                (best, bestWeight) = (language, weight);
            }
        }

        return best;
    }

    private static double Weight(string parameter)
    {
        var text = parameter.AsSpan().Trim();
        return text.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(text[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : 0;
    }
}
