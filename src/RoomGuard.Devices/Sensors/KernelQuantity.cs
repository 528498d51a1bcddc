namespace RoomGuard.Devices.Sensors;

/// <summary>A kind of file of a kernel subsystem: what its number is of, and how to bring it to the catalogue's unit.</summary>
/// <param name="Stem">The channel's name without its number, for example <c>temp</c>.</param>
/// <param name="Unit">The catalogue's unit.</param>
/// <param name="Factor">Catalogue units in one unit of the kernel.</param>
internal sealed record KernelQuantity(string Stem, string Unit, double Factor)
{
    /// <summary>The quantity that <paramref name="channel"/> is of: its stem, then an optional number. Null for any other.</summary>
    public static KernelQuantity? Find(IReadOnlyList<KernelQuantity> quantities, string channel) =>
        quantities.FirstOrDefault(quantity => channel.StartsWith(quantity.Stem, StringComparison.Ordinal)
            && channel.AsSpan(quantity.Stem.Length) is var rest && rest.Length <= 3 && rest.IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>What is wrong with asking for <paramref name="channel"/>; null when nothing is.</summary>
    public static string? Fault(IReadOnlyList<KernelQuantity> quantities, SensorChannel channel) => Find(quantities, channel.Channel) switch
    {
        null => $"has channel \"{channel.Channel}\"; it must be one of {string.Join(", ", quantities.Select(quantity => quantity.Stem))}, with a number where the kernel has one.",
        var quantity when quantity.Unit != channel.Signal.Unit => $"reads {quantity.Unit} from {channel.Channel}, but {channel.Signal.Id} is in {(channel.Signal.Unit.Length == 0 ? "no unit" : channel.Signal.Unit)}.",
        _ => null,
    };
}
