using System.Text;
using System.Text.RegularExpressions;

namespace Cairn.CommServe.Browsing;

/// <summary>
/// A pattern for paths: '*' and '?' stay within a name, '**' spans any depth (wire-api.md 5.1). Without a slash it is matched with
/// the name alone, else with the path below the folder where the search starts.
/// </summary>
internal sealed class Glob
{
    private readonly Regex _regex;
    private readonly bool _wantsPath;

    public Glob(string pattern)
    {
        var slashed = pattern.Replace('\\', '/').Trim('/');
        _wantsPath = slashed.Contains('/');
        // Patterns come from outside: the engine without backtracking takes time linear in the path whatever they are.
        _regex = new Regex(Translate(slashed), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    /// <param name="name">The last name of the path.</param>
    /// <param name="relativePath">Without a leading slash.</param>
    public bool Matches(string name, string relativePath) => _regex.IsMatch(_wantsPath ? relativePath : name);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 2;
            }
            else if (pattern.AsSpan(i).StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var other => Regex.Escape(other.ToString()) });
            }
        }
        return regex.Append(@"\z").ToString();
    }
}
