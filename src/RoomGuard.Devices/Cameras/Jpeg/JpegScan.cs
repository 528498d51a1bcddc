namespace RoomGuard.Devices.Cameras.Jpeg;

/// <summary>Decodes the mean values of the first component out of one scan; everything else in it is passed over.</summary>
internal sealed class JpegScan(JpegFrame frame, IReadOnlyList<JpegScan.Part> parts, int restartEvery)
{
    /// <summary>A component in the scan and its tables; the AC table is null where it is not needed.</summary>
    internal sealed record Part(JpegComponent Component, HuffmanTable? Dc, HuffmanTable? Ac);

    /// <summary>The successive approximation of a progressive picture: the bit position before, 0 in a first scan, and now.</summary>
    internal (int Before, int Now) Bits { get; init; }

    /// <summary>Decodes the scan.</summary>
    /// <param name="values">The first component's values, with the width of whole units.</param>
    /// <param name="stride">How many values a row has.</param>
    /// <returns>Where the scan's data ends.</returns>
    /// <exception cref="JpegException">The data do not hold together.</exception>
    public int Read(ReadOnlySpan<byte> bytes, int position, short[] values, int stride)
    {
        var bits = new JpegBits(bytes, position);
        Span<int> predictions = stackalloc int[parts.Count];
        var isAlone = parts.Count == 1;
        var (across, down) = isAlone ? frame.Blocks(parts[0].Component) : frame.Units;
        for (int unit = 0, restarts = 0; unit < across * down; unit++)
        {
            if (restartEvery > 0 && unit > 0 && unit % restartEvery == 0)
            {
                bits.Restart(restarts++);
                predictions.Clear();
            }

            for (var index = 0; index < parts.Count; index++)
            {
                var (component, wide, high) = (parts[index].Component, isAlone ? 1 : parts[index].Component.Across, isAlone ? 1 : parts[index].Component.Down);
                for (var block = 0; block < wide * high; block++)
                {
                    var at = ((((unit / across) * high) + (block / wide)) * stride) + ((unit % across) * wide) + (block % wide);
                    var isFirst = component == frame.Components[0];
                    var before = isFirst ? values[at] : (short)0;
                    var value = ReadBlock(ref bits, parts[index], ref predictions[index], before);
                    if (isFirst)
                    {
                        values[at] = value;
                    }
                }
            }
        }

        return bits.Position;
    }

    private short ReadBlock(ref JpegBits bits, Part part, ref int prediction, short before)
    {
        if (Bits.Before > 0)
        {
            return (short)(before + (bits.Take(1) << Bits.Now));
        }

        var size = part.Dc!.Read(ref bits);
        if (size > 11)
        {
            throw new JpegException("a block's mean is beyond what 8 bits can give");
        }

        // What does not fit a picture wraps as it does in other decoders; it is cut to the range of brightness at the end.
        prediction = (short)(prediction + bits.TakeDifference(size));
        if (part.Ac is { } ac)
        {
            PassOverRest(ref bits, ac);
        }

        return (short)(prediction << Bits.Now);
    }

    private static void PassOverRest(ref JpegBits bits, HuffmanTable ac)
    {
        for (var at = 1; at < 64; at++)
        {
            var code = ac.Read(ref bits);
            if ((code & 15) == 0)
            {
                if (code != 0xF0)
                {
                    return;
                }

                at += 15;
                continue;
            }

            at += code >> 4;
            bits.Skip(code & 15);
        }
    }
}
