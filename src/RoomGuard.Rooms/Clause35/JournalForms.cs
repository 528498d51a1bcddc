using System.Text.Json;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35;

/// <summary>The documents of clause 35 with their titles and, where RoomGuard fills them, their columns. Immutable.</summary>
public static class JournalForms
{
    private static readonly JsonDocument File = JsonDocument.Parse(Resources.Read("forms.json"));

    /// <summary>35.1 to 35.8, in order.</summary>
    public static IReadOnlyList<JournalForm> All { get; } =
        [.. File.RootElement.GetProperty("journals").EnumerateArray().Select(ReadForm)];

    /// <summary>The columns that every journal has beside its own.</summary>
    public static IReadOnlyList<JournalColumn> Frame { get; } =
        [.. File.RootElement.GetProperty("frame").EnumerateArray().Select(ReadColumn)];

    /// <summary>The form of <paramref name="journal"/>, for example <c>35.7</c>; null when clause 35 has no such document.</summary>
    public static JournalForm? Find(string journal)
    {
        foreach (var form in All)
        {
            if (form.Id == journal)
            {
                return form;
            }
        }

        return null;
    }

    private static JournalForm ReadForm(JsonElement form) => new(
        form.GetProperty("id").GetString()!,
        ReadText(form),
        [.. form.GetProperty("sections").EnumerateArray().Select(section => new JournalSection(
            section.GetProperty("id").GetString()!,
            ReadText(section),
            [.. section.GetProperty("columns").EnumerateArray().Select(ReadColumn)]))]);

    private static JournalColumn ReadColumn(JsonElement column) => new(
        column.GetProperty("id").GetString()!,
        ReadText(column),
        column.GetProperty("type").GetString()!,
        column.GetProperty("fill").GetString()![0])
    {
        Choices = ReadChoices(column),
    };

    private static IReadOnlyList<JournalValue.Choice> ReadChoices(JsonElement column)
    {
        if (!column.TryGetProperty("list", out var list))
        {
            return [];
        }

        var start = $"choice.{list.GetString()}.";
        var codes = column.TryGetProperty("codes", out var some)
            ? some.EnumerateArray().Select(code => code.GetString()!)
            : RoomTexts.Keys.Where(key => key.StartsWith(start, StringComparison.Ordinal)).Select(key => key[start.Length..]).Order(StringComparer.Ordinal);
        return [.. codes.Select(code => new JournalValue.Choice(code, RoomTexts.Get(start + code)))];
    }

    private static LocalText ReadText(JsonElement element) => new(
        element.GetProperty("kk").GetString()!,
        element.GetProperty("ru").GetString()!,
        element.GetProperty("en").GetString()!);
}

/// <summary>One document of clause 35.</summary>
/// <param name="Id"><c>35.1</c> to <c>35.8</c>.</param>
/// <param name="Title">Its title: Kazakh from the decree, the others translations.</param>
/// <param name="Sections">Its sections; none for documents RoomGuard does not fill.</param>
public sealed record JournalForm(string Id, LocalText Title, IReadOnlyList<JournalSection> Sections)
{
    /// <summary>The section called <paramref name="id"/>; null when there is none.</summary>
    public JournalSection? FindSection(string id) => Sections.FirstOrDefault(section => section.Id == id);
}

/// <summary>One section of a journal.</summary>
/// <param name="Id"><c>G</c>, <c>U</c>, or empty for a journal without sections.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Columns">Its columns, in order.</param>
public sealed record JournalSection(string Id, LocalText Title, IReadOnlyList<JournalColumn> Columns);

/// <summary>One column of a journal.</summary>
/// <param name="Id">Key of the field in <see cref="JournalDraft.Fields"/>.</param>
/// <param name="Head">What stands above it.</param>
/// <param name="Type"><c>number</c>, <c>numbers</c>, <c>text</c>, <c>time</c> or <c>choice</c>.</param>
/// <param name="Fill">Who fills it: <c>A</c> RoomGuard, <c>C</c> RoomGuard proposes and a person confirms, <c>M</c> a person.</param>
public sealed record JournalColumn(string Id, LocalText Head, string Type, char Fill)
{
    /// <summary>What a column of type <c>choice</c> may hold; empty for the others.</summary>
    public IReadOnlyList<JournalValue.Choice> Choices { get; init; } = [];

    /// <summary>The choice called <paramref name="code"/>; null when there is none.</summary>
    public JournalValue.Choice? FindChoice(string code) => Choices.FirstOrDefault(choice => choice.Code == code);
}
