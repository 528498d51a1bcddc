using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Backups;

/// <summary>Copies every row of the state from one database to another, whichever of the two kinds they are: the model is the same.</summary>
internal static class StateRows
{
    /// <summary>Copies all tables as they are at one instant.</summary>
    /// <param name="from">Read in one transaction that sees nothing newer than its beginning.</param>
    /// <param name="to">Prepared and empty; all rows are written, or none.</param>
    public static async Task CopyAsync(IDbContextFactory<StateContext> from, StateDatabase to, IProgress<BackupProgress> progress, CancellationToken stop)
    {
        await using var source = from.CreateDbContext();
        await using var target = to.CreateDbContext();
        await source.BeginReadingAsync(stop);
        await using var writing = await target.Database.BeginTransactionAsync(stop);
        foreach (var entity in source.Model.GetEntityTypes())
        {
            await CopyAsync(source, target, new StateTable(entity), progress, stop);
        }

        await writing.CommitAsync(stop);
    }

    /// <summary>A table that holds a row; null when all are empty.</summary>
    public static async Task<string?> FindFilledAsync(StateDatabase database, CancellationToken stop)
    {
        await using var context = database.CreateDbContext();
        await context.Database.OpenConnectionAsync(stop);
        foreach (var table in context.Model.GetEntityTypes().Select(entity => new StateTable(entity)))
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT EXISTS (SELECT 1 FROM \"{table.Name}\")";
            if (Convert.ToBoolean(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture))
            {
                return table.Name;
            }
        }

        return null;
    }

    private static async Task CopyAsync(StateContext source, StateContext target, StateTable table, IProgress<BackupProgress> progress, CancellationToken stop)
    {
        await using var select = Command(source, $"SELECT {table.Columns} FROM \"{table.Name}\" ORDER BY {table.Key}");
        await using var insert = Command(target, $"INSERT INTO \"{table.Name}\" ({table.Columns}) VALUES ({table.Parameters})");
        var parameters = table.Types.Select((_, index) => Add(insert, index)).ToArray();
        await using (var rows = await select.ExecuteReaderAsync(stop))
        {
            for (var count = 0L; await rows.ReadAsync(stop); count++)
            {
                for (var i = 0; i < parameters.Length; i++)
                {
                    parameters[i].Value = rows.IsDBNull(i) ? DBNull.Value : table.Convert(i, rows.GetValue(i));
                }

                await insert.ExecuteNonQueryAsync(stop);
                if (count % 1_000 == 0)
                {
                    progress.Report(new BackupProgress($"rows of table {table.Name}", count, 0));
                }
            }
        }

        // The server counts on from the highest number that was given, not from one that was written.
        if (target.Database.IsNpgsql() && table.Counter is { } counter)
        {
            await using var count = Command(target, $"SELECT setval(pg_get_serial_sequence('\"{table.Name}\"', '{counter}'), greatest(1, (SELECT max(\"{counter}\") FROM \"{table.Name}\")))");
            await count.ExecuteNonQueryAsync(stop);
        }
    }

    private static DbCommand Command(StateContext context, string text)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        command.Transaction = context.Database.CurrentTransaction is { } transaction ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction) : null;
        return command;
    }

    private static DbParameter Add(DbCommand command, int index)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{index}");
        command.Parameters.Add(parameter);
        return parameter;
    }

    private sealed class StateTable(IEntityType entity)
    {
        private readonly IProperty[] _columns = [.. entity.GetProperties()];

        public string Name { get; } = entity.GetTableName()!;

        public string Columns => string.Join(", ", _columns.Select(column => $"\"{column.GetColumnName()}\""));

        public string Key => string.Join(", ", entity.FindPrimaryKey()!.Properties.Select(column => $"\"{column.GetColumnName()}\""));

        public string Parameters => string.Join(", ", _columns.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}")));

        /// <summary>What each column holds in a database.</summary>
        public Type[] Types { get; } = [.. entity.GetProperties().Select(Stored)];

        /// <summary>The column that the database numbers; null when there is none.</summary>
        public string? Counter => entity.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } key] && key.ClrType == typeof(long) ? key.GetColumnName() : null;

        /// <summary>SQLite knows no truth values and only one kind of whole number.</summary>
        public object Convert(int column, object value) => Types[column] == typeof(byte[]) ? value : System.Convert.ChangeType(value, Types[column], CultureInfo.InvariantCulture);

        private static Type Stored(IProperty column)
        {
            var type = column.GetTypeMapping().Converter?.ProviderClrType ?? column.ClrType;
            return Nullable.GetUnderlyingType(type) ?? type;
        }
    }
}
