using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Observe.Prometheus.Numbers;

namespace Observe.Prometheus.Tests.Numbers;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(1.0, "1")]
    [InlineData(-42.0, "-42")]
    [InlineData(0.5, "0.5")]
    [InlineData(12.345, "12.345")]
    [InlineData(-0.001, "-0.001")]
    [InlineData(0.1, "0.1")]
    [InlineData(123456.789012, "123456.789012")]
    [InlineData(1e-5, "0.00001")]
    [InlineData(1e-6, "1e-06")]
    [InlineData(9007199254740991.0, "9007199254740991")]
    [InlineData(9007199254740994e3, "9.007199254740994e+18")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(2.2250738585072014e-308, "2.2250738585072014e-308")]
    [InlineData(0.3333333333333333, "0.3333333333333333")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void A_number_is_written_as_short_as_it_reads_back(double value, string expected) => Assert.Equal(expected, Text(value));

    [Theory]
    [InlineData(0L, "0")]
    [InlineData(9L, "9")]
    [InlineData(10L, "10")]
    [InlineData(99L, "99")]
    [InlineData(100L, "100")]
    [InlineData(999L, "999")]
    [InlineData(1000L, "1000")]
    [InlineData(9999L, "9999")]
    [InlineData(10000L, "10000")]
    [InlineData(-1L, "-1")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    public void An_integer_is_written_whole(long value, string expected)
    {
        Span<byte> buffer = stackalloc byte[NumberText.Room];
        Assert.Equal(expected, Encoding.ASCII.GetString(buffer[..NumberText.Write(buffer, value)]));
    }

    [Fact]
    public void Any_bits_read_back_as_themselves_and_no_text_has_more_digits_than_need_be()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 300_000; i++)
        {
            var value = (i % 4) switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                1 => random.NextDouble() * 100,
                2 => Math.ScaleB(1, random.Next(-1074, 1023)),
                _ => Math.Round(random.NextDouble() * 1e6, random.Next(8)),
            };
            if (!double.IsFinite(value))
            {
                continue;
            }

            var text = Text(value);
            Assert.True(text.Length <= NumberText.MaxLength);
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)));

            // At some powers of two the runtime's text is a digit shorter and reads back as the number below.
            var runtime = value.ToString("R", CultureInfo.InvariantCulture);
            if (double.Parse(runtime, CultureInfo.InvariantCulture).Equals(value))
            {
                Assert.True(Digits(runtime) == Digits(text), $"{runtime} {text}");
            }
        }
    }

    [Fact]
    public void Canonical_numbers_read_back_and_show_that_they_are_no_integers()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<double>().Filter(double.IsFinite), value =>
        {
            Span<byte> buffer = stackalloc byte[NumberText.Room];
            var text = Encoding.ASCII.GetString(buffer[..NumberText.WriteCanonical(buffer, value)]);

            Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
            Assert.True(text.Contains('.') || text.Contains('e'), text);
        }).QuickCheckThrowOnFailure();
    }

    private static int Digits(string text) =>
        text.Split('e', 'E')[0].Replace("-", "").Replace(".", "").Trim('0').Length;

    private static string Text(double value)
    {
        Span<byte> buffer = stackalloc byte[NumberText.Room];
        return Encoding.ASCII.GetString(buffer[..NumberText.Write(buffer, value)]);
    }
}
