namespace RoomGuard.Cli;

/// <summary>What the command's exit codes mean; the numbers are those of BSD <c>sysexits.h</c> where it has one.</summary>
internal static class ExitCodes
{
    /// <summary>All went as asked.</summary>
    public const int Ok = 0;

    /// <summary>What was asked could not be done; the message says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 64;

    /// <summary>What was read is not sound: the chain of a journal does not hold.</summary>
    public const int NotSound = 65;

    /// <summary>A file that was named cannot be read.</summary>
    public const int NoInput = 66;

    /// <summary>A device did not answer, or refused.</summary>
    public const int NoAnswer = 69;

    /// <summary>A settings file has faults; every one is printed.</summary>
    public const int Configuration = 78;
}
