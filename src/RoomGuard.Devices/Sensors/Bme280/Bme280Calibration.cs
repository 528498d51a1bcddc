using System.Buffers.Binary;

namespace RoomGuard.Devices.Sensors.Bme280;

/// <summary>The numbers that each BME280 brings for itself, and what they make of its raw readings (data sheet BST-BME280-DS001, 4.2.2 and 8.1). Immutable.</summary>
internal sealed class Bme280Calibration
{
    private readonly double _t1;
    private readonly double _t2;
    private readonly double _t3;
    private readonly double[] _p = new double[10];
    private readonly double[] _h = new double[7];

    /// <summary>Takes the registers 0x88 to 0xa1, and 0xe1 to 0xe7.</summary>
    internal Bme280Calibration(ReadOnlySpan<byte> low, ReadOnlySpan<byte> high)
    {
        _t1 = BinaryPrimitives.ReadUInt16LittleEndian(low);
        _t2 = BinaryPrimitives.ReadInt16LittleEndian(low[2..]);
        _t3 = BinaryPrimitives.ReadInt16LittleEndian(low[4..]);
        _p[1] = BinaryPrimitives.ReadUInt16LittleEndian(low[6..]);
        for (var no = 2; no <= 9; no++)
        {
            _p[no] = BinaryPrimitives.ReadInt16LittleEndian(low[(4 + (2 * no))..]);
        }

        _h[1] = low[25];
        _h[2] = BinaryPrimitives.ReadInt16LittleEndian(high);
        _h[3] = high[2];
        _h[4] = ((sbyte)high[3] << 4) | (high[4] & 0x0f);
        _h[5] = ((sbyte)high[5] << 4) | (high[4] >> 4);
        _h[6] = (sbyte)high[6];
    }

    /// <summary>The fine temperature that everything else is made with.</summary>
    internal double Fine(int raw)
    {
        var first = ((raw / 16384.0) - (_t1 / 1024.0)) * _t2;
        var second = (raw / 131072.0) - (_t1 / 8192.0);
        return first + (second * second * _t3);
    }

    /// <summary>Degrees Celsius.</summary>
    internal static double Celsius(double fine) => fine / 5120.0;

    /// <summary>Pascals; not a number where the calibration makes none.</summary>
    internal double Pascals(int raw, double fine)
    {
        var first = (fine / 2.0) - 64000.0;
        var second = first * first * _p[6] / 32768.0;
        second += first * _p[5] * 2.0;
        second = (second / 4.0) + (_p[4] * 65536.0);
        first = ((_p[3] * first * first / 524288.0) + (_p[2] * first)) / 524288.0;
        first = (1.0 + (first / 32768.0)) * _p[1];
        if (first == 0)
        {
            return double.NaN;
        }

        var pressure = 1048576.0 - raw;
        pressure = (pressure - (second / 4096.0)) * 6250.0 / first;
        first = _p[9] * pressure * pressure / 2147483648.0;
        second = pressure * _p[8] / 32768.0;
        return pressure + ((first + second + _p[7]) / 16.0);
    }

    /// <summary>Percent of relative humidity.</summary>
    internal double Percent(int raw, double fine)
    {
        var humidity = fine - 76800.0;
        humidity = (raw - ((_h[4] * 64.0) + (_h[5] / 16384.0 * humidity))) * (_h[2] / 65536.0 * (1.0 + (_h[6] / 67108864.0 * humidity * (1.0 + (_h[3] / 67108864.0 * humidity)))));
        return Math.Clamp(humidity * (1.0 - (_h[1] * humidity / 524288.0)), 0, 100);
    }
}
