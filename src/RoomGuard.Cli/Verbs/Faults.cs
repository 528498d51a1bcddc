using RoomGuard.Contract.Files;

namespace RoomGuard.Cli.Verbs;

/// <summary>Prints the faults of a settings file.</summary>
internal static class Faults
{
    /// <summary>Prints every fault on a line of standard error, and how many there are.</summary>
    /// <returns>The exit code for faults of settings.</returns>
    public static int Print(IReadOnlyList<SettingsFault> faults)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine(fault);
        }

        Console.Error.WriteLine(faults.Count == 1 ? "1 fault." : $"{faults.Count} faults.");
        return ExitCodes.Configuration;
    }
}
