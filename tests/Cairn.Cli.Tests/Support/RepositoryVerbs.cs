namespace Cairn.Cli.Tests.Support;

/// <summary>For tests of <c>cairn repo</c>: a new repository, which the variables name, and a source folder with two files.</summary>
public abstract class RepositoryVerbs : IAsyncLifetime
{
    private protected TestShell Shell { get; } = new();

    private protected string Source => Shell.PathOf("source");

    public async ValueTask InitializeAsync()
    {
        Shell.Variables["CAIRN_REPO"] = Shell.PathOf("repository");
        Shell.Variables["CAIRN_REPO_PASSWORD"] = "secret";
        await Shell.WriteAsync("source/one.txt", "one");
        await Shell.WriteAsync("source/folder/two.txt", "two");
        await Shell.DoAsync("repo", "init");
    }

    public ValueTask DisposeAsync()
    {
        Shell.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
