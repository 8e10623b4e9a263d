namespace Cairn.Cli.Display;

/// <summary>Shows progress at once and on the caller's thread, unlike <see cref="Progress{T}"/>: no line comes after the result.</summary>
internal sealed class ShownProgress<T>(Action<ProgressState> show, Func<T, ProgressState> stateOf) : IProgress<T>
{
    public void Report(T value) => show(stateOf(value));
}
