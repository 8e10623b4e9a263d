using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Routing;

/// <summary>
/// Makes one path of the spellings that clients use: the same API lies under four bases, and the public SDK writes double slashes
/// (wire-api.md 0.1). Routing itself ignores case.
/// </summary>
internal sealed class ApiPaths(RequestDelegate next)
{
    private static readonly PathString[] Bases = ["/commandcenter/api", "/webconsole/api", "/SearchSvc/CVWebService.svc"];

    public Task InvokeAsync(HttpContext context)
    {
        context.Request.Path = WithoutBase(Collapse(context.Request.Path.Value ?? "/"));
        return next(context);
    }

    private static PathString WithoutBase(PathString path)
    {
        foreach (var known in Bases)
        {
            if (path.StartsWithSegments(known, StringComparison.OrdinalIgnoreCase, out var rest))
                return rest.HasValue ? rest : "/";
        }

        return path;
    }

    private static string Collapse(string path)
    {
        while (path.Contains("//", StringComparison.Ordinal))
            path = path.Replace("//", "/", StringComparison.Ordinal);
        return path;
    }
}
