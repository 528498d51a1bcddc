namespace RoomGuard.Simulator.Kernel;

/// <summary>One file of the kernel's tree at one instant.</summary>
/// <param name="Path">Below the tree's root, with forward slashes.</param>
/// <param name="Text">What reading it gives, newline included; null while the file is not there.</param>
internal readonly record struct KernelFile(string Path, string? Text);
