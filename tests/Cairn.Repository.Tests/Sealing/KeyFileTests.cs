using System.Globalization;
using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sealing;

public sealed class KeyFileTests
{
    private static readonly KeyFile Owner = new(Guid.NewGuid(), RepositorySecrets.New(RandomSource.System));

    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_key_file_opens_the_repository_when_all_passphrases_are_lost()
    {
        var created = await CreateAsync(_store);
        var snapshot = await BackUpAsync(created, Files(("a", "bytes"u8.ToArray())));
        var text = KeyFile.Of(created, writeOnly: false).ToText();
        foreach (var name in _store.Objects.Keys.Where(name => name.StartsWith("keys/", StringComparison.Ordinal)))
            _store.Objects.TryRemove(name, out _);

        var opened = await OpenWithAsync(text);

        AssertSame(Files(("a", "bytes"u8.ToArray())), await RestoreAsync(opened, snapshot));
        await new KeySlots(opened).AddAsync("new", "", new PassphraseCost(8, 1), writeOnly: false, Cancel);
        await BackupRepository.OpenAsync(_store, "new", TimeProvider.System, Cancel);
    }

    [Fact]
    public async Task Another_repositorys_key_file_is_refused()
    {
        await CreateAsync(_store);
        var other = await CreateAsync(new MemoryStore());

        var refused = await Assert.ThrowsAsync<KeyFileException>(() => OpenWithAsync(KeyFile.Of(other, writeOnly: false).ToText()));

        Assert.Contains(other.Id.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_also_as_people_type_it(bool writeOnly)
    {
        var file = writeOnly ? new KeyFile(Owner.RepositoryId, Owner.Secrets.ForWriting()) : Owner;
        var lines = file.ToText().ToUpper(CultureInfo.InvariantCulture).Split('\n').Where(line => !line.StartsWith('#')).Reverse();
        var first = lines.Single(line => line.StartsWith("CAIRN", StringComparison.Ordinal));
        var typed = string.Join("\r\n\r\n", lines.Where(line => line != first).Prepend(first).Select(Untidy));

        foreach (var text in new[] { file.ToText(), typed })
        {
            var parsed = KeyFile.Parse(text);
            Assert.Equal((file.RepositoryId, writeOnly), (parsed.RepositoryId, parsed.WriteOnly));
            Assert.Equal(file.Secrets.Encode(), parsed.Secrets.Encode());
        }

        static string Untidy(string line)
        {
            var rest = line.Replace("- ", "", StringComparison.Ordinal).Replace("1: ", "1 :", StringComparison.Ordinal);
            return $"\t{rest.Replace('0', 'O')} ";
        }
    }

    [Fact]
    public void The_line_that_is_mistyped_is_named() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 35], Gen.Char["0123456789abcdef"]).Sample((number, place, digit) =>
        {
            var lines = Owner.ToText().Split('\n');
            var at = Array.FindIndex(lines, line => line.StartsWith($"{number}:", StringComparison.Ordinal));
            // After "n:" each group of four digits has a space before it, and the last a dash as well.
            var column = 3 + place + place / 4 + (place >= 32 ? 2 : 0);
            if (lines[at][column] == digit)
                return;
            lines[at] = $"{lines[at][..column]}{digit}{lines[at][(column + 1)..]}";

            var refused = Assert.Throws<KeyFileException>(() => KeyFile.Parse(string.Join('\n', lines)));

            Assert.Contains($"line {number}: is mistyped", refused.Message, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("3: ", "3: 0", "line 3: is mistyped: it has 37 digits instead of 36")]
    [InlineData("3: ", "3: z", "line 3: is mistyped: 'z'")]
    [InlineData("\n3: ", "\n#3: ", "line 3: is missing")]
    [InlineData("\n3: ", "\n4: ", "line 4: is mistyped")]
    [InlineData("\n3: ", "\n9: ", "none of 1: to 8:")]
    [InlineData("\n3: ", "\n", "none of 1: to 8:")]
    [InlineData("\ncairn-key 1", "\ncairn-key 2", "don't belong together")]
    [InlineData("\ncairn-key 1", "\ncairn-key", "no key file")]
    [InlineData("\ncairn-key 1", "\nSECRET", "no key file")]
    public void What_else_is_wrong_is_said(string old, string wrong, string reason)
    {
        var text = Owner.ToText().Replace(old, wrong, StringComparison.Ordinal);

        Assert.Contains(reason, Assert.Throws<KeyFileException>(() => KeyFile.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_two_files_do_not_mix()
    {
        var other = new KeyFile(Owner.RepositoryId, RepositorySecrets.New(RandomSource.System));
        var mixed = string.Join('\n', Owner.ToText().Split('\n').Zip(
            other.ToText().Split('\n'), (own, foreign) => own.StartsWith("4:", StringComparison.Ordinal) ? foreign : own));

        Assert.Throws<KeyFileException>(() => KeyFile.Parse(mixed));
        var fifth = Owner.ToText().Split('\n').First(line => line.StartsWith("5:", StringComparison.Ordinal));
        Assert.Throws<KeyFileException>(() => KeyFile.Parse(Owner.ToText() + fifth));
    }

    [Fact]
    public void Any_other_text_is_refused() => Gen.String.Sample(text => Assert.Throws<KeyFileException>(() => KeyFile.Parse(text)));

    private Task<BackupRepository> OpenWithAsync(string text) =>
        BackupRepository.OpenAsync(_store, KeyFile.Parse(text), TimeProvider.System, Cancel);
}
