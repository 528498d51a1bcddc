using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Ingest;

/// <summary>What one message of an agent said, after everything wrong was taken out.</summary>
/// <param name="Site">The site of its topic.</param>
/// <param name="Agent">The agent of its topic.</param>
internal abstract record AgentNews(string Site, string Agent);

/// <summary>Samples, live or late: their own times say which.</summary>
/// <param name="Received">When its message came, by <see cref="System.Diagnostics.Stopwatch"/>.</param>
internal sealed record SamplesNews(string Site, string Agent, IReadOnlyList<Sample> Samples, long Received) : AgentNews(Site, Agent);

/// <summary>The agent introduced itself. <paramref name="Points"/> are those of rooms that are ours.</summary>
internal sealed record BirthNews(string Site, string Agent, string Boot, IReadOnlyList<BirthPoint> Points) : AgentNews(Site, Agent);

/// <summary>The agent came or went.</summary>
internal sealed record ConnectionNews(string Site, string Agent, bool IsOnline) : AgentNews(Site, Agent);
