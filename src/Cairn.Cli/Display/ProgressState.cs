namespace Cairn.Cli.Display;

/// <param name="Phase">What is being done.</param>
/// <param name="Percent">0 to 100; null while the end is not known.</param>
/// <param name="Detail">Figures so far, for people.</param>
internal sealed record ProgressState(string Phase, double? Percent, string Detail);
