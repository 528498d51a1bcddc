using System.Globalization;

namespace RoomGuard.Contract.Samples;

/// <summary>Which of its four forms a <see cref="Reading"/> has.</summary>
public enum ReadingKind
{
    /// <summary>No value; see <see cref="Reading.Absence"/>.</summary>
    Absent,

    /// <summary>A finite number in the signal's unit.</summary>
    Number,

    /// <summary>Text: a state's name or an event.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,
}

/// <summary>What one look at a device gave: a number, a text, true or false, or the reason there is nothing.</summary>
/// <remarks>The default value is an absence, <see cref="AbsenceReason.Silent"/>: nothing was heard. Equality is by value.</remarks>
public readonly record struct Reading
{
    private readonly double _number;
    private readonly string? _text;

    private Reading(ReadingKind kind, double number, string? text) => (Kind, _number, _text) = (kind, number, text);

    /// <summary>Which form this reading has.</summary>
    public ReadingKind Kind { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsPresent => Kind != ReadingKind.Absent;

    /// <summary>The number. Only for <see cref="ReadingKind.Number"/>.</summary>
    public double Number => Kind == ReadingKind.Number ? _number : throw Wrong(nameof(Number));

    /// <summary>The text. Only for <see cref="ReadingKind.Text"/>.</summary>
    public string Text => Kind == ReadingKind.Text ? _text! : throw Wrong(nameof(Text));

    /// <summary>True or false. Only for <see cref="ReadingKind.Flag"/>.</summary>
    public bool Flag => Kind == ReadingKind.Flag ? _number != 0 : throw Wrong(nameof(Flag));

    /// <summary>Why there is no value. Only for <see cref="ReadingKind.Absent"/>.</summary>
    public AbsenceReason Absence => Kind == ReadingKind.Absent ? (AbsenceReason)(int)_number : throw Wrong(nameof(Absence));

    /// <summary>What the reader of a device can say about an absence; for people, not for rules. Null when nothing more is known.</summary>
    public string? Detail => Kind == ReadingKind.Absent ? _text : null;

    /// <summary>A number in the signal's unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is not finite.</exception>
    public static Reading Of(double number) => double.IsFinite(number)
        ? new Reading(ReadingKind.Number, number, null)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "A reading is finite; use Absent for what is not.");

    /// <summary>A state's name, or an event.</summary>
    public static Reading Of(string text) => new(ReadingKind.Text, 0, text ?? throw new ArgumentNullException(nameof(text)));

    /// <summary>True or false.</summary>
    public static Reading Of(bool flag) => new(ReadingKind.Flag, flag ? 1 : 0, null);

    /// <summary>No value, and why.</summary>
    public static Reading Absent(AbsenceReason reason, string? detail = null) => new(ReadingKind.Absent, (int)reason, detail);

    /// <summary>For logs: the value, or the word of the absence and its detail.</summary>
    public override string ToString() => Kind switch
    {
        ReadingKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        ReadingKind.Text => _text!,
        ReadingKind.Flag => _number != 0 ? "true" : "false",
        _ => _text is null ? Absence.ToWord() : $"{Absence.ToWord()} ({_text})",
    };

    private InvalidOperationException Wrong(string form) => new($"This reading is {Kind}, not {form}.");
}
