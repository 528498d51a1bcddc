using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>The verdict on one item of a clause.</summary>
/// <param name="Id">The item, for example <c>163.7</c> or <c>35.7</c>.</param>
/// <param name="State"><c>Compliant</c>, <c>NonCompliant</c>, <c>EvidenceStale</c>, <c>AttestationExpired</c>, <c>Unknown</c> or <c>NotApplicable</c>.</param>
/// <param name="Reasons">Codes of every reason.</param>
/// <param name="Since">Since when it has been so.</param>
/// <param name="Evidence">Ids of what it rests on.</param>
/// <param name="Record">Hash of the record of its newest change: <c>roomguard verdict replay</c> takes it.</param>
internal sealed record VerdictShape(string Id, string State, IReadOnlyList<string> Reasons, DateTime Since, IReadOnlyList<string> Evidence, string Record);

/// <summary>One occurrence of an alarm.</summary>
/// <param name="Point">The point it is about.</param>
/// <param name="State">A state of ISA-18.2: <c>unacknowledged</c>, <c>acknowledged</c>, <c>returned_unacknowledged</c>, <c>normal</c>, …</param>
/// <param name="Since">When its condition began.</param>
/// <param name="Value">The value that raised it; null when it was raised by an absence.</param>
/// <param name="Test">Whether a test caused it.</param>
internal sealed record AlarmShape(
    string Id, string Point, string Rule, string Signal, string Priority, string State, DateTime Since, object? Value, bool Test)
{
    /// <summary>What people are told.</summary>
    public required NameShape Text { get; init; }

    /// <summary>When the condition ended; null while it stands.</summary>
    public DateTime? ReturnedAt { get; init; }

    /// <summary>Why there was no value, for an alarm that an absence raised.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fault { get; init; }

    /// <summary>The newest decision on whether people hear of it, and why: <c>raised</c>, <c>returned</c>, <c>unshelved</c>, <c>back_in_service</c> are told; <c>test</c>, <c>maintenance</c>, … are not.</summary>
    public required string Telling { get; init; }

    /// <summary>When people were first told; null when they were not.</summary>
    public DateTime? ToldAt { get; init; }

    /// <summary>What keeps it from people; null when nothing does.</summary>
    public HoldShape? Hold { get; init; }

    /// <summary>What the alarms that came together have in common; null for one on its own.</summary>
    public string? Cascade { get; init; }

    /// <summary>Whether it came first of those.</summary>
    public bool FirstOut { get; init; }

    /// <summary>What people did to it, the oldest first.</summary>
    public required IReadOnlyList<ActionShape> Actions { get; init; }
}

/// <summary>A document of clause 35.</summary>
/// <param name="Id"><c>35.1</c> to <c>35.8</c>.</param>
internal sealed record JournalShape(string Id, NameShape Title);

/// <summary>One entry of a journal.</summary>
internal sealed record EntryShape
{
    /// <summary>Its number in the journal, from 1 without gaps.</summary>
    public required long No { get; init; }

    /// <summary>The journal.</summary>
    public required string Journal { get; init; }

    /// <summary>What happened.</summary>
    public required string Kind { get; init; }

    /// <summary>Section of the journal, or empty.</summary>
    public required string Section { get; init; }

    /// <summary><c>draft</c>, <c>reviewed</c>, <c>signed</c>, or <c>closed</c> with its volume.</summary>
    public required string State { get; init; }

    /// <summary>The room.</summary>
    public required string Room { get; init; }

    /// <summary>The equipment.</summary>
    public required string Equipment { get; init; }

    /// <summary>When it began.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>When it ended; null when it had not yet.</summary>
    public required DateTime? EndedAt { get; init; }

    /// <summary>How it went.</summary>
    public required string Result { get; init; }

    /// <summary>Values by the column ids of the form.</summary>
    public required JsonElement Fields { get; init; }

    /// <summary>SHA-256 of the entry's link in the chain.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash of the entry before.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>When the entry was written.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>Number of the entry that this one completes; null for a first one.</summary>
    public required long? Completes { get; init; }

    /// <summary>Number of the entry that this one puts right; null for one that stands by itself.</summary>
    public required long? Corrects { get; init; }

    /// <summary>The volume it stands in.</summary>
    public required int Volume { get; init; }

    /// <summary>Where it comes from: <c>auto</c>, <c>manual</c> or <c>import</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Who wrote it; null for RoomGuard itself.</summary>
    public required string? RecordedBy { get; init; }

    /// <summary>Who reviewed and signed it, the oldest first.</summary>
    public required IReadOnlyList<SignatureShape> Signatures { get; init; }
}

/// <summary>A window of one series.</summary>
/// <param name="Point">The point.</param>
/// <param name="Unit">Unit of its numbers.</param>
/// <param name="Fn">What one bucket is; null when the samples themselves are given.</param>
/// <param name="Step">Length of a bucket in seconds; null when the samples themselves are given.</param>
/// <param name="Items">Samples or buckets, the oldest first.</param>
/// <param name="Next">The <c>cursor</c> to go on with; null at the end of the window.</param>
internal sealed record SeriesShape(string Point, string Unit, string? Fn, double? Step, IReadOnlyList<SeriesItemShape> Items, string? Next);

/// <summary>One sample or bucket.</summary>
internal sealed record SeriesItemShape(DateTime At)
{
    /// <summary>A number or a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Value { get; init; }

    /// <summary>Why there was no value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fault { get; init; }
}

/// <summary>What a person attests.</summary>
/// <param name="Item">The item of clause 163; <c>163.10.a</c> and <c>163.10.b</c> for a half of that one.</param>
/// <param name="Statement"><c>present</c>, <c>absent</c>, <c>met</c>, <c>broken</c> or <c>not_applicable</c>.</param>
/// <param name="Signer">Who signs. Where people log in, it is who they are.</param>
/// <param name="ValidUntil">Until when it holds, RFC 3339; the item's own term when it is not given.</param>
/// <param name="Slot">The piece of evidence it is; the item's first required one when it is not given.</param>
/// <param name="Answers">Evidence id of the finding that it ends.</param>
/// <param name="Note">What the signer wrote.</param>
/// <param name="Photos">Ids of photos, as <c>/api/v1/photos</c> gave them.</param>
internal sealed record AttestationRequest(
    string? Item, string? Statement, string? Signer, string? ValidUntil, string? Slot, string? Answers, string? Note, IReadOnlyList<string>? Photos)
{
    /// <summary>A name that the caller gives it: what is sent twice under one name is noted once. The centre makes one when it is not given.</summary>
    public string? Id { get; init; }

    /// <summary>When it was signed, RFC 3339, when that was before it could be sent: at most seven days ago.</summary>
    public string? At { get; init; }

    /// <summary>Where in the room they looked.</summary>
    public string? Place { get; init; }

    /// <summary>The paper that it rests on.</summary>
    public AttestedDocumentRequest? Document { get; init; }

    /// <summary>The id of an attestation that was a mistake, and that this one puts right.</summary>
    public string? Replaces { get; init; }
}
