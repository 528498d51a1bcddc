using RoomGuard.Central.Attachments;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Backups;

/// <summary>Photos and documents in a backup: below <c>attachments/</c>, named as in their store.</summary>
internal static class AttachmentCopy
{
    private const string Place = "attachments";

    /// <summary>Copies all of them, each with its hash in the manifest.</summary>
    /// <returns>What is not copied, and why.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(AttachmentStore store, BackupFolder folder, IProgress<BackupProgress> progress, CancellationToken stop)
    {
        var spoilt = new List<string>();
        foreach (var name in store.Names())
        {
            var copy = $"{Place}/{name}";
            await using (var from = File.OpenRead(Path.Combine(store.Folder, name)))
            await using (var to = new FileStream(folder.PathOf(copy), FileMode.Create, FileAccess.Write))
            {
                await from.CopyToAsync(to, stop);
            }

            await folder.TakeAsync(copy, progress, stop);
            if (!AttachmentStore.IsWhole(name, folder.Parts[^1].Sha256))
            {
                spoilt.Add($"A sound {copy}: its bytes are no longer those it was named after, and are copied as they are. The disk is failing, or somebody changed it.");
            }
        }

        return spoilt;
    }

    /// <summary>Brings what was restored to a store outside the data folder. What is there already stays.</summary>
    /// <param name="restored">Where the backup was unpacked.</param>
    /// <param name="options">The settings of the centre that will look for them.</param>
    /// <exception cref="IOException">The disk refuses, or other bytes stand there under a name.</exception>
    public static async Task MoveAsync(string restored, CentralOptions options, CancellationToken stop)
    {
        var from = new AttachmentStore(Path.Combine(restored, Place));
        if (options.Attachments == Path.Combine(options.Folder, Place) || !Directory.Exists(from.Folder))
        {
            return;
        }

        var to = new AttachmentStore(options.Attachments);
        foreach (var name in from.Names())
        {
            await to.AdoptAsync(name, await File.ReadAllBytesAsync(Path.Combine(from.Folder, name), stop), stop);
        }

        Directory.Delete(from.Folder, recursive: true);
    }
}
