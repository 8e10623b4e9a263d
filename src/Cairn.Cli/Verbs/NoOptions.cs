using System.CommandLine;

namespace Cairn.Cli.Verbs;

/// <summary>Keeps a mistyped option from being taken for a path or a name.</summary>
internal static class NoOptions
{
    /// <summary>Refuses values that begin with a dash; "-" alone, and paths written as ./-name, are none.</summary>
    public static TArgument WithoutOptions<TArgument>(this TArgument argument)
        where TArgument : Argument
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value is ['-', _, ..])?.Value is { } option)
                result.AddError($"'{option}' is not known here");
        });
        return argument;
    }
}
