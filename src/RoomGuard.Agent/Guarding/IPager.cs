using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Local;

namespace RoomGuard.Agent.Guarding;

/// <summary>One way to tell people.</summary>
internal interface IPager
{
    /// <summary>What it is, for logs.</summary>
    string Name { get; }

    /// <summary>Tells, once.</summary>
    /// <exception cref="PagerException">Nobody took it.</exception>
    Task TellAsync(LocalPage page, PageText text, CancellationToken stop);
}

/// <summary>What is told, in the agent's languages.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Everything, language after language.</param>
internal sealed record PageText(string Subject, string Body)
{
    /// <summary>The text of a page.</summary>
    public static PageText Of(LocalPage page, IReadOnlyList<Language> languages, string agent, TimeSpan silence)
    {
        var (subject, body) = (page.Subject(agent), page.Body(agent, silence));
        return new PageText(subject.In(languages[0]), string.Join("\n\n", languages.Select(language => body.In(language))));
    }
}

/// <summary>What was to be told was not taken.</summary>
internal sealed class PagerException(string message, Exception? cause = null) : Exception(message, cause);
