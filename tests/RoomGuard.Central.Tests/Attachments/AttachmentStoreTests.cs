using System.Security.Cryptography;
using RoomGuard.Central.Attachments;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Attachments;

public sealed class AttachmentStoreTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private AttachmentStore Store => new(_scratch.Path("attachments"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_file_is_named_after_its_bytes_and_readable_by_another_centre_on_the_folder()
    {
        var photo = Pictures.Photo();
        var id = await Store.KeepAsync(photo, Stop);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(photo.Content)), id);
        Assert.Equal(_scratch.Path("attachments", id[..2], id + ".photo.jpg"), Store.Find(id, AttachmentForm.Photo));
        Assert.Equal(photo.Content, await File.ReadAllBytesAsync(Store.Find(id, AttachmentForm.Photo)!, Stop));
        Assert.Equal(photo.Thumbnail, await File.ReadAllBytesAsync(Store.Find(id, AttachmentForm.Thumbnail)!, Stop));
        Assert.Null(Store.FindDocument(id));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Store.Find(id, AttachmentForm.Photo)!));
        }

        byte[] act = [.. "%PDF-1.7 act no. 7"u8];
        var document = await Store.KeepAsync(act, AttachmentForm.Pdf, Stop);
        Assert.Equal(AttachmentForm.Pdf, Store.FindDocument(document));
        Assert.Null(Store.Find(document, AttachmentForm.Photo));
        Assert.Equal(3, Store.Names().Count());
        Assert.Equal(1, Store.Names().Count(name => AttachmentStore.IsWhole(name, document)) - Store.Names().Count(name => name.Contains("thumbnail", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_kept_twice_at_once_is_there_once()
    {
        var photo = Pictures.Photo(200);
        var store = Store;
        var ids = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => store.KeepAsync(photo, Stop))));
        Assert.Single(ids.Distinct());
        Assert.Equal(2, store.Names().Count());
        Assert.Empty(Directory.EnumerateFiles(_scratch.Path("attachments", "incoming")));
    }

    [Fact]
    public async Task A_torn_file_of_a_power_cut_is_no_attachment_hinders_nobody_and_goes_when_it_is_old()
    {
        var photo = Pictures.Photo();
        var torn = _scratch.Write("attachments/incoming/0123.part", "half a ph");
        var fresh = _scratch.Write("attachments/incoming/4567.part", "another centre is writing this");
        File.SetLastWriteTimeUtc(torn, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        Assert.Empty(Store.Names());

        var id = await Store.KeepAsync(photo, Stop);
        Assert.False(File.Exists(torn));
        Assert.True(File.Exists(fresh));
        Assert.Equal(photo.Content, await File.ReadAllBytesAsync(Store.Find(id, AttachmentForm.Photo)!, Stop));
        Assert.Equal(2, Store.Names().Count());
    }

    [Fact]
    public async Task What_somebody_touched_is_named_and_not_overwritten()
    {
        var photo = Pictures.Photo();
        var path = Store.Find(await Store.KeepAsync(photo, Stop), AttachmentForm.Photo)!;
        await File.WriteAllTextAsync(path, "forged", Stop);
        var error = await Assert.ThrowsAsync<IOException>(() => Store.KeepAsync(photo, Stop));
        Assert.Contains("no longer has the bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal("forged", await File.ReadAllTextAsync(path, Stop));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("p1")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public void What_is_no_id_finds_nothing(string? id)
    {
        Assert.Null(Store.Find(id, AttachmentForm.Photo));
        Assert.Null(Store.FindDocument(id));
    }
}
