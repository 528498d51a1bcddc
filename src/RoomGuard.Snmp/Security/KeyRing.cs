using System.Collections.Concurrent;

namespace RoomGuard.Snmp.Security;

/// <summary>Users as the engines they talk to know them. Deriving a key takes milliseconds, so what was derived is kept.</summary>
/// <remarks>Thread-safe. Bounded: a ring that is full forgets everything and derives again.</remarks>
internal sealed class KeyRing
{
    private const int MostPasswords = 4_096;
    private const int MostUsers = 16_384;

    private readonly ConcurrentDictionary<(SnmpAuthentication Algorithm, string Password), byte[]> _passwordKeys = new();
    private readonly ConcurrentDictionary<(SnmpUser User, SnmpEngineId Engine), LocalUser> _users = new();

    /// <summary>The user as <paramref name="engine"/> knows it, kept from now on.</summary>
    public LocalUser For(SnmpUser user, SnmpEngineId engine)
    {
        if (!_users.TryGetValue((user, engine), out var local))
        {
            local = Derive(user, engine);
            Keep(local);
        }

        return local;
    }

    /// <summary>The user as <paramref name="engine"/> knows it, not kept when new: the engine may be one that somebody made up.</summary>
    public LocalUser ForStranger(SnmpUser user, SnmpEngineId engine) =>
        _users.TryGetValue((user, engine), out var local) ? local : Derive(user, engine);

    /// <summary>Keeps what <see cref="ForStranger"/> derived, once the engine has proven itself.</summary>
    public void Keep(LocalUser local)
    {
        if (_users.Count >= MostUsers)
        {
            _users.Clear();
        }

        _users[(local.User, local.Engine)] = local;
    }

    private LocalUser Derive(SnmpUser user, SnmpEngineId engine)
    {
        if (user.Authentication == SnmpAuthentication.None)
        {
            return new LocalUser(user, engine, [], null);
        }

        var authenticationKey = PasswordKeys.Localise(user.Authentication, PasswordKey(user.Authentication, user.AuthenticationPassword), engine);
        return new LocalUser(user, engine, authenticationKey, user.Privacy == SnmpPrivacy.None ? null : () => PrivacyKey(user, engine));
    }

    private byte[] PrivacyKey(SnmpUser user, SnmpEngineId engine) =>
        PasswordKeys.ForPrivacy(user.Authentication, user.Privacy, PasswordKey(user.Authentication, user.PrivacyPassword), engine);

    private byte[] PasswordKey(SnmpAuthentication algorithm, string password)
    {
        if (_passwordKeys.TryGetValue((algorithm, password), out var key))
        {
            return key;
        }

        if (_passwordKeys.Count >= MostPasswords)
        {
            _passwordKeys.Clear();
        }

        return _passwordKeys[(algorithm, password)] = PasswordKeys.FromPassword(algorithm, password);
    }
}
