using System.Net.Http.Headers;
using RoomGuard.Devices.Cameras.Access;
using RoomGuard.Devices.Cameras.Jpeg;

namespace RoomGuard.Devices.Cameras.Pictures;

/// <summary>One picture fetched from a camera.</summary>
/// <param name="Luma">Its brightness.</param>
/// <param name="Told">How old the camera says it is, by its own clock: <c>Date</c> less <c>Last-Modified</c>; null when it does not say.</param>
public sealed record Snapshot(LumaGrid Luma, TimeSpan? Told)
{
    private const int LargestPicture = 8 * 1024 * 1024;

    /// <summary>Fetches a picture.</summary>
    /// <exception cref="CameraException">There is none, or it is no whole JPEG picture.</exception>
    public static Task<Snapshot> FetchAsync(CameraHttp http, Uri address, CancellationToken stop) =>
        http.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address) { Headers = { CacheControl = new CacheControlHeaderValue { NoCache = true } } }, LargestPicture, Read, stop);

    private static Snapshot Read(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new CameraException(CameraFault.Lacking, $"it has no picture (HTTP status {(int)response.StatusCode}); check snapshot");
        }

        try
        {
            return new Snapshot(JpegLuma.Read(body.Span), response.Headers.Date - response.Content.Headers.LastModified);
        }
        catch (JpegException fault)
        {
            throw new CameraException(CameraFault.Corrupt, $"its picture is no JPEG that can be read: {fault.Message}", fault);
        }
    }
}
