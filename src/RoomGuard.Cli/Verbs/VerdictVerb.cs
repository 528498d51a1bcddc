using System.CommandLine;
using RoomGuard.Central.Verdicts;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard verdict replay</c>: reaches verdicts again from an export, without a database, and compares byte for byte.</summary>
internal static class VerdictVerb
{
    private const int ShownHash = 16;

    public static Command Create() => new("verdict", "Verdicts on the requirements of the decree.") { Replay() };

    private static Command Replay()
    {
        var id = new Argument<string>("id") { Description = "The hash of a record, or how it begins; all for every record of the export." };
        var export = new Option<string>("--export") { Description = "The export: the ZIP file that /api/v1/verdicts/export gives, or the folder it was unpacked to.", Required = true };
        var show = new Option<bool>("--show") { Description = "Prints the record as it was kept, and as it was reached again where the two differ." };
        var command = new Command("replay", """
            Reaches verdicts again from what they were reached on: the edition of the requirements, the evidence, the terms and the time, each checked by its hash. Reads nothing but the export.

            A line for each: same, different, missing or unreadable; the item, the room, the verdict and when it was reached.

            Exit codes: 0 every one is byte for byte the same; 1 no record begins so; 65 one is not the same, something it rests on is missing, or the export was changed; 66 the export cannot be read.
            """) { id, export, show };
        command.SetAction((line, stop) => RunAsync(line.GetValue(id)!, line.GetValue(export)!, line.GetValue(show), stop));
        return command;
    }

    private static async Task<int> RunAsync(string id, string export, bool show, CancellationToken stop)
    {
        VerdictArchive archive;
        try
        {
            archive = await VerdictArchive.ReadAsync(export, stop);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"{export} cannot be read: {error.Message}");
            return ExitCodes.NoInput;
        }

        var records = archive.Find(id);
        if (records.Count == 0)
        {
            Console.Error.WriteLine($"No record of {export} has a hash that begins with {id}; it holds {archive.Records.Count}.");
            return ExitCodes.Failed;
        }

        foreach (var fault in archive.Faults)
        {
            Console.Error.WriteLine(fault);
        }

        var same = records.Count(record => Print(record, archive.Replay(record), show));
        Console.WriteLine(FormattableString.Invariant($"{same} of {records.Count} the same, byte for byte."));
        return same == records.Count && archive.Faults.Count == 0 ? ExitCodes.Ok : ExitCodes.NotSound;
    }

    private static bool Print(string record, ReplayResult result, bool show)
    {
        var isSame = result.Outcome == ReplayOutcome.Same;
        Console.WriteLine($"{result.Outcome.ToString().ToLowerInvariant(),-10} {result.Hash[..ShownHash]} {VerdictRecord.Describe(record)}");
        if (!isSame)
        {
            Console.Error.WriteLine($"{result.Hash}: {result.Detail}");
        }

        if (show)
        {
            Console.WriteLine(record);
            if (!isSame && result.Replayed is { } replayed)
            {
                Console.WriteLine(replayed);
            }
        }

        return isSame;
    }
}
