namespace Cairn.Repository.Tests.Support;

/// <summary>Everything goes on at once.</summary>
internal sealed class NoTurns : ITurns
{
    public ValueTask NextAsync() => ValueTask.CompletedTask;

    public ValueTask WaitAsync(TimeSpan time) => ValueTask.CompletedTask;
}
