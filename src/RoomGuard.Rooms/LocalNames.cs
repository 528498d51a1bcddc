using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms;

/// <summary>Names in three languages as settings files carry them: <c>{ "kk": …, "ru": …, "en": … }</c>.</summary>
public static class LocalNames
{
    /// <summary>Reads the name at <paramref name="key"/>; without one, <paramref name="fallback"/> stands in every language.</summary>
    public static LocalText Read(SettingsNode node, string key, string fallback)
    {
        if (node.GetOptionalSection(key) is not { } name)
        {
            return LocalText.Same(fallback);
        }

        return new LocalText(name.GetText("kk"), name.GetText("ru"), name.GetText("en"));
    }
}
