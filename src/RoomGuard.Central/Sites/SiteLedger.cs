using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Sites;

/// <summary>Records every change of the site model: in the audit trail and in journal 35.6, once, whichever machine of a cluster saw it first and also when it was made while the centre was down.</summary>
internal sealed class SiteLedger(IDbContextFactory<StateContext> contexts, StateGate gate, TimeProvider clock, JournalCovers covers)
{
    /// <summary>Most changes of one reload that have an entry each; when there are more, one entry stands for all of them.</summary>
    public const int MaxEntries = 200;

    private const int OnlyRow = 1;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes durable that a model comes into force, before it does. While the database fails it waits.</summary>
    /// <returns>What is otherwise than in the model recorded last; empty when nothing is.</returns>
    public async Task<IReadOnlyList<SiteDifference>> RecordAsync(SiteContents contents, Actor by, string subject, CancellationToken stop)
    {
        IReadOnlyList<SiteDifference> differences = [];
        await gate.WriteAsync(async () => differences = await TryRecordAsync(contents, by, subject, stop), stop);
        return differences;
    }

    private async Task<IReadOnlyList<SiteDifference>> TryRecordAsync(SiteContents contents, Actor by, string subject, CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(stop);
        await StateServer.LockJournalsAsync(context, stop);
        var row = await context.Sites.FirstOrDefaultAsync(row => row.Id == OnlyRow, stop);
        if (row?.Hash == contents.Hash)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var before = row is null ? null : new SiteContents(JsonSerializer.Deserialize<Dictionary<string, string>>(row.Content)!);
        var differences = contents.Since(before ?? new SiteContents(new Dictionary<string, string>()));
        foreach (var change in Changes(before, contents, differences, by, now))
        {
            await JournalWriter.AppendAsync(context, change.Place, ConfigurationEntry.Draft(change), now, covers, stop);
            context.Audit.Add(AuditRow.Of(new AuditEvent(by, "site.change", change.Kind == "model" ? subject : $"{change.Kind} {change.Name}").Changing(Json(change.Before), Json(change.After)), now));
        }

        Put(context, row, contents, now);
        await context.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return differences;
    }

    // A centre's first model, and one that is otherwise nearly everywhere, is one change: whoever reads the journal finds the rest in the files.
    private static IEnumerable<ConfigurationChange> Changes(SiteContents? before, SiteContents after, IReadOnlyList<SiteDifference> differences, Actor by, DateTimeOffset now) =>
        before is null || differences.Count > MaxEntries
            ? [new ConfigurationChange("model", after.Hash[..16], before is null ? null : Summary(before), Summary(after), by.Name, now)]
            : differences.Select(difference =>
            {
                var space = difference.Thing.IndexOf(' ', StringComparison.Ordinal);
                return new ConfigurationChange(difference.Thing[..space], difference.Thing[(space + 1)..], difference.Before, difference.After, by.Name, now);
            });

    private static string Summary(SiteContents contents)
    {
        var counts = contents.Things.Keys.GroupBy(thing => thing[..thing.IndexOf(' ', StringComparison.Ordinal)], StringComparer.Ordinal)
            .Select(kind => string.Create(CultureInfo.InvariantCulture, $"\"{kind.Key}\":{kind.Count()}"));
        return $"{{{string.Join(',', counts)},\"sha256\":\"{contents.Hash}\"}}";
    }

    private static JsonElement? Json(string? content) => content is null ? null : JsonElement.Parse(content);

    private static void Put(StateContext context, SiteRow? row, SiteContents contents, DateTimeOffset now)
    {
        var content = JsonSerializer.Serialize(contents.Things, Readable);
        if (row is null)
        {
            context.Sites.Add(new SiteRow { Id = OnlyRow, Hash = contents.Hash, Content = content, At = now });
        }
        else
        {
            (row.Hash, row.Content, row.At) = (contents.Hash, content, now);
        }
    }
}
