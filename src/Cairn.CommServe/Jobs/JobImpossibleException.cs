namespace Cairn.CommServe.Jobs;

/// <summary>A job can't be done as things are, and trying again would not help. The message is its reason, for people.</summary>
internal sealed class JobImpossibleException(string reason) : Exception(reason);
