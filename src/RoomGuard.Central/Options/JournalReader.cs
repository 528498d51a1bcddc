using RoomGuard.Central.Access;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Options;

/// <summary>Reads the section <c>journals</c>; every fault is noted in the settings file.</summary>
internal static class JournalReader
{
    private const int LongestText = 200;

    /// <summary>The options; usable only when the settings file holds no fault.</summary>
    public static JournalOptions Read(SettingsNode? node, SettingsPaths paths)
    {
        if (node is null)
        {
            return new JournalOptions();
        }

        var options = new JournalOptions
        {
            Act = Text(node, "act"),
            Responsible = Text(node, "responsible"),
            CheckpointEvery = node.GetDuration("checkpointEvery", TimeSpan.FromSeconds(10), TimeSpan.FromDays(1), new JournalOptions().CheckpointEvery),
            KeyFile = paths.File(node, "key"),
            PreviousKeyFile = paths.File(node, "previousKey"),
            Token = node.GetOptionalSection("token") is { } token ? ReadToken(token, paths) : null,
            TimestampUrl = node.Has("timestampUrl") ? CentralOptionsReader.ReadUrl(node, "timestampUrl") : null,
            SecondFactors = ReadFactors(node, paths),
            RootsFile = node.Has("roots") ? paths.Authority(node, "roots") : null,
        };
        if (options is { KeyFile: not null, Token: not null })
        {
            node.Refuse("key", "is there beside token; the signing key is in a file or on a token, not in both.");
        }

        return options;
    }

    private static SecondFactors? ReadFactors(SettingsNode node, SettingsPaths paths)
    {
        if (paths.File(node, "secondFactors") is not { } path || !File.Exists(path))
        {
            return null;
        }

        var factors = SecondFactors.Parse(File.ReadAllLines(path), out var problems);
        foreach (var problem in problems)
        {
            node.Refuse("secondFactors", $"names a file with a fault: {problem}");
        }

        return factors;
    }

    private static Pkcs11Options ReadToken(SettingsNode node, SettingsPaths paths) => new(
        paths.File(node, "library") ?? Missing(node, "library", "it names the token's PKCS#11 library, such as /usr/lib/softhsm/libsofthsm2.so."),
        node.GetText("label"),
        node.GetText("key"),
        paths.Secret(node, "pinFile") ?? new Secret(Missing(node, "pinFile", "it names the file that holds the user's PIN.")));

    private static string Missing(SettingsNode node, string key, string what)
    {
        node.Refuse(key, $"is missing; {what}");
        return "";
    }

    private static string? Text(SettingsNode node, string key)
    {
        var text = node.GetOptionalText(key);
        if (text is { Length: > LongestText })
        {
            node.Refuse(key, $"has {text.Length} characters; at most {LongestText} fit on a cover.");
        }

        return text;
    }
}
