using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Cluster;

/// <summary>A sample on its way between machines. Inside one machine samples are handed over as they are.</summary>
[GenerateSerializer]
[Alias("roomguard.sample")]
internal struct SampleParcel
{
    [Id(0)]
    public string Site;

    [Id(1)]
    public string Room;

    [Id(2)]
    public string Equipment;

    [Id(3)]
    public string Signal;

    [Id(4)]
    public long Ticks;

    [Id(5)]
    public byte Kind;

    [Id(6)]
    public double Number;

    [Id(7)]
    public string? Text;

    [Id(8)]
    public byte Quality;
}

/// <summary>Packs and unpacks samples.</summary>
[RegisterConverter]
internal sealed class SampleConverter : IConverter<Sample, SampleParcel>
{
    /// <inheritdoc/>
    public Sample ConvertFromSurrogate(in SampleParcel surrogate) => new(
        new PointId(surrogate.Site, surrogate.Room, surrogate.Equipment, surrogate.Signal),
        new DateTimeOffset(surrogate.Ticks, TimeSpan.Zero),
        (ReadingKind)surrogate.Kind switch
        {
            ReadingKind.Number => Reading.Of(surrogate.Number),
            ReadingKind.Text => Reading.Of(surrogate.Text!),
            ReadingKind.Flag => Reading.Of(surrogate.Number != 0),
            _ => Reading.Absent((AbsenceReason)(int)surrogate.Number, surrogate.Text),
        },
        (TimeQuality)surrogate.Quality);

    /// <inheritdoc/>
    public SampleParcel ConvertToSurrogate(in Sample value) => new()
    {
        Site = value.Point.Site,
        Room = value.Point.Room,
        Equipment = value.Point.Equipment,
        Signal = value.Point.Signal,
        Ticks = value.At.UtcTicks,
        Kind = (byte)value.Reading.Kind,
        Number = value.Reading.Kind switch
        {
            ReadingKind.Number => value.Reading.Number,
            ReadingKind.Flag => value.Reading.Flag ? 1 : 0,
            ReadingKind.Absent => (int)value.Reading.Absence,
            _ => 0,
        },
        Text = value.Reading.Kind == ReadingKind.Text ? value.Reading.Text : value.Reading.Detail,
        Quality = (byte)value.Quality,
    };
}

/// <summary>A point of a birth on its way between machines.</summary>
[GenerateSerializer]
[Alias("roomguard.birthpoint")]
internal struct BirthPointParcel
{
    [Id(0)]
    public string N;

    [Id(1)]
    public string Room;

    [Id(2)]
    public string Equipment;

    [Id(3)]
    public string Signal;

    [Id(4)]
    public string U;

    [Id(5)]
    public double Period;

    [Id(6)]
    public string Source;
}

/// <summary>Packs and unpacks points of births.</summary>
[RegisterConverter]
internal sealed class BirthPointConverter : IConverter<BirthPoint, BirthPointParcel>
{
    /// <inheritdoc/>
    public BirthPoint ConvertFromSurrogate(in BirthPointParcel surrogate) =>
        new(surrogate.N, surrogate.Room, surrogate.Equipment, surrogate.Signal, surrogate.U, surrogate.Period, surrogate.Source);

    /// <inheritdoc/>
    public BirthPointParcel ConvertToSurrogate(in BirthPoint value) => new()
    {
        N = value.N,
        Room = value.Room,
        Equipment = value.Equipment,
        Signal = value.Signal,
        U = value.U,
        Period = value.Period,
        Source = value.Source,
    };
}
