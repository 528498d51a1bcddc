using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Rooms.Tests.Clause35.Chains;

public sealed class JournalVerifierTests : IDisposable
{
    private readonly SignedJournal _journal = SignedJournal.Kept(23);

    public void Dispose() => _journal.Dispose();

    [Fact]
    public async Task An_untouched_export_holds_and_is_JSON()
    {
        var export = await _journal.ExportAsync();
        var proof = await SignedJournal.VerifyAsync(export, [.. _journal.Checkpoints]);
        Assert.Empty(proof.Faults);
        Assert.Equal((23L, 0L, 7L, 5L, 5L, 0L), (proof.Shown, proof.Hidden, proof.Marks, proof.Checkpoints, proof.Witnesses, proof.Unproven));
        using var document = JsonDocument.Parse(export);
        Assert.Equal(23, document.RootElement.GetProperty("entries").GetArrayLength());
        Assert.Equal("hq/srv-1", document.RootElement.GetProperty("entries")[0].GetProperty("room").GetString());
    }

    [Fact]
    public async Task Entries_that_are_not_shown_still_prove_those_that_are()
    {
        var proof = await SignedJournal.VerifyAsync(await _journal.ExportAsync(hides: no => no % 2 == 0), [.. _journal.Checkpoints]);
        Assert.Empty(proof.Faults);
        Assert.Equal((12L, 11L), (proof.Shown, proof.Hidden));
    }

    [Fact]
    public async Task Ten_thousand_mutations_are_all_found_whoever_made_them()
    {
        var random = new Random(35);
        var export = await _journal.ExportAsync();
        var witness = _journal.Checkpoints[^1];
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var missed = new List<string>();
        for (var i = 0; i < 10_000; i++)
        {
            var (name, bytes) = Mutation.Make(random, _journal, export, forger);
            var proof = await SignedJournal.VerifyAsync(bytes, witness);
            if (proof.Faults.Count == 0)
            {
                missed.Add($"{i}: {name}");
            }
        }

        Assert.Empty(missed);
    }

    [Fact]
    public async Task A_journal_that_was_made_anew_with_another_key_is_found_by_a_witness_alone()
    {
        using var forged = SignedJournal.Kept(23, word: "other");
        var export = await forged.ExportAsync();
        Assert.Empty((await SignedJournal.VerifyAsync(export)).Faults);
        Assert.Contains(_journal.Checkpoints[0].KeyId, Assert.Single((await SignedJournal.VerifyAsync(export, _journal.Checkpoints[0])).Faults).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_that_the_server_itself_cut_off_is_found_by_a_witness()
    {
        using var shorter = SignedJournal.Kept(20, _journal.Key);
        var export = await shorter.ExportAsync();
        Assert.Empty((await SignedJournal.VerifyAsync(export)).Faults);
        Assert.Contains((await SignedJournal.VerifyAsync(export, _journal.Checkpoints[^1])).Faults, fault => fault.What.Contains("its tail was cut off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_its_predecessor_announced_is_believed_and_another_is_not()
    {
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _journal.Check(Convert.ToBase64String(next.ExportSubjectPublicKeyInfo()));
        var rotated = _journal.With(next);
        rotated.Enter("""{"form":2}""");
        rotated.Check();
        var proof = await SignedJournal.VerifyAsync(await rotated.ExportAsync());
        Assert.Empty(proof.Faults);
        Assert.Equal(2, proof.Keys.Count);

        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var taken = rotated.With(stranger);
        taken.Enter("""{"form":2}""");
        taken.Check();
        Assert.Contains((await SignedJournal.VerifyAsync(await taken.ExportAsync())).Faults, fault => fault.What.Contains("no checkpoint before it announces", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_volume_that_an_act_erased_is_no_gap_and_one_without_an_act_is()
    {
        _journal.Mark(new JournalMark
        {
            Journal = SignedJournal.Journal,
            Kind = JournalMark.VolumeErased,
            At = "2030-03-02T06:00:00.000000Z",
            Volume = 1,
            First = 1,
            Last = 10,
            Head = _journal.Entries[9].Link.Hash,
        });
        _journal.Check();
        Assert.Empty((await SignedJournal.VerifyAsync(await _journal.ExportAsync(leavesOut: no => no <= 10))).Faults);
        Assert.NotEmpty((await SignedJournal.VerifyAsync(await _journal.ExportAsync(leavesOut: no => no <= 11))).Faults);
    }

    [Fact]
    public async Task Any_bytes_are_verified_or_refused()
    {
        var export = await _journal.ExportAsync();
        var random = new Random(5);
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = export[..random.Next(export.Length)];
            for (var n = random.Next(6); n > 0 && bytes.Length > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.NotEmpty((await SignedJournal.VerifyAsync(bytes)).Faults);
        }
    }

    [Fact]
    public async Task A_line_without_end_is_refused()
    {
        var bytes = new byte[6 * 1024 * 1024];
        bytes.AsSpan().Fill((byte)'a');
        Assert.Contains("longer than", Assert.Single((await SignedJournal.VerifyAsync(bytes)).Faults).What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_of_the_first_form_is_checked_by_its_content_alone()
    {
        var content = $$"""{"journal":"35.7","no":1,"previousHash":"{{ChainLink.None}}","recordedAt":"x"}""";
        Assert.True(LinkLine.TryRead(Encoding.UTF8.GetBytes(JournalExportForm.OldLine(content, ChainLink.HashOf(content), "draft")), out var line));
        Assert.Equal((0L, content[..^1]), (line.No, Encoding.UTF8.GetString(line.Content)));
    }
}
