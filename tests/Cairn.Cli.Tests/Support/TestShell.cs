using System.Text;

namespace Cairn.Cli.Tests.Support;

/// <summary>Runs the program in this process, with streams, environment and configuration folder of the test's own.</summary>
internal sealed class TestShell : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("cairn-cli-test-").FullName;

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What the program reads from its standard input.</summary>
    public string Input { get; set; } = "";

    public string PathOf(string name) => Path.Combine(Folder, name);

    public async Task<string> WriteAsync(string name, string content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content);
        return path;
    }

    public async Task<Outcome> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Input));
        var shell = new Shell(output, error, Variable, IsTerminal: false) { Input = input };
        var exitCode = await CommandLine.RunAsync(arguments, shell, TestContext.Current.CancellationToken);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs what must succeed.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var outcome = await RunAsync(arguments);
        Assert.True(outcome.ExitCode == ExitCode.Done, outcome.ToString());
        return outcome.Output;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string? Variable(string name) => name == "XDG_CONFIG_HOME" ? PathOf("config") : Variables.GetValueOrDefault(name);
}
