using System.Security.Cryptography;
using System.Text;
using RoomGuard.Central.Access;

namespace RoomGuard.Central.Tests.Access;

public sealed class AccessListTests
{
    [Fact]
    public void A_token_finds_its_person_and_no_other_text_does()
    {
        var list = AccessList.Parse(["# duty room", "", $"{HashOf("open sesame")} operator Duty engineer"], out var problems);

        Assert.Empty(problems);
        Assert.Equal(new Person("Duty engineer", Role.Operator), list.Find("open sesame"));
        Assert.Null(list.Find("open sesam"));
        Assert.Null(list.Find(HashOf("open sesame")));
    }

    [Fact]
    public void Every_fault_of_an_access_file_is_named_with_its_line()
    {
        AccessList.Parse(["abc reader A", $"{HashOf("x")} king B", HashOf("y"), $"{HashOf("z")} admin C", $"{HashOf("z")} reader D"], out var problems);

        Assert.Equal(
        [
            "line 1 must start with the 64 hex digits of a SHA-256.",
            "line 2 has the role \"king\"; it must be one of admin, auditor, engineer, inspector, operator, reader.",
            "line 3 must be a hash, a role and a name.",
            "line 5 repeats a token.",
        ], problems);
    }

    [Fact]
    public void A_file_that_names_nobody_would_lock_everybody_out()
    {
        AccessList.Parse(["# nobody yet"], out var problems);

        Assert.Equal(["it names nobody."], problems);
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
