namespace Cairn.Cli.Tests.Support;

internal sealed record Outcome(int ExitCode, string Output, string Error);
