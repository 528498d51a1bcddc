using System.Globalization;
using RoomGuard.Bench.Centre;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Cluster;

/// <summary>What the load maker was told is safe, against what is there: values in InfluxDB, alarms in PostgreSQL, messages at the webhook.</summary>
/// <param name="Acknowledged">Values whose pack the broker has acknowledged.</param>
/// <param name="Stored">Of them, those found, each once.</param>
/// <param name="Wrong">Values that nobody sent, or that are not what was sent.</param>
/// <param name="Raised">Alarms that readings raised.</param>
/// <param name="AlarmsStored">Rows of such alarms.</param>
/// <param name="AlarmsTold">Alarms that somebody was told of.</param>
/// <param name="ToldTwice">Alarms that somebody was told of by two messages that are not one message delivered twice.</param>
internal sealed record Account(long Acknowledged, long Stored, long Wrong, int Raised, int AlarmsStored, int AlarmsTold, int ToldTwice)
{
    private const string AlarmSignal = "fire.supp_discharged";
    private const int NumberedPoints = 19;

    public static async Task<Account> TakeAsync(Load load, Influx influx, PostgresServer postgres, WebhookListener webhook, DateTimeOffset started, TimeSpan patience)
    {
        var ledger = File.ReadLines(load.Ledger!).Select(static line => line.Split(' ')).ToDictionary(static words => words[0], static words => (Acknowledged: long.Parse(words[2], CultureInfo.InvariantCulture), Raised: int.Parse(words[3], CultureInfo.InvariantCulture)));
        var acknowledged = ledger.Values.Sum(static room => room.Acknowledged) * NumberedPoints;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var rows = await RowsAsync(influx, started);
        while (rows.Sum(static row => row.Count) < acknowledged && clock.Elapsed < patience)
        {
            await Task.Delay(1000);
            rows = await RowsAsync(influx, started);
        }

        await Task.Delay(5000);
        rows = await RowsAsync(influx, started);
        var (stored, wrong) = (0L, 0L);
        foreach (var row in rows)
        {
            var sent = ledger[row.Room].Acknowledged;
            stored += Math.Min(row.Count, sent);

            // The numbers 1 to n, each once, have this sum and this largest; a doubled or changed one shows in either.
            wrong += row.Count > sent || row.Largest > sent || (row.Count == sent && row.Sum != sent * (sent + 1) / 2) ? Math.Max(1, Math.Abs(row.Count - sent)) : 0;
        }

        var told = webhook.Received.Where(static alarm => alarm is { Kind: "raised", Signal: AlarmSignal }).DistinctBy(static alarm => alarm.MessageId).GroupBy(static alarm => alarm.AlarmId).ToList();
        var rowsOfAlarms = await postgres.QueryAsync($"SELECT count(*) FROM alarm WHERE \"Signal\" = '{AlarmSignal}' AND \"Rule\" = 'contact'");
        return new Account(acknowledged, stored, wrong, ledger.Values.Sum(static room => room.Raised), int.Parse(rowsOfAlarms, CultureInfo.InvariantCulture), told.Count, told.Count(static alarm => alarm.Count() > 1));
    }

    private static async Task<IReadOnlyList<(string Room, long Count, long Sum, long Largest)>> RowsAsync(Influx influx, DateTimeOffset started)
    {
        var rows = await influx.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT count(v), sum(v), max(v) FROM \"pdu.energy\" WHERE time >= {started.ToUnixTimeMilliseconds()}ms GROUP BY room, equipment"));
        return [.. rows.Select(static row => (row.Tags["room"], row.Values[0][1].GetInt64(), (long)row.Values[0][2].GetDouble(), (long)row.Values[0][3].GetDouble()))];
    }
}
