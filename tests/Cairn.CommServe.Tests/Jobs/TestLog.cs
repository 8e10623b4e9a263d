using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cairn.CommServe.Tests.Jobs;

/// <summary>Tells when an event was logged for the first time.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _entries = new();

    public Task Entry(int eventId) => Of(eventId).Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Of(eventId.Id).TrySetResult();

    public void Dispose()
    {
    }

    private TaskCompletionSource Of(int eventId) =>
        _entries.GetOrAdd(eventId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
