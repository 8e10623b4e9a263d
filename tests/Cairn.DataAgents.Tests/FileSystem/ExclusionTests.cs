using System.Text;
using System.Text.RegularExpressions;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.DataAgents.Tests.Support;
using CsCheck;

namespace Cairn.DataAgents.Tests.FileSystem;

public sealed class ExclusionTests
{
    [Theory]
    [InlineData("*.tmp", "/a.tmp", true)]
    [InlineData("*.tmp", "/x/y/a.tmp", true)]
    [InlineData("*.tmp", "/x.tmp/y/a", true)]
    [InlineData("*.tmp", "/x/a.tmp2", false)]
    [InlineData("/x/y", "/x/y", true)]
    [InlineData("/x/y", "/x/y/z", true)]
    [InlineData("/x/y", "/z/x/y", false)]
    [InlineData("x/y", "/z/x/y", true)]
    [InlineData("/x/**", "/x", false)]
    [InlineData("/x/**", "/x/a", true)]
    [InlineData("/x/**", "/x/a/b", true)]
    [InlineData("**/node_modules", "/node_modules", true)]
    [InlineData("**/node_modules", "/a/b/node_modules/c", true)]
    [InlineData("/a/**/z", "/a/z", true)]
    [InlineData("/a/**/z", "/a/b/c/z", true)]
    [InlineData("/a/**/z", "/b/a/z", false)]
    [InlineData("/a/*/z", "/a/b/c/z", false)]
    [InlineData("?", "/ab", false)]
    [InlineData("?", "/é", true)]
    [InlineData("a?c", "/a€c", true)]
    [InlineData("[abc]x", "/bx", true)]
    [InlineData("[a-c]x", "/dx", false)]
    [InlineData("[!a-c]x", "/dx", true)]
    [InlineData("[^a]", "/a", false)]
    [InlineData("[]-]", "/]", true)]
    [InlineData("[]-]", "/-", true)]
    [InlineData("[ä-ü]", "/ö", true)]
    [InlineData(@"\*", "/*", true)]
    [InlineData(@"\*", "/a", false)]
    [InlineData("a**b", "/a-x-b", true)]
    [InlineData("*", "/anything", true)]
    [InlineData("/", "/a", null)]
    [InlineData("", "/a", null)]
    [InlineData("[a", "/a", null)]
    [InlineData("[z-a]", "/a", null)]
    [InlineData(@"a\", "/a", null)]
    [InlineData("logs/", "/x/logs/a", true)]
    [InlineData("logs/", "/x/logs", false)]
    [InlineData(@"\xff*", @"/\xffa", true)]
    [InlineData("?", @"/\xff", true)]
    [InlineData("?", @"/\xff\xfe", false)]
    public void A_glob_matches_as_documented(string glob, string path, bool? excluded)
    {
        if (excluded is null)
            Assert.Contains($"'{glob}'", Assert.Throws<ArgumentException>(() => Exclusions.Parse([glob])).Message, StringComparison.Ordinal);
        else
            Assert.Equal(excluded, IsExcluded(Exclusions.Parse([glob]), path));
    }

    [Fact]
    public void A_glob_matches_what_the_equal_regular_expression_matches() =>
        Gen.Select(GenGlob, GenPath).Sample(
            (glob, path) => Assert.Equal(Oracle(glob).IsMatch(path), IsExcluded(Exclusions.Parse([glob]), path)), iter: 20_000);

    [Fact]
    public void Several_globs_exclude_what_any_of_them_excludes() =>
        Gen.Select(GenGlob.Array[0, 5], GenPath).Sample(
            (globs, path) => Assert.Equal(globs.Any(glob => Oracle(glob).IsMatch(path)), IsExcluded(Exclusions.Parse(globs), path)), iter: 5_000);

    [Fact]
    public async Task Excluded_items_are_not_in_the_backup()
    {
        using var world = await World.CreateAsync("mkdir -p src/node_modules/x keep; touch a.tmp keep/b.tmp keep/c src/node_modules/x/y src/main");

        var backup = await world.BackUpAsync(exclusions: ["*.tmp", "**/node_modules", $"{world.Source}/keep/**"]);

        Assert.Empty(backup.Sink.Failures);
        Assert.Equal(["keep", "src"], await world.NamesAsync(backup));
        Assert.Empty(await world.NamesAsync(backup, "keep"));
        Assert.Equal(["main"], await world.NamesAsync(backup, "src"));
        Assert.Equal((1, 0, true), backup.Sink.LastTotals);
    }

    [Fact]
    public async Task Content_that_an_exclusion_leaves_out_is_reported()
    {
        using var world = await World.CreateAsync("mkdir -p tmp/a b; touch tmp/a/x b/y");

        var backup = await world.BackUpAsync(content: [$"{world.Source}/tmp/a", $"{world.Source}/b"], exclusions: [$"{world.Source}/tmp"]);

        var failure = Assert.Single(backup.Sink.Failures);
        Assert.Equal($"{world.Source}/tmp/a", failure.Path);
        Assert.Equal(1, backup.Counts.Files);
    }

    private static readonly string[] Parts = ["a", "b", ".", "*", "?", "[ab]", "[!a]"];

    private static readonly Gen<string> GenName = Gen.Char["ab."].Array[1, 4].Select(characters => new string(characters)).Where(name => name is not ("." or ".."));

    private static readonly Gen<string> GenPath = GenName.Array[1, 5].Select(names => "/" + string.Join('/', names));

    private static readonly Gen<string> GenSegment = Gen.Frequency(
        (2, Gen.Const("**")), (5, Gen.Int[0, Parts.Length - 1].Select(index => Parts[index]).Array[1, 4].Select(string.Concat)))
        .Where(segment => segment is not ("." or "..") && (segment == "**" || !segment.Contains("**", StringComparison.Ordinal)));

    private static readonly Gen<string> GenGlob = Gen.Select(Gen.Bool, GenSegment.Array[1, 4],
        (anchored, segments) => (anchored ? "/" : "") + string.Join('/', segments));

    private static bool IsExcluded(Exclusions exclusions, string path)
    {
        var names = DataAgents.FileSystem.PathText.Split(DataAgents.FileSystem.PathText.ToBytes(path));
        for (var index = 0; index < names.Count; index++)
        {
            if (exclusions.Find(names[index], isDirectory: index < names.Count - 1) is not null)
                return true;
            exclusions = exclusions.Enter(names[index]);
        }
        return false;
    }

    private static Regex Oracle(string glob)
    {
        var segments = glob.TrimStart('/').Split('/');
        if (segments[^1] == "**")
            segments[^1] = "*";
        var pattern = new StringBuilder(glob.StartsWith('/') ? "^/" : "^/(?:[^/]+/)*");
        for (var index = 0; index < segments.Length; index++)
            pattern.Append(segments[index] == "**"
                ? "(?:[^/]+/)*"
                : Regex.Escape(segments[index]).Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]").Replace(@"\[!a]", "[^a/]").Replace(@"\[ab]", "[ab]")
                    + (index < segments.Length - 1 ? "/" : ""));
        return new Regex(pattern.Append("(?:/.*)?$").ToString(), RegexOptions.CultureInvariant);
    }
}
