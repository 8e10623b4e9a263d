using System.Buffers;

namespace Cairn.Repository.ObjectStore;

/// <summary>What names objects may have: see <see cref="IObjectStore"/>.</summary>
public static class ObjectName
{
    private const int MaxLength = 255;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_./");

    public static bool IsValid(string name)
    {
        if (name.Length is 0 or > MaxLength || name.AsSpan().ContainsAnyExcept(Allowed))
            return false;
        foreach (var segment in name.AsSpan().Split('/'))
            if (name.AsSpan(segment) is "" or "." or "..")
                return false;
        return true;
    }

    /// <exception cref="ArgumentException">No object can have this name.</exception>
    public static void ThrowIfInvalid(string name)
    {
        if (!IsValid(name))
            throw new ArgumentException($"'{name[..Math.Min(name.Length, MaxLength)]}' can't name an object.", nameof(name));
    }
}
