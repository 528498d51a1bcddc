namespace RoomGuard.Contract.Samples;

/// <summary>The reasons of absence as the contract spells them.</summary>
public static class AbsenceWords
{
    private static readonly string[] Words = ["silent", "corrupt", "stuck", "out_of_range", "faulted", "disabled"];

    /// <summary>The word of the contract for <paramref name="reason"/>.</summary>
    public static string ToWord(this AbsenceReason reason) => Words[(int)reason];

    /// <summary>Parses a word of the contract; false for any other.</summary>
    public static bool TryParse(string? word, out AbsenceReason reason)
    {
        var index = Array.IndexOf(Words, word);
        reason = index < 0 ? default : (AbsenceReason)index;
        return index >= 0;
    }
}
