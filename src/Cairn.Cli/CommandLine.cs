using System.CommandLine;
using System.CommandLine.Parsing;
using Cairn.Cli.Display;
using Cairn.Cli.Verbs;
using Cairn.Cli.Verbs.Repositories;
using Cairn.Repository.Faults;
using Cairn.Server.Hosting;

namespace Cairn.Cli;

/// <summary>From arguments to an exit code. Every error becomes one line on the error stream.</summary>
internal static class CommandLine
{
    /// <summary>How long a verb may take to put things aside after SIGTERM or Ctrl-C: the server's own patience, and some.</summary>
    private static readonly TimeSpan TerminationPatience = TimeSpan.FromSeconds(25);

    public static async Task<int> RunAsync(string[] arguments, Shell shell, CancellationToken cancellationToken = default)
    {
        var parsed = Root(shell).Parse(arguments);
        // Before the help, which would be that of the verb above the unknown one.
        if (parsed.UnmatchedTokens is [var word, ..])
            return Fail(shell, $"'{word}' is not known here; see cairn{PathOf(parsed)} --help.", ExitCode.WrongUsage);
        if (EmptyOf(parsed) is { } empty)
            return Fail(shell, $"{empty} is empty; see cairn{PathOf(parsed)} --help.", ExitCode.WrongUsage);
        if (parsed.Errors is [var error, ..])
            return Fail(shell, $"{error.Message.TrimEnd('.')}; see cairn{PathOf(parsed)} --help.", ExitCode.WrongUsage);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = shell.Output,
                    Error = shell.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TerminationPatience,
                },
                cancellationToken);
        }
        catch (Exception e) when (e is UsageException or ServerOptionsException)
        {
            return Fail(shell, e.Message, ExitCode.WrongUsage);
        }
        catch (OperationCanceledException)
        {
            return Fail(shell, "Cancelled.", ExitCode.Failed);
        }
        catch (Exception e) when (IsExpected(e))
        {
            return Fail(shell, MessageOf(e), ExitCode.Failed);
        }
        catch (Exception e)
        {
            return Fail(shell, $"Something unexpected went wrong: {e.GetType().Name}: {e.Message}", ExitCode.Failed);
        }
    }

    private static RootCommand Root(Shell shell) => new("Backs data up, and brings it back.")
    {
        ServeVerb.Create(shell),
        QuickstartVerb.Create(shell),
        LoginVerb.Create(shell),
        LogoutVerb.Create(shell),
        ApplyVerb.Create(shell),
        Verbs.BackupVerb.Create(shell),
        JobsVerb.Create(shell),
        JobVerb.Create(shell),
        BrowseVerb.Create(shell),
        FindVerb.Create(shell),
        VersionsVerb.Create(shell),
        Verbs.RestoreVerb.Create(shell),
        RequestVerb.Create(shell),
        RepositoryVerb.Create(shell),
    };

    private static bool IsExpected(Exception exception) => exception
        is FailureException or ServerStartException or RepositoryException
        or IOException or UnauthorizedAccessException or ArgumentException;

    /// <summary>Without the parameter's name, which means something to programmers only.</summary>
    private static string MessageOf(Exception exception) => exception is ArgumentException { ParamName: { } name }
        ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : exception.Message;

    /// <summary>
    /// The first option or argument that was given an empty text, mostly by a variable that wasn't set: none has a use for one, and
    /// as a path it would be the current folder.
    /// </summary>
    private static string? EmptyOf(ParseResult parsed)
    {
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
            foreach (var given in command.Children.Where(child => child.Tokens.Any(token => token.Value.Length == 0)))
                return given is OptionResult option ? option.Option.Name : ((ArgumentResult)given).Argument.Name;
        return null;
    }

    private static string PathOf(ParseResult parsed)
    {
        var path = "";
        for (var command = parsed.CommandResult; command.Parent is CommandResult parent; command = parent)
            path = " " + command.Command.Name + path;
        return path;
    }

    private static int Fail(Shell shell, string message, int exitCode)
    {
        shell.Error.WriteLine("cairn: " + message.ReplaceLineEndings(" ").AsText());
        return exitCode;
    }
}
