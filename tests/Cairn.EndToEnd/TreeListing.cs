namespace Cairn.EndToEnd;

/// <summary>
/// What a folder holds, told by the system's own tools rather than by Cairn's: kinds, modes, owners, sizes,
/// times to the nanosecond, link targets and counts, which names are one file, contents, attributes and ACLs.
/// </summary>
internal static class TreeListing
{
    private const string Command =
        """
        find . -mindepth 1 \( -type d -printf '%y %m %U %G - %T@ %l %p\0' \) -o -printf '%y %m %U %G %s %n %T@ %l %p\0' | sort -z | tr '\0' '\n'
        find . -mindepth 1 -type f -print0 | sort -z | xargs -0 -r sha256sum
        find . -mindepth 1 -type f -links +1 -printf '%i %p\n' | sort -k2 | awk '!($1 in first) { first[$1] = $2 } { print first[$1], $2 }'
        find . -mindepth 1 -print0 | sort -z | xargs -0 -r getfattr -h -d -m - -e hex -- 2> /dev/null
        """;

    public static Task<string> OfAsync(string folder) => Program.ShellAsync(folder, Command);

    /// <summary>Fails with the first lines that differ.</summary>
    public static async Task AssertEqualAsync(string expectedListing, string folder)
    {
        var actual = await OfAsync(folder);
        if (expectedListing == actual) return;
        var expectedLines = expectedListing.Split('\n').ToHashSet();
        var actualLines = actual.Split('\n').ToHashSet();
        var missing = expectedLines.Except(actualLines).Take(10).Select(line => "- " + line);
        var extra = actualLines.Except(expectedLines).Take(10).Select(line => "+ " + line);
        Assert.Fail("The restored tree differs:\n" + string.Join('\n', missing.Concat(extra)));
    }
}
