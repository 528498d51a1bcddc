using System.Text;
using RoomGuard.Contract.Files;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Agent;

/// <summary>Reads by what a device lets itself be read: <c>version</c>, then <c>community</c> or <c>communityFile</c>, or <c>user</c> and <c>context</c>.</summary>
internal sealed class SnmpAccessReader(SettingsFolder files)
{
    private const int LongestCommunityBytes = 255;
    private const int LongestContextBytes = 32;
    private const int LongestNameBytes = 32;

    /// <summary>The access that a section tells. Version 2c and community <c>public</c> unless told.</summary>
    public SnmpAccess Read(SettingsNode node)
    {
        var version = node.GetChoice("version", SnmpWords.Versions, "2c");
        if (version == SnmpVersion.V3)
        {
            RefuseIfThere(node, "community", "has no place in SNMPv3, which has a user.");
            RefuseIfThere(node, "communityFile", "has no place in SNMPv3, which has a user.");
            return new SnmpAccess(version, "", ReadUser(node.GetSection("user")), Bounded(node, "context", LongestContextBytes));
        }

        RefuseIfThere(node, "user", "has a place in SNMPv3 only: set version to \"3\", or give a community.");
        RefuseIfThere(node, "context", "has a place in SNMPv3 only: set version to \"3\".");
        return new SnmpAccess(version, ReadCommunity(node), null, "");
    }

    /// <summary>The community of <c>community</c> or <c>communityFile</c>; <c>public</c> where neither is set.</summary>
    public string ReadCommunity(SettingsNode node)
    {
        if (node.Has("community") && node.Has("communityFile"))
        {
            node.Refuse("community", "is there together with communityFile; only one may be.");
        }

        var inline = node.GetText("community", "public");
        var community = node.Has("communityFile") ? files.ReadSecret(node, "communityFile")?.Reveal() ?? "" : inline;
        if (Encoding.UTF8.GetByteCount(community) <= LongestCommunityBytes)
        {
            return community;
        }

        node.Refuse("community", $"has more than {LongestCommunityBytes} bytes.");
        return "";
    }

    /// <summary>The community that may write, of <c>writeCommunity</c> or <c>writeCommunityFile</c>; empty for SNMPv3, whose user does both; null where nothing may be written.</summary>
    /// <param name="isAllowed">Whether the settings allow the device's self-test to be started.</param>
    public string? ReadWrite(SettingsNode node, SnmpVersion version, bool isAllowed)
    {
        string[] keys = ["writeCommunity", "writeCommunityFile"];
        if (!isAllowed || version == SnmpVersion.V3)
        {
            foreach (var key in keys)
            {
                RefuseIfThere(node, key, isAllowed ? "has no place in SNMPv3, whose user must be allowed to write." : "is of no use: allowTest is not true, and nothing else is ever written.");
                node.GetOptionalText(key);
            }

            return isAllowed ? "" : null;
        }

        if (node.Has(keys[0]) == node.Has(keys[1]))
        {
            node.Refuse("allowTest", "is true, so that there must be either writeCommunityFile or writeCommunity: who only reads cannot start a test.");
        }

        var inline = node.GetOptionalText(keys[0]) ?? "";
        var community = node.Has(keys[1]) ? files.ReadSecret(node, keys[1])?.Reveal() ?? "" : inline;
        if (Encoding.UTF8.GetByteCount(community) <= LongestCommunityBytes)
        {
            return community;
        }

        node.Refuse(keys[0], $"has more than {LongestCommunityBytes} bytes.");
        return null;
    }

    private static void RefuseIfThere(SettingsNode node, string key, string why)
    {
        if (node.Has(key))
        {
            node.Refuse(key, why);
        }
    }

    private static string Bounded(SettingsNode node, string key, int most)
    {
        var text = node.GetOptionalText(key) ?? "";
        if (Encoding.UTF8.GetByteCount(text) <= most)
        {
            return text;
        }

        node.Refuse(key, $"has more than {most} bytes.");
        return "";
    }

    private SnmpUser? ReadUser(SettingsNode node)
    {
        var name = node.GetText("name");
        var authentication = node.GetChoice("authentication", SnmpWords.Authentications, "none");
        var privacy = node.GetChoice("privacy", SnmpWords.Privacies, "none");
        var authenticationPassword = ReadPassword(node, "authenticationPasswordFile", authentication != SnmpAuthentication.None);
        var privacyPassword = ReadPassword(node, "privacyPasswordFile", privacy != SnmpPrivacy.None);
        if (Encoding.UTF8.GetByteCount(name) > LongestNameBytes)
        {
            node.Refuse("name", $"has more than {LongestNameBytes} bytes.");
            return null;
        }

        if (privacy != SnmpPrivacy.None && authentication == SnmpAuthentication.None)
        {
            node.Refuse("privacy", "needs an authentication: SNMPv3 encrypts nothing for somebody it cannot recognise.");
        }

        return name.Length == 0 ? null : new SnmpUser(name)
        {
            Authentication = authentication,
            AuthenticationPassword = authenticationPassword,
            Privacy = privacy,
            PrivacyPassword = privacyPassword,
        };
    }

    private string ReadPassword(SettingsNode node, string key, bool isNeeded)
    {
        if (!isNeeded)
        {
            RefuseIfThere(node, key, "is of no use: no protocol that needs it is chosen.");
            return "";
        }

        if (files.ReadSecret(node, key)?.Reveal() is not { } password)
        {
            return "";
        }

        if (Encoding.UTF8.GetByteCount(password) is >= SnmpUser.ShortestPasswordBytes and <= SnmpUser.LongestPasswordBytes)
        {
            return password;
        }

        node.Refuse(key, $"names a file whose password has not from {SnmpUser.ShortestPasswordBytes} to {SnmpUser.LongestPasswordBytes} bytes (RFC 3414 section 11.2).");
        return "";
    }
}
