using System.Text;

namespace Cairn.Cli;

/// <summary>What the program was started from: its streams and its environment. Tests give it others.</summary>
/// <param name="Output">For results.</param>
/// <param name="Error">For errors, and for what only people want to see beside JSON.</param>
/// <param name="Variable">An environment variable's value; null when it is not set.</param>
/// <param name="IsTerminal">Whether a person is watching the output.</param>
internal sealed record Shell(TextWriter Output, TextWriter Error, Func<string, string?> Variable, bool IsTerminal)
{
    public static Shell OfThisProcess() => new(
        Console.Out,
        Console.Error,
        name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
        !Console.IsOutputRedirected)
    {
        Input = Console.OpenStandardInput(),
    };

    /// <summary>What is given to the program to read.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>A whole file's content; "-" is what is given to the program to read.</summary>
    public async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (file != "-")
            return await File.ReadAllBytesAsync(file, cancellationToken);
        using var content = new MemoryStream();
        await Input.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }

    /// <summary>Reads a password without showing it.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="variable">The environment variable that could have had it.</param>
    /// <exception cref="FailureException">There is no terminal to ask at.</exception>
    public string AskPassword(string prompt, string variable)
    {
        if (Console.IsInputRedirected)
        {
            throw new FailureException(
                $"There is no terminal to ask for the password at: set ${variable}, or name a file that holds it (see --help).");
        }

        Error.Write(prompt);
        var password = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
                password.Length = Math.Max(0, password.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                password.Append(key.KeyChar);
        }

        Error.WriteLine();
        return password.ToString();
    }
}
