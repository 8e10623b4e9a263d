namespace Cairn.Repository.Tests.Support;

/// <summary>Who decides when a pending call of a store goes on: when it takes effect, and when its answer comes.</summary>
internal interface ITurns
{
    ValueTask NextAsync();

    ValueTask WaitAsync(TimeSpan time);
}
