using System.Text.Json.Serialization;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>A part of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">The <c>cursor</c> to ask with for the items after these; null when there are none.</param>
internal sealed record ListShape<TItem>(IReadOnlyList<TItem> Items, string? Next);

/// <summary>A name in three languages.</summary>
internal sealed record NameShape(string Kk, string Ru, string En)
{
    public static NameShape Of(LocalText text) => new(text.Kk, text.Ru, text.En);
}

/// <summary>A room at a glance.</summary>
/// <param name="Id"><c>{site}/{room}</c>.</param>
/// <param name="Type"><c>server</c>, <c>cross_connect</c> or <c>combined</c>.</param>
/// <param name="State"><c>normal</c>, <c>warning</c>, <c>no_data</c> or <c>critical</c>.</param>
/// <param name="WorstVerdict">The worst state among the items of clause 163.</param>
/// <param name="ActiveAlarms">How many alarms stand, those of tests included.</param>
internal sealed record RoomShape(string Id, string Type, NameShape Name, string State, string WorstVerdict, int ActiveAlarms);

/// <summary>A room with the newest sample of every point.</summary>
internal sealed record RoomWithPointsShape(
    string Id, string Type, NameShape Name, string State, string WorstVerdict, int ActiveAlarms, IReadOnlyList<PointShape> Points);

/// <summary>The newest sample of one point. <c>value</c> is absent where <c>fault</c> says why there is none.</summary>
/// <param name="Point"><c>{site}/{room}/{equipment}/{signal}</c>.</param>
/// <param name="Unit">SenML symbol; empty for states and events.</param>
/// <param name="At">When the sample was taken; null when there never was one.</param>
/// <param name="Age">Seconds between then and now; null when there never was a sample.</param>
/// <param name="TimeQuality"><c>synced</c>, <c>holdover</c> or <c>unsynced</c>.</param>
/// <param name="Stale">Whether no value has come for too long: what stands here is history.</param>
internal sealed record PointShape(string Point, string Signal, string Equipment, string Unit, DateTime? At, double? Age, string TimeQuality, bool Stale)
{
    /// <summary>A number, a text, true or false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Value { get; init; }

    /// <summary>Why there is no value: <c>silent</c>, <c>corrupt</c>, <c>stuck</c>, <c>out_of_range</c>, <c>faulted</c> or <c>disabled</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fault { get; init; }
}
