using System.Security.Cryptography;
using System.Text;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Rooms.Tests.Clause35.Chains;

/// <summary>What somebody may do to an export: change bytes of the file, or rewrite it as a whole, hashes, checkpoints and seal included, with a key of their own.</summary>
internal static class Mutation
{
    internal static (string Name, byte[] Export) Make(Random random, SignedJournal journal, byte[] export, ECDsa forger) => random.Next(8) switch
    {
        0 => ("byte", Byte(random, export)),
        1 => ("line deleted", Lines(random, export, (lines, at) => lines.RemoveAt(at))),
        2 => ("line doubled", Lines(random, export, (lines, at) => lines.Insert(at, lines[at]))),
        3 => ("lines swapped", Swap(random, export)),
        4 => ("tail cut", export[..random.Next(1, export.Length - 1)]),
        5 => ("bytes inserted", Insert(random, export)),
        6 => ("rewritten and sealed with another key", Rewrite(random, journal, forger)),
        _ => ("line of an entry edited, its hash made anew", Rehash(random, journal, export)),
    };

    private static byte[] Byte(Random random, byte[] export)
    {
        var bytes = (byte[])export.Clone();
        bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
        return bytes;
    }

    private static byte[] Insert(Random random, byte[] export)
    {
        var at = random.Next(export.Length);
        return [.. export[..at], .. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (byte)random.Next(32, 127)), .. export[at..]];
    }

    private static byte[] Lines(Random random, byte[] export, Action<List<string>, int> change)
    {
        var lines = Encoding.UTF8.GetString(export).Split('\n').ToList();
        change(lines, random.Next(lines.Count - 1));
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static byte[] Swap(Random random, byte[] export)
    {
        var lines = Encoding.UTF8.GetString(export).Split('\n');
        int one, other;
        do
        {
            (one, other) = (random.Next(lines.Length - 1), random.Next(lines.Length - 1));
        }
        while (lines[one] == lines[other]);
        (lines[one], lines[other]) = (lines[other], lines[one]);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    // The whole chain from there on is consistent again; only the witness knows better.
    private static byte[] Rewrite(Random random, SignedJournal journal, ECDsa forger)
    {
        var forged = new SignedJournal(forger);
        var victim = random.Next(journal.Entries.Count);
        var kind = random.Next(4);
        for (var i = 0; i < journal.Entries.Count; i++)
        {
            var content = journal.Entries[i].Content;
            if (i == victim && kind == 0)
            {
                continue;
            }

            forged.Enter(i == victim ? content.Replace("gen-1", "gen-2", StringComparison.Ordinal) : content);
            if (i == victim && kind == 1)
            {
                forged.Enter(content);
            }

            if (i == victim && kind == 2)
            {
                break;
            }
        }

        forged.Check();
        return forged.ExportAsync().GetAwaiter().GetResult();
    }

    private static byte[] Rehash(Random random, SignedJournal journal, byte[] export)
    {
        var (content, link) = journal.Entries[random.Next(journal.Entries.Count)];
        var edited = content.Replace("generator_test", "generator_tes" + (char)random.Next('a', 's'), StringComparison.Ordinal);
        var forged = link with { Content = ChainLink.HashOf(edited) };
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(export).Replace(
            JournalExportForm.Line(content, link.Content, link.No, link.Previous, link.Hash, "draft"),
            JournalExportForm.Line(edited, forged.Content, link.No, link.Previous, forged.Hash, "draft"),
            StringComparison.Ordinal));
    }
}
