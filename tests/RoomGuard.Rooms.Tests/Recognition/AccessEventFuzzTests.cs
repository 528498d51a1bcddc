using RoomGuard.Rooms.Recognition.Access;
using RoomGuard.Testing;

namespace RoomGuard.Rooms.Tests.Recognition;

/// <summary>Texts of <c>acs.event</c> as no controller sends them: each is an event as <c>docs/access-events.md</c> writes it, or none.</summary>
public sealed class AccessEventFuzzTests
{
    private static readonly string[] Corpus =
    [
        "granted card=00123456 name=\"A. Person\" dir=in reader=door-1", "denied card=00998877 reader=door-1", "rex reader=door-1.inner", "granted name=Ахметов card=AB-12:34 dir=out", "rex",
    ];

    [Fact]
    public void Any_mutated_text_is_an_event_that_says_the_same_when_it_is_written_again_or_none()
    {
        var mutation = new Mutation(43, " ", "  ", "=", "\"", " card=1", " dir=in", " dir=out", " name=", " reader=", "granted", "rex", "\0", "\t", "\u00a0", "\u2028", "\ud800", "٣", "ә", new string('9', 40), new string('x', 300));
        var understood = 0;
        for (var no = 0; no < 20_000; no++)
        {
            var text = mutation.Next(Corpus);
            if (!AccessEvent.TryParse(text, out var happening))
            {
                Assert.Null(happening);
                continue;
            }

            understood++;
            Assert.InRange(text.Length, 1, AccessEvent.LongestText);
            Assert.True(happening.Card is null or { Length: <= 5 }, text);
            Assert.True(AccessEvent.TryParse(Write(happening), out var again), text);
            Assert.Equal((happening.Word, happening.Name, happening.IsOut, happening.Reader), (again.Word, again.Name, again.IsOut, again.Reader));
            Assert.True((happening.Card ?? "").EndsWith(again.Card?.TrimStart('*') ?? "", StringComparison.Ordinal), text);

            // Each part at most once, and nothing is left out.
            foreach (var part in new[] { " card=", " name=", " dir=", " reader=" })
            {
                Assert.True(text.Split(part).Length <= 2 || happening.Name?.Contains(part.Trim(), StringComparison.Ordinal) == true, text);
            }
        }

        Assert.InRange(understood, 1_000, 18_000);
    }

    [Theory]
    [InlineData("granted dir=in dir=in")]
    [InlineData("granted dir=in dir=out")]
    [InlineData("granted name=A\"B")]
    [InlineData("granted name=\"A\"B")]
    [InlineData("granted card=1 card=1")]
    [InlineData("granted  card=1")]
    [InlineData("granted card=1 ")]
    [InlineData("granted card=٣")]
    [InlineData("granted name=\"\ud83d\"")]
    public void What_the_form_does_not_allow_is_no_event(string text) => Assert.False(AccessEvent.TryParse(text, out _));

    private static string Write(AccessEvent happening) =>
        (happening.Word switch { AccessWord.Granted => "granted", AccessWord.Denied => "denied", _ => "rex" })
        + (happening.Card is { } card ? $" card={card.TrimStart('*')}" : "")
        + (happening.Name is { } name ? $" name=\"{name}\"" : "")
        + (happening.IsOut ? " dir=out" : "")
        + (happening.Reader is { } reader ? $" reader={reader}" : "");
}
