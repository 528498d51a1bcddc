using RoomGuard.Central.Sites;
using RoomGuard.Central.Unassigned;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Web.Api;

/// <summary>Makes an order of what somebody wants to adopt; everything wrong with it is noted.</summary>
internal static class AdoptionReader
{
    private const int MaxPoints = 500;

    private const int MaxName = 200;

    /// <summary>The order; null when there is nothing to adopt.</summary>
    public static AdoptionOrder? Read(AdoptionRequest request, Asked asked, UnassignedBook book, SiteModel model)
    {
        if (request.Points is not { Count: > 0 and <= MaxPoints } names)
        {
            asked.Refuse("points", FormattableString.Invariant($"must be 1 to {MaxPoints} points of /api/v1/unassigned."));
            return null;
        }

        var points = new List<PointId>();
        foreach (var name in names)
        {
            if (!PointId.TryParse(name, out var point) || book.Find(point) is null)
            {
                asked.Refuse("points", $"must be points of /api/v1/unassigned; {Shown(name)} is not one.");
            }
            else
            {
                points.Add(point);
            }
        }

        var isNewRoom = points.Exists(point => model.FindRoom(point.RoomPath) is null);
        var type = ReadType(request, asked, isNewRoom);
        return points.Count == 0 ? null : new AdoptionOrder([.. points.Distinct()], isNewRoom ? type : null, ReadName(request, asked), ReadPeriod(request, asked));
    }

    private static RoomType? ReadType(AdoptionRequest request, Asked asked, bool isNewRoom)
    {
        if (request.Type is { } word && RoomTypeWords.All.TryGetValue(word, out var type))
        {
            return type;
        }

        if (isNewRoom || request.Type is not null)
        {
            asked.Refuse("type", $"must say what the new room is for: one of {string.Join(", ", RoomTypeWords.All.Keys)}.");
        }

        return null;
    }

    private static LocalText? ReadName(AdoptionRequest request, Asked asked)
    {
        if (request.Name is not { } name)
        {
            return null;
        }

        if (new[] { name.Kk, name.Ru, name.En }.Any(text => string.IsNullOrWhiteSpace(text) || text.Length > MaxName))
        {
            asked.Refuse("name", FormattableString.Invariant($"must have kk, ru and en, each of at most {MaxName} characters."));
            return null;
        }

        return new LocalText(name.Kk, name.Ru, name.En);
    }

    private static TimeSpan ReadPeriod(AdoptionRequest request, Asked asked)
    {
        if (request.Period is not { } text)
        {
            return TimeSpan.Zero;
        }

        if (Duration.TryParse(text, out var period) && period >= TimeSpan.FromMilliseconds(100) && period <= TimeSpan.FromHours(24))
        {
            return period;
        }

        asked.Refuse("period", "must be a span of time from 100 ms to 24 h, such as \"10 s\".");
        return TimeSpan.Zero;
    }

    private static string Shown(string? name) => name is null ? "null" : $"\"{(name.Length > 80 ? name[..80] + "…" : name)}\"";
}
