namespace RoomGuard.Contract.Signals;

/// <summary>The languages RoomGuard speaks to people; clause 31 asks for the first two in every document.</summary>
public enum Language
{
    /// <summary>Kazakh.</summary>
    Kk,

    /// <summary>Russian.</summary>
    Ru,

    /// <summary>English.</summary>
    En,
}
