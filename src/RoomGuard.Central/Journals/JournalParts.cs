using Microsoft.Extensions.DependencyInjection;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Journals.Proving;

namespace RoomGuard.Central.Journals;

/// <summary>What journals are written, signed and given out with, beside the database and the rooms.</summary>
internal static class JournalParts
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddJournals(this IServiceCollection services) => services
        .AddSingleton<JournalKeys>().AddSingleton<Timestamper>().AddSingleton<CheckpointMaker>()
        .AddSingleton<JournalOffice>().AddSingleton<CableRegister>()
        .AddSingleton<JournalJsonExport>().AddSingleton<JournalShelf>().AddSingleton<JournalPress>().AddSingleton<ExportJobs>().AddSingleton<JournalArchive>();
}
