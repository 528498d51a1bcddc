using Microsoft.Data.Sqlite;

namespace RoomGuard.Central.Series.Sqlite;

/// <summary>The statement that writes one sample, prepared once for a batch. Not for sharing.</summary>
internal sealed class SampleInsert : IAsyncDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _series;
    private readonly SqliteParameter _at;
    private readonly SqliteParameter _number;
    private readonly SqliteParameter _text;
    private readonly SqliteParameter _fault;

    public SampleInsert(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText = """
            INSERT INTO sample (series, at, v, s, fault) VALUES ($series, $at, $v, $s, $fault)
            ON CONFLICT (series, at) DO UPDATE SET v = excluded.v, s = excluded.s, fault = excluded.fault
            """;
        _series = _command.Parameters.Add("$series", SqliteType.Integer);
        _at = _command.Parameters.Add("$at", SqliteType.Integer);
        _number = _command.Parameters.Add("$v", SqliteType.Real);
        _text = _command.Parameters.Add("$s", SqliteType.Text);
        _fault = _command.Parameters.Add("$fault", SqliteType.Text);
    }

    /// <summary>Writes one sample into its series; the same series and time again takes the place of what was there.</summary>
    public async Task RunAsync(long series, SeriesSample sample, CancellationToken stop)
    {
        var reading = sample.Sample.Reading;
        _series.Value = series;
        _at.Value = sample.Sample.At.ToUnixTimeMilliseconds();
        _number.Value = (object?)SeriesField.NumberOf(reading) ?? DBNull.Value;
        _text.Value = (object?)SeriesField.TextOf(reading) ?? DBNull.Value;
        _fault.Value = (object?)SeriesField.FaultOf(reading) ?? DBNull.Value;
        await _command.ExecuteNonQueryAsync(stop);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _command.DisposeAsync();
}
