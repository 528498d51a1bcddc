namespace RoomGuard.Devices.Cameras.Onvif;

/// <summary>What a recorder says of all it has recorded (ONVIF Recording Search, <c>GetRecordingSummary</c>).</summary>
/// <param name="From">The oldest that it has.</param>
/// <param name="Until">The newest.</param>
/// <param name="Recordings">How many recordings there are; with none the times mean nothing.</param>
public sealed record OnvifRecord(DateTimeOffset From, DateTimeOffset Until, int Recordings);
