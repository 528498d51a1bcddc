using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace RoomGuard.Central.Web.Serving;

/// <summary>The style sheet, the script and the icon: part of the assembly, so that they are there wherever it runs. Safe for all threads.</summary>
internal static class EmbeddedAssets
{
    private const string Prefix = "assets/";

    private const string Worker = "inspection-worker.js";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Asset> All = Load();

    /// <summary>Serves <c>/assets/{name}</c> with a strong ETag; a browser asks again each time and mostly hears 304.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/assets/{name}", Get).ExcludeFromDescription();

        // A browser brings no password when it fetches the script of a worker; it holds nothing of a site.
        app.MapGet($"/assets/{Worker}", (HttpContext http) => Get(Worker, http)).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Get(string name, HttpContext http)
    {
        if (!All.TryGetValue(name, out var asset))
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "no-cache";
        if (name == Worker)
        {
            // Rounds are below the rooms, the worker is not.
            http.Response.Headers["Service-Worker-Allowed"] = "/rooms/";
        }

        return TypedResults.Bytes(asset.Content, asset.Type, entityTag: asset.Tag);
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = typeof(EmbeddedAssets).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[Prefix.Length..],
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    using var content = new MemoryStream();
                    stream.CopyTo(content);
                    return Asset.Of(name, content.ToArray());
                },
                StringComparer.Ordinal);
    }

    private sealed record Asset(byte[] Content, string Type, EntityTagHeaderValue Tag)
    {
        public static Asset Of(string name, byte[] content) => new(
            content,
            Types[Path.GetExtension(name)],
            new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\""));
    }
}
