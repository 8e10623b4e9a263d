using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cairn.Server.Hosting;

/// <summary>
/// Puts what the server logs into DIR/logs, one line an entry but for exceptions. The file is opened with the first entry: not before
/// the server has taken its data folder.
/// </summary>
internal sealed class LogFileProvider(string folder, TimeProvider time) : ILoggerProvider
{
    private readonly LogFile file = new(folder);
    private readonly ConcurrentDictionary<string, FileLogger> loggers = new();

    public ILogger CreateLogger(string categoryName) =>
        loggers.GetOrAdd(categoryName, category => new FileLogger(category, file, time));

    public void Dispose() => file.Dispose();

    private sealed class FileLogger(string category, LogFile file, TimeProvider time) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // A line break in a message (a file's name may have one) must not look like an entry of its own.
            var message = formatter(state, exception).ReplaceLineEndings("\\n");
            var line = $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {logLevel} {category} {message}";
            file.WriteLine(exception is null ? line : line + Environment.NewLine + exception);
        }
    }
}
