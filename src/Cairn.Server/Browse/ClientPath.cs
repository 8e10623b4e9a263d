using System.Text;
using Cairn.CommServe.Refusals;

namespace Cairn.Server.Browse;

/// <summary>
/// Paths come exactly as people type them, and from some clients with backslashes whatever the host is (wire-api.md 5.1, 5.2).
/// </summary>
internal static class ClientPath
{
    /// <summary>
    /// An absolute path with single slashes and none at its end. A path that begins with a backslash has them as separators; in any
    /// other a backslash is part of a name.
    /// </summary>
    /// <exception cref="RefusalException">invalid-path: a "." or ".." in it, or a NUL.</exception>
    public static string Normalise(string path)
    {
        if (path.StartsWith('\\'))
            path = path.Replace('\\', '/');
        var result = new StringBuilder("/");
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "." or ".." || part.Contains('\0', StringComparison.Ordinal))
                throw Refusal(path);
            result.Append(part).Append('/');
        }

        return result.Length == 1 ? "/" : result.ToString(0, result.Length - 1);
    }

    private static RefusalException Refusal(string path) =>
        new(RefusalKind.Invalid, "invalid-path", "A path must be absolute and whole.")
        {
            Parameter = "path",
            Value = path,
            Allowed = "an absolute path without . and .. in it",
        };
}
