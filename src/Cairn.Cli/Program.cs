using Cairn.Cli;

return await CommandLine.RunAsync(args, Shell.OfThisProcess());
