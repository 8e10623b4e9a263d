using System.Diagnostics;
using Cairn.Repository.Faults;

namespace Cairn.Repository.Tests.Fuzzing;

/// <summary>
/// Whatever bytes a parser gets, it reads them or says that they are damaged; it throws nothing else, and allocates in
/// proportion to what there is to read.
/// </summary>
public sealed class FuzzTests
{
    private const int Inputs = 3000;
    private const int PerByte = 100;

    private static readonly IReadOnlyList<Parser> Parsers = [.. PlainParsers.All, .. SealedParsers.All, .. PackParsers.All];

    public static TheoryData<string> Names => [.. Parsers.Select(parser => parser.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Altered_bytes_are_read_or_said_to_be_damaged(string parser) => Fuzz(ParserOf(parser), seed: 1, Inputs);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_written_is_read(string parser)
    {
        var found = ParserOf(parser);
        foreach (var sample in found.Samples)
        {
            if (found.Name is "list of parts")
                Assert.NotEmpty(sample);
            else if (found.Name is "compressed record, authentic")
                Assert.Throws<RepositoryDamagedException>(() => found.Parse(sample));
            else
                found.Parse(sample);
        }
    }

    [Fact]
    [Trait("Length", "long")]
    public void For_minutes_altered_bytes_are_read_or_said_to_be_damaged()
    {
        var (seed, inputs) = (Random.Shared.Next(), 0L);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seeds from {seed} on.");
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(3); seed++)
            foreach (var parser in Parsers)
            {
                Fuzz(parser, seed, Inputs);
                inputs += Inputs;
            }
        TestContext.Current.TestOutputHelper?.WriteLine($"{inputs} inputs.");
    }

    private static Parser ParserOf(string name) => Parsers.Single(parser => parser.Name == name);

    private static void Fuzz(Parser parser, int seed, int inputs)
    {
        var random = new Random(seed);
        for (var input = 0; input < inputs; input++)
        {
            var bytes = Mutation.Of(random, parser.Samples);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                parser.Parse(bytes);
            }
            catch (Exception e) when (e is RepositoryDamagedException or KeyFileException)
            {
                // That is what it is for.
            }
            catch (Exception e)
            {
                Assert.Fail($"{parser}, seed {seed}, input {input} ({Convert.ToHexStringLower(bytes)}): {e}");
            }
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(
                allocated < parser.Allowance + PerByte * (long)bytes.Length,
                $"{parser}, seed {seed}, input {input} ({bytes.Length} bytes): {allocated} bytes were allocated");
        }
    }
}
