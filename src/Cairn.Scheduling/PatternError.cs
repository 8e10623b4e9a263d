namespace Cairn.Scheduling;

/// <summary>Why a pattern can't be a schedule.</summary>
/// <param name="Word">Stable, for programs: <c>weekly-without-days</c>, <c>end-before-start</c>, …</param>
/// <param name="Parameter">The wire name of the parameter at fault.</param>
/// <param name="Message">For people: the value it has, and what is allowed.</param>
public sealed record PatternError(string Word, string Parameter, string Message);
