using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;

namespace Cairn.Server.CreateTask;

/// <summary>A part of the request that is being mapped: where it is, and where to report what is odd or wrong in it.</summary>
/// <param name="Place">Its path from below the root.</param>
/// <param name="Warnings">Takes what is odd.</param>
/// <param name="Refusals">Takes what is wrong.</param>
internal sealed record RequestPart(string Place, List<TaskWarning> Warnings, RefusalList Refusals)
{
    /// <summary>A part of this part.</summary>
    public RequestPart Below(string path) => this with { Place = $"{Place}.{path}" };

    /// <param name="word">The stable word.</param>
    /// <param name="path">From this part on.</param>
    /// <param name="message">For people.</param>
    public void Warn(string word, string path, string message) => Warnings.Add(new TaskWarning(word, $"{Place}.{path}", message));

    /// <summary>What <paramref name="make"/> gives, or the default when it refuses.</summary>
    public T? Try<T>(Func<T> make) => Refusals.Try(make, Place);
}
