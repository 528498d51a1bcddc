using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Sensors;

/// <summary>Reads the small text files in which the kernel shows sensors, and says what an error of the kernel means.</summary>
internal static class KernelFile
{
    // One page: sysfs never shows more in one attribute, nor does anything else that is read here.
    private const int MaxBytes = 4096;

    private const int Eio = 5;
    private const int Enxio = 6;
    private const int Eagain = 11;
    private const int Enodev = 19;
    private const int Enodata = 61;
    private const int Etimedout = 110;
    private const int Eremoteio = 121;

    /// <summary>Reads <paramref name="path"/>, trimmed. False, with the absence to report, when there is nothing to be had.</summary>
    public static bool TryRead(string path, out string text, out Reading absence)
    {
        text = "";
        absence = default;
        try
        {
            text = ReadText(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            absence = Reading.Absent(AbsenceReason.Silent, $"{path} is not there: the sensor is gone or its driver is not loaded");
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            absence = Reading.Absent(AbsenceReason.Faulted, $"{path} may not be read by this user: look at its owner and mode, and at what the unit of the agent forbids");
            return false;
        }
        catch (IOException error)
        {
            absence = Meaning(error, path);
            return false;
        }

        if (text.Length > MaxBytes)
        {
            text = "";
            absence = Reading.Absent(AbsenceReason.Corrupt, $"{path} holds more than the kernel shows in one file: look what is mounted there, and at \"sysfs\" of the settings");
            return false;
        }

        // w1_therm shows nothing at all, and no error, after a bad CRC or when the probe has been unplugged.
        if (text.Length == 0)
        {
            absence = Reading.Absent(AbsenceReason.Corrupt, $"{path} is empty: a bad checksum, or the probe is unplugged");
            return false;
        }

        return true;
    }

    private static string ReadText(string path)
    {
        // Not File.ReadAllText: sysfs says 4096 bytes of every file, whatever it holds.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> buffer = stackalloc byte[MaxBytes + 1];
        var length = RandomAccess.Read(file, buffer, 0);
        if (length > MaxBytes)
        {
            return new string('?', MaxBytes + 1);
        }

        return System.Text.Encoding.UTF8.GetString(buffer[..length]).Trim();
    }

    // On Linux an IOException carries the kernel's error number where it has no type of its own.
    private static Reading Meaning(IOException error, string path) => error.HResult switch
    {
        Eio => Reading.Absent(AbsenceReason.Corrupt, $"{path}: the bus reports an error (EIO): wiring, length of the cable, or a bad checksum"),
        Enodev or Enxio => Reading.Absent(AbsenceReason.Silent, $"{path}: the sensor does not answer (ENODEV)"),
        Eremoteio => Reading.Absent(AbsenceReason.Silent, $"{path}: the sensor does not acknowledge (EREMOTEIO): wiring or address"),
        Etimedout => Reading.Absent(AbsenceReason.Silent, $"{path}: the sensor did not answer in time (ETIMEDOUT)"),
        Eagain => Reading.Absent(AbsenceReason.Silent, $"{path}: the sensor has no value yet (EAGAIN)"),
        Enodata => Reading.Absent(AbsenceReason.Disabled, $"{path}: the channel is switched off (ENODATA)"),
        _ => Reading.Absent(AbsenceReason.Silent, $"{path}: {error.Message}"),
    };
}
