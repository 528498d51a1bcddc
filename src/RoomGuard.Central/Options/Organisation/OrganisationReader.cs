using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Options;

/// <summary>Reads the section <c>organisation</c>; every fault is noted in the settings file.</summary>
internal static class OrganisationReader
{
    /// <summary>The options; usable only when the settings file holds no fault.</summary>
    public static OrganisationOptions Read(SettingsNode? node)
    {
        if (node is null)
        {
            return new OrganisationOptions();
        }

        var isStateBody = node.GetFlag("stateBody", false);
        var applicability = node.GetChoice("applicability", ApplicabilityWords.All, isStateBody ? "mandatory" : "voluntary_benchmark");
        if (isStateBody && applicability != Applicability.Mandatory)
        {
            node.Refuse("applicability", $"is \"{applicability.ToWord()}\" of a state body; the Unified Requirements bind state bodies: \"mandatory\".");
        }

        var isWiredOnly = node.GetFlag("wiredOnly", isStateBody);
        if (isStateBody && !isWiredOnly)
        {
            node.Refuse("wiredOnly", $"is false for a state body; radio and cellular networks are closed to it: {WiredPolicy.Clause}.");
        }

        return new OrganisationOptions
        {
            Name = node.GetOptionalSection("name") is { } name ? new LocalText(name.GetText("kk"), name.GetText("ru"), name.GetText("en")) : null,
            Applicability = applicability,
            IsStateBody = isStateBody,
            ObjectClass = node.GetInteger("objectClass", 1, 3, 0) is var number and > 0 ? number : null,
            IsWiredOnly = isWiredOnly,
        };
    }
}
