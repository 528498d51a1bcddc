using System.Net.Mail;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Sites;

/// <summary>Somebody a site may call. An item of the list <c>contacts</c>. Immutable.</summary>
/// <param name="Id">Its name in the files.</param>
/// <param name="Name">What the person is called.</param>
public sealed record Contact(string Id, string Name)
{
    private static readonly Dictionary<string, string> LanguageWords = new(StringComparer.Ordinal) { ["kk"] = "kk", ["ru"] = "ru", ["en"] = "en" };

    /// <summary>What the person does there, in the operator's words; null when nobody said.</summary>
    public string? Role { get; init; }

    /// <summary>Telephone number as it is dialled; null when there is none.</summary>
    public string? Phone { get; init; }

    /// <summary>Mail address; null when there is none.</summary>
    public string? Mail { get; init; }

    /// <summary>Languages the person speaks, the best one first: <c>kk</c>, <c>ru</c>, <c>en</c>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    internal static Contact Read(SettingsNode node)
    {
        var id = node.GetText("id");
        if (id.Length > 0 && !PointName.IsValid(id))
        {
            node.Refuse("id", $"is \"{id}\"; it must be {PointName.Rule}.");
        }

        var contact = new Contact(id, node.GetText("name"))
        {
            Role = node.GetOptionalText("role"),
            Phone = node.GetOptionalText("phone"),
            Mail = node.GetOptionalText("mail"),
            Languages = node.GetTexts("languages"),
        };
        if (contact.Phone is { } phone && (phone.Count(char.IsAsciiDigit) is < 3 or > 15 || phone.Any(c => !char.IsAsciiDigit(c) && !"+-() ".Contains(c, StringComparison.Ordinal))))
        {
            node.Refuse("phone", $"is \"{phone}\"; it must be 3 to 15 digits, with +, -, brackets and spaces where you like.");
        }

        if (contact.Mail is { } mail && !MailAddress.TryCreate(mail, out _))
        {
            node.Refuse("mail", $"is \"{mail}\"; an address looks like \"duty@example.org\".");
        }

        foreach (var language in contact.Languages.Where(language => !LanguageWords.ContainsKey(language)))
        {
            node.Refuse("languages", $"name \"{language}\"; each must be one of {string.Join(", ", LanguageWords.Keys)}.");
        }

        return contact;
    }
}
