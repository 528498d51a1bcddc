using RoomGuard.Central.Access;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Access;

public sealed class SecondFactorFuzzTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Any_mutated_file_gives_factors_or_faults_with_their_lines_and_never_a_secret()
    {
        string[] corpus =
        [
            "# those who sign\nJBSWY3DPEHPK3PXPJBSWY3DP Ахметов Ә.\nGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\tСейтова Б.\n\n",
            "jbswy3dpehpk3pxpjbswy3dp A\r\nJBSWY3DP==== B\n",
        ];
        var mutation = new Mutation(42, "=", "====", " ", "\t", "\n", "\r\n", "#", "\0", "\ufeff", "\u00a0", "1", "8", "0", "ı", "ſ", "K", "ә", "\ud83d", "JBSWY3DPEHPK3PXP");
        var (found, refused) = (0, 0);
        for (var no = 0; no < 10_000; no++)
        {
            string[] lines = mutation.Next(corpus).Split('\n');
            var factors = SecondFactors.Parse(lines, out var problems);
            refused += problems.Count;
            Assert.All(problems, problem => Assert.Matches("^line [0-9]+ (?:must be|has a secret|repeats|names)[^\n]*$", problem));
            Assert.DoesNotContain(problems, problem => problem.Contains("SWY3", StringComparison.OrdinalIgnoreCase));
            foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
            {
                var name = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [_, var second] ? second : "";
                found += factors.Has(name) ? 1 : 0;
                Assert.True(factors.Has(name) || problems.Count > 0, line);
                Assert.Null(factors.Verify(name, "١٢٣٤٥٦", Now));
                Assert.Null(factors.Verify(name, line, Now));
            }
        }

        Assert.True(found > 5_000 && refused > 1_000, $"{found} found, {refused} refused");
    }

    [Theory]
    [InlineData("JBSWY3DPEHPK3PX!JBSWY3DP A", false)]
    [InlineData("JBSWY3DPEHPK3PXPJBSWY3DP===A B", false)]
    [InlineData("ſBSWY3DPEHPK3PXPJBSWY3DP A", false)]
    [InlineData("jbswy3dpehpk3pxpjbswy3dp A", true)]
    [InlineData("JBSWY3DPEHPK3PXPJBSWY3DPEE====== A", true)]
    [InlineData("JBSWY3DPEHPK3PXPJBSWY3D1 A", false)]
    [InlineData("================================ A", false)]
    [InlineData("JBSWY3DPEHPK3PXPJBSWY3DP A\0", false)]
    public void A_secret_is_base32_and_nothing_else(string line, bool holds)
    {
        var factors = SecondFactors.Parse([line], out var problems);
        Assert.Equal(holds, problems.Count == 0);
        Assert.Equal(holds, factors.Has("A"));
    }
}
