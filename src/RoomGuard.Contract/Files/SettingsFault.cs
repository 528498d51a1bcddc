namespace RoomGuard.Contract.Files;

/// <summary>One thing wrong with a settings file, said so that whoever wrote it can mend it.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Key">Where in the document, for example <c>mqtt.port</c>.</param>
/// <param name="Message">What is wrong, with the value seen and what is allowed.</param>
public sealed record SettingsFault(string File, int Line, string Key, string Message)
{
    /// <summary><c>file:line: key message</c>, the form editors can jump to.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}: {(Key.Length == 0 ? "the file" : Key)} {Message}");
}
