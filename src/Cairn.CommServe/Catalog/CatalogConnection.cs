using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cairn.CommServe.Catalog;

/// <summary>
/// Opens the catalog's file so that what is committed survives a power cut: write-ahead log, synced on each commit
/// (sqlite.org/pragma.html#pragma_synchronous: in WAL mode only FULL keeps a transaction durable).
/// </summary>
internal sealed class CatalogConnection : DbConnectionInterceptor
{
    /// <summary>How long a writer waits for another one, in seconds. Writes of the server take milliseconds.</summary>
    private const int BusySeconds = 30;

    private static readonly string Pragmas =
        $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    /// <param name="options">The builder to set up.</param>
    /// <param name="file">The catalog's file; made when it is missing, its folder must exist.</param>
    /// <param name="interceptors">Who else looks at what happens.</param>
    public static void Configure(DbContextOptionsBuilder options, string file, params IInterceptor[] interceptors)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = BusySeconds,
        };
        options.UseSqlite(connectionString.ToString()).AddInterceptors([new CatalogConnection(), .. interceptors]);
    }

    // Connections are pooled: the settings stay with what lies below, and setting them again would cost more than many a query.
    private static readonly ConditionalWeakTable<object, object> Known = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!IsNew(connection))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!IsNew(connection))
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static bool IsNew(DbConnection connection) => Known.TryAdd(((SqliteConnection)connection).Handle!, Known);
}
