using System.Security.Cryptography;

namespace RoomGuard.Agent.Publishing;

/// <summary>The name within which pack numbers count up.</summary>
/// <remarks>
/// The kernel's boot id, and eight random hexadecimal digits for each start of the program: packs and their numbers live in memory, so after a restart within one
/// boot the numbers begin again, and the same name would make new packs look like ones that Central has already.
/// </remarks>
internal static class BootName
{
    private const string KernelFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>A new name for this start.</summary>
    public static string New()
    {
        var start = RandomNumberGenerator.GetHexString(8, lowercase: true);
        return File.Exists(KernelFile) ? $"{File.ReadAllText(KernelFile).Trim()}-{start}" : $"no-boot-id-{start}";
    }
}
