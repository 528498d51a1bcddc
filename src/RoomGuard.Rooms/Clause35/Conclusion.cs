using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35;

/// <summary>What a test comes to, with every reason. The worst reason decides.</summary>
internal sealed class Conclusion
{
    private enum Grade
    {
        Pass,
        PassWithRemarks,
        NotCompleted,
        Fail,
    }

    private readonly List<LocalText> _remarks = [];
    private Grade _grade = Grade.Pass;

    /// <summary>The reasons, for the column of remarks.</summary>
    internal IReadOnlyList<LocalText> Remarks => _remarks;

    /// <summary><c>pass</c>, <c>pass_with_remarks</c>, <c>not_completed</c> or <c>fail</c>.</summary>
    internal string Code => _grade switch
    {
        Grade.Pass => "pass",
        Grade.PassWithRemarks => "pass_with_remarks",
        Grade.NotCompleted => "not_completed",
        _ => "fail",
    };

    internal void Remark(string key, params ReadOnlySpan<(string Name, LocalText Value)> values) => Add(Grade.PassWithRemarks, key, values);

    internal void NotCompleted(string key, params ReadOnlySpan<(string Name, LocalText Value)> values) => Add(Grade.NotCompleted, key, values);

    internal void Fail(string key, params ReadOnlySpan<(string Name, LocalText Value)> values) => Add(Grade.Fail, key, values);

    /// <summary>A remark that changes nothing of the conclusion.</summary>
    internal void Note(string key) => Add(Grade.Pass, key);

    /// <summary>Not completed, or failed, by the device's own word alone.</summary>
    internal void Take(string deviceResult)
    {
        var grade = deviceResult switch
        {
            "failed" => Grade.Fail,
            "aborted" or "invalid" => Grade.NotCompleted,
            _ => Grade.Pass,
        };
        _grade = grade > _grade ? grade : _grade;
    }

    private void Add(Grade grade, string key, params ReadOnlySpan<(string Name, LocalText Value)> values)
    {
        _grade = grade > _grade ? grade : _grade;
        _remarks.Add(RoomTexts.Fill(RoomTexts.Get("remark." + key), values));
    }
}
