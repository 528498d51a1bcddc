using System.Text.Json.Serialization;

namespace RoomGuard.Wiring.Boards;

/// <summary>One thing that is wired to a board.</summary>
internal sealed record Device
{
    /// <summary>Name of its drawing.</summary>
    public required string Id { get; init; }

    /// <summary>The agent's driver; <c>contact</c> for a line of <c>contacts</c>.</summary>
    public required string Driver { get; init; }

    /// <summary>Whether the board's sample <c>agent.json</c> has it.</summary>
    public bool InSample { get; init; } = true;

    /// <summary>The <c>compatible</c> of the kernel's driver that the overlay loads; null when the agent speaks to it itself.</summary>
    public string? Kernel { get; init; }

    /// <summary>Its bus; null for a line of its own.</summary>
    public string? Bus { get; init; }

    /// <summary>Its I2C address, such as <c>0x44</c>.</summary>
    public string? Address { get; init; }

    /// <summary>Its own pin; null on a bus.</summary>
    public int? Pin { get; init; }

    /// <summary>What pulls its line: <c>up</c>, <c>down</c>.</summary>
    public string? Pull { get; init; }

    /// <summary>Whether a low level means true.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>Whether the board drives the line.</summary>
    public bool IsOutput { get; init; }

    /// <summary>How long a level must hold.</summary>
    public string? Debounce { get; init; }

    /// <summary>What <c>agent.json</c> calls the device where that is not the bus and the address.</summary>
    [JsonPropertyName("device")]
    public string? KernelName { get; init; }

    /// <summary>The room of the sample.</summary>
    public required string Room { get; init; }

    /// <summary>The equipment of the sample.</summary>
    public required string Equipment { get; init; }

    /// <summary>What it tells.</summary>
    public required IReadOnlyList<Reading> Readings { get; init; }

    /// <summary>Keys of the words below its drawing.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The way from the header to the field, harness by harness.</summary>
    public required IReadOnlyList<Harness> Chain { get; init; }
}

/// <summary>One quantity of a device.</summary>
/// <param name="Signal">The signal of the catalogue.</param>
internal sealed record Reading(string Signal)
{
    /// <summary>The driver's name of it; a contact has none.</summary>
    public string? Channel { get; init; }

    /// <summary>How often the sample reads it.</summary>
    public string? Period { get; init; }
}

/// <summary>Wires from one block to what stands right of it.</summary>
/// <param name="Label">Key of the words about its cable.</param>
/// <param name="Wires">From top to bottom; one each row of the blocks.</param>
/// <param name="Blocks">What they lead to, from top to bottom.</param>
internal sealed record Harness(string Label, IReadOnlyList<Wire> Wires, IReadOnlyList<Block> Blocks)
{
    /// <summary>Parts between two wires.</summary>
    public IReadOnlyList<Part> Across { get; init; } = [];

    /// <summary>Wires between two blocks, right of them.</summary>
    public IReadOnlyList<Part> Links { get; init; } = [];
}

/// <summary>One row of a harness.</summary>
/// <param name="Kind"><c>supply</c>, <c>ground</c>, <c>data</c>, <c>clock</c> or <c>signal</c>.</param>
internal sealed record Wire(string Kind)
{
    /// <summary>The header's pin, in the first harness.</summary>
    public int? Pin { get; init; }

    /// <summary>The terminal of the block to the left; null when nothing comes from there.</summary>
    public string? From { get; init; }

    /// <summary>The terminal to the right; null when the wire ends at a part.</summary>
    public string? To { get; init; }

    /// <summary>Parts in the wire, such as <c>R 1 kΩ</c>.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    /// <summary>What parts and blocks name it by.</summary>
    public string Key => To ?? From ?? "";

    /// <summary>Whether the wire itself is drawn; otherwise the row is a terminal alone.</summary>
    public bool IsDrawn => Pin is not null || From is not null;
}

/// <summary>A part between two wires, or a wire between two terminals.</summary>
/// <param name="A">The upper one.</param>
/// <param name="B">The lower one.</param>
internal sealed record Part(string A, string B)
{
    /// <summary>Such as <c>C 100 nF</c>; null for a bare wire.</summary>
    [JsonPropertyName("part")]
    public string? Name { get; init; }
}

/// <summary>A thing with terminals.</summary>
/// <param name="Name">What is printed on it, or the key of words.</param>
/// <param name="Terminals">The rows it takes, by their keys.</param>
internal sealed record Block(string Name, IReadOnlyList<string> Terminals);
