using System.CommandLine;
using RoomGuard.Cli;
using RoomGuard.Cli.Verbs;

var root = new RootCommand(
    """
    RoomGuard: watches server rooms, keeps their test journals, wakes people.

    Exit codes: 0 done; 1 could not be done; 64 wrong command line; 65 what was read is not sound; 66 a file cannot be read; 69 a device did not answer; 78 faults in a settings file.
    """)
{
    DemoVerb.Create(),
    ServeVerb.Create(),
    CheckVerb.Create(),
    BackupVerb.Create(),
    RestoreVerb.Create(),
    VerdictVerb.Create(),
    JournalVerb.Create(),
    SnmpVerb.Create(),
    ProfileVerb.Create(),
};

var line = root.Parse(args);

// Two seconds, the library's own patience, would cut off a centre that hands its rooms back and closes its databases.
var exitCode = await line.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(25) });
return line.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
