using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Answers for a device from a recording, without any network.</summary>
internal sealed class RecordedAnswers(DeviceRecording recording) : IDeviceAnswers
{
    private readonly AnswerBook _book = new(recording.VarBinds);

    /// <inheritdoc/>
    public IDeviceAnswers With(ProfileAccess access) => this;

    /// <inheritdoc/>
    public Task<List<VarBind>> GetAsync(IEnumerable<ObjectId> ids, CancellationToken stop) =>
        Task.FromResult(ids.Distinct().Select(id => new VarBind(id, _book.Find(id) ?? SnmpValue.NoSuchInstance)).ToList());

    /// <inheritdoc/>
    public Task<List<VarBind>> WalkAsync(IEnumerable<ObjectId> columns, int maxRows, CancellationToken stop) =>
        Task.FromResult(columns.Distinct().SelectMany(column => _book.Under(column).Take(maxRows)).ToList());
}
