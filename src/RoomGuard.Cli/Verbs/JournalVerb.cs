using System.CommandLine;
using System.IO.Compression;
using System.Security.Cryptography;
using RoomGuard.Central.Backups;
using RoomGuard.Rooms.Clause35;
using SignedCheckpoint = RoomGuard.Contract.Messages.SignedCheckpoint;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard journal verify</c>: says whether an export of a journal is whole, without a database and without trusting whoever wrote it.</summary>
internal static class JournalVerb
{
    private const int MostWitnesses = 100_000;

    public static Command Create() => new("journal", "The journals of clause 35.") { Verify() };

    private static Command Verify()
    {
        var export = new Argument<string>("export") { Description = "The export: the JSON file that /api/v1/journals/35.n/export?format=json gives, a ZIP file of several, or a folder with them." };
        var witnesses = new Option<string[]>("--witness") { Description = "What an agent kept: its file journal-heads.jsonl, or a folder with such files. May be given several times.", AllowMultipleArgumentsPerToken = true };
        var key = new Option<string?>("--key") { Description = "The key that must have signed first: its id (64 hex digits), or a PEM file with the public key." };
        var command = new Command("verify", """
            Finds what was changed, left out, put in, moved or cut off in an export of a journal. Reads nothing but the export and the witnesses.

            Without a witness it cannot tell a journal that was made anew, with another key, from the true one: compare the id of the key it prints with the one you know.

            Exit codes: 0 it is whole; 65 something does not hold, and each fault is printed; 66 the export or a witness cannot be read.
            """) { export, witnesses, key };
        command.SetAction((line, stop) => RunAsync(line.GetValue(export)!, line.GetValue(witnesses) ?? [], line.GetValue(key), stop));
        return command;
    }

    private static async Task<int> RunAsync(string export, string[] witnessPaths, string? key, CancellationToken stop)
    {
        try
        {
            var witnesses = await ReadWitnessesAsync(witnessPaths, stop);
            var pinned = key is null ? null : KeyOf(key);
            var count = 0;
            var isSound = true;
            await foreach (var (name, stream) in OpenAsync(export, stop))
            {
                await using (stream)
                {
                    isSound &= await VerifyAsync(name, stream, witnesses, pinned, stop);
                    count++;
                }
            }

            if (count == 0)
            {
                throw new InvalidDataException("it holds no JSON file.");
            }

            return isSound ? ExitCodes.Ok : ExitCodes.NotSound;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or CryptographicException)
        {
            Console.Error.WriteLine($"{export} cannot be verified: {error.Message}");
            return ExitCodes.NoInput;
        }
    }

    private static async Task<bool> VerifyAsync(string name, Stream stream, IReadOnlyList<SignedCheckpoint> witnesses, string? pinned, CancellationToken stop)
    {
        using var progress = new ProgressLine();
        var proof = await new JournalVerifier(witnesses, pinned).VerifyAsync(stream, new EntryProgress(progress), stop);
        progress.End();
        foreach (var fault in proof.Faults)
        {
            Console.WriteLine(FormattableString.Invariant($"{name}, line {fault.Line}: {fault.What}"));
        }

        var held = proof.Faults.Count == 0 ? "whole" : "NOT WHOLE";
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: {proof.Journal} is {held}: {proof.Shown} entries shown, {proof.Hidden} linked only, {proof.Marks} marks, {proof.Checkpoints} checkpoints, {proof.Witnesses} witnesses that know it, {proof.Unproven} entries newer than the last checkpoint."));
        foreach (var id in proof.Keys)
        {
            Console.WriteLine($"  signed by key {id}");
        }

        return proof.Faults.Count == 0;
    }

    private static async IAsyncEnumerable<(string Name, Stream Stream)> OpenAsync(string export, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        if (Directory.Exists(export))
        {
            foreach (var path in Directory.EnumerateFiles(export, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                yield return (Path.GetRelativePath(export, path), File.OpenRead(path));
            }
        }
        else if (export.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            await using var zip = await ZipFile.OpenReadAsync(export, stop);
            foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.Ordinal)))
            {
                yield return (entry.FullName, entry.Open());
            }
        }
        else
        {
            yield return (Path.GetFileName(export), File.OpenRead(export));
        }
    }

    private static async Task<IReadOnlyList<SignedCheckpoint>> ReadWitnessesAsync(string[] paths, CancellationToken stop)
    {
        var witnesses = new List<SignedCheckpoint>();
        foreach (var path in paths.SelectMany(WitnessFiles))
        {
            var number = 0;
            await foreach (var line in File.ReadLinesAsync(path, stop))
            {
                number++;
                if (line.Length > 0)
                {
                    witnesses.Add(SignedCheckpoint.TryRead(System.Text.Encoding.UTF8.GetBytes(line), out var witness) ? witness : throw new InvalidDataException(FormattableString.Invariant($"{path}, line {number}, is no checkpoint.")));
                }

                if (witnesses.Count > MostWitnesses)
                {
                    throw new InvalidDataException(FormattableString.Invariant($"there are more than {MostWitnesses} witnesses."));
                }
            }
        }

        return witnesses;
    }

    private static IEnumerable<string> WitnessFiles(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    private static string KeyOf(string text)
    {
        if (text.Length == 64 && text.All(char.IsAsciiHexDigitLower))
        {
            return text;
        }

        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(text));
        return ChainLink.HashOf(key.ExportSubjectPublicKeyInfo());
    }

    private sealed class EntryProgress(ProgressLine line) : IProgress<long>
    {
        public void Report(long value) => line.Report(new BackupProgress("entries", value, 0));
    }
}
