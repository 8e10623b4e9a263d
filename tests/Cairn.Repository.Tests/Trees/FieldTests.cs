using Cairn.Repository.Faults;
using Cairn.Repository.Fields;
using CsCheck;

namespace Cairn.Repository.Tests.Trees;

public sealed class FieldTests
{
    [Fact]
    public void Numbers_come_back_as_they_were() =>
        Gen.Select(Gen.ULong, Gen.Long, Gen.Int[0, 63]).Sample((number, signed, shift) =>
    {
        var writer = new FieldWriter();
        writer.Number(number >> shift);
        writer.Signed(signed >> shift);
        var reader = new FieldReader(writer.Written.Span, "numbers");
        return reader.Number() == number >> shift && reader.Signed() == signed >> shift && reader.AtEnd;
    });

    [Theory]
    [InlineData("8000")]
    [InlineData("ffffffffffffffffff02")]
    [InlineData("80")]
    public void A_number_has_one_spelling(string hex) =>
        Assert.Throws<RepositoryDamagedException>(() => new FieldReader(Convert.FromHexString(hex), "number").Number());

    [Fact]
    public void A_count_never_exceeds_what_could_follow()
    {
        byte[] bytes = [0xff, 0xff, 0xff, 0x7f, 0, 0];
        Assert.Throws<RepositoryDamagedException>(() => new FieldReader(bytes, "count").Count(1));
        Assert.Throws<RepositoryDamagedException>(() => new FieldReader(bytes, "bytes").Bytes());
    }
}
