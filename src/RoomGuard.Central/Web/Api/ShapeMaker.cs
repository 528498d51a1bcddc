using System.Globalization;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Series;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Unassigned;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Central.Web.Views;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Web.Api;

/// <summary>Puts what the centre knows into the shapes of the HTTP contract. Times are UTC, words are the contract's, nothing is translated.</summary>
internal static class ShapeMaker
{
    public static RoomShape Room(RoomSnapshot room)
    {
        var whole = RoomWithPoints(room, room.At);
        return new RoomShape(whole.Id, whole.Type, whole.Name, whole.State, whole.WorstVerdict, whole.ActiveAlarms);
    }

    public static RoomWithPointsShape RoomWithPoints(RoomSnapshot room, DateTimeOffset now) => new(
        room.Definition.Path,
        room.Definition.Type.ToWord(),
        NameShape.Of(room.Definition.Name),
        RoomStandings.Of(room.State).Word,
        room.State.WorstVerdict.ToWord(),
        room.State.Alarms.Values.Count(alarm => alarm.IsActive),
        [.. room.State.Points.OrderBy(point => point.Key, StringComparer.Ordinal).Select(point => Point(point.Value, now))]);

    public static VerdictShape Verdict(Verdict verdict) => new(
        verdict.Id,
        verdict.State.ToWord(),
        [.. verdict.Reasons.Select(reason => reason.ToWord())],
        verdict.Since.UtcDateTime,
        verdict.Evidence,
        verdict.Record);

    public static UnassignedShape Unassigned(UnassignedPoint point, SiteModel model) =>
        new(point.Point.ToString(), point.Point.RoomPath, model.FindRoom(point.Point.RoomPath) is not null, point.Agent)
        {
            FirstSeen = point.FirstSeen.UtcDateTime,
            LastSeen = point.LastSeen.UtcDateTime,
            Count = point.Count,
            Unit = SignalCatalogue.Find(point.Point.Signal)?.Unit ?? "",
            Value = Value(point.Last),
            Fault = Fault(point.Last),
        };

    public static AlarmShape Alarm(AlarmRecord record)
    {
        var alarm = record.Alarm;
        return new AlarmShape(
            alarm.Id,
            alarm.Point.ToString(),
            alarm.Rule,
            alarm.Signal,
            alarm.Priority.ToWord(),
            alarm.State.ToWord(),
            alarm.Since.UtcDateTime,
            Value(alarm.Value),
            alarm.Test)
        {
            Text = NameShape.Of(alarm.Text),
            ReturnedAt = alarm.ReturnedAt?.UtcDateTime,
            Fault = Fault(alarm.Value),
            Telling = alarm.Telling.ToWord(),
            ToldAt = alarm.ToldAt?.UtcDateTime,
            Hold = alarm.Hold is { } hold ? HoldShape.Of(hold) : null,
            Cascade = alarm.Cascade,
            FirstOut = alarm.FirstOut,
            Actions = [.. alarm.Actions.Select(ActionShape.Of)],
        };
    }

    public static EntryShape Entry(JournalEntry entry) => new()
    {
        No = entry.No,
        Journal = entry.Journal,
        Kind = entry.Kind,
        Section = entry.Section,
        State = entry.State,
        Room = entry.Room,
        Equipment = entry.Equipment,
        StartedAt = entry.StartedAt.UtcDateTime,
        EndedAt = entry.EndedAt?.UtcDateTime,
        Result = entry.Result,
        Fields = entry.Fields,
        Hash = entry.Hash,
        PreviousHash = entry.PreviousHash,
        RecordedAt = entry.RecordedAt.UtcDateTime,
        Completes = entry.Completes,
        Corrects = entry.Corrects,
        Volume = entry.Volume,
        Origin = entry.Origin,
        RecordedBy = entry.RecordedBy,
        Signatures = [.. entry.Marks.Select(SignatureShape.Of)],
    };

    public static SeriesShape Series(SeriesQuery query, IReadOnlyList<SeriesPoint> points) => new(
        query.Point.ToString(),
        SignalCatalogue.Find(query.Point.Signal)?.Unit ?? "",
        query.Step is null ? null : query.Function.ToString().ToLowerInvariant(),
        query.Step?.TotalSeconds,
        [.. points.Select(point => new SeriesItemShape(point.At.UtcDateTime) { Value = (object?)point.Number ?? point.Text, Fault = point.Fault })],
        points.Count == query.Limit ? Time(points[^1].At + (query.Step ?? TimeSpan.FromMilliseconds(1))) : null);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static PointShape Point(PointState point, DateTimeOffset now) => new(
        point.Point.ToString(),
        point.Point.Signal,
        point.Point.Equipment,
        SignalCatalogue.Find(point.Point.Signal)?.Unit ?? "",
        point.IsHeard ? point.At.UtcDateTime : null,
        point.IsHeard ? Math.Round(Math.Max((now - point.At).TotalSeconds, 0), 3) : null,
        point.Quality.ToString().ToLowerInvariant(),
        point.IsStale)
    {
        Value = Value(point.Last),
        Fault = Fault(point.Last),
    };

    private static object? Value(Reading reading) => reading.Kind switch
    {
        ReadingKind.Number => reading.Number,
        ReadingKind.Text => reading.Text,
        ReadingKind.Flag => reading.Flag,
        ReadingKind.Absent => null,
        _ => throw new InvalidOperationException($"A reading has a form that the contract does not know: {reading.Kind}."),
    };

    private static string? Fault(Reading reading) => reading.IsPresent ? null : reading.Absence.ToWord();
}
