// An endpoint that does nothing but commit one row, durably, to a database like the catalog: what CreateTask is measured beside.
// Arguments: the database's file and the address to serve.
using Microsoft.Data.Sqlite;

var (file, address) = (args[0], args[1]);
var connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
await using (var connection = await OpenAsync())
    await RunAsync(connection, "CREATE TABLE IF NOT EXISTS Tasks (Id INTEGER PRIMARY KEY AUTOINCREMENT, Request BLOB NOT NULL)", null);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(address);
var application = builder.Build();
application.MapPost("/", async (HttpRequest request) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    await using var connection = await OpenAsync();
    await RunAsync(connection, "INSERT INTO Tasks (Request) VALUES ($request)", body.ToArray());
    return Results.Text("{}", "application/json");
});
await application.RunAsync();

// As the catalog's own connections (CatalogConnection).
async Task<SqliteConnection> OpenAsync()
{
    var connection = new SqliteConnection(connectionString);
    await connection.OpenAsync();
    await RunAsync(connection, "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", null);
    return connection;
}

static async Task RunAsync(SqliteConnection connection, string sql, byte[]? request)
{
    await using var command = connection.CreateCommand();
    command.CommandText = sql;
    if (request is not null)
        command.Parameters.AddWithValue("$request", request);
    await command.ExecuteNonQueryAsync();
}
