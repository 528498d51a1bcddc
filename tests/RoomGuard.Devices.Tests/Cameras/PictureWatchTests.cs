using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Cameras.Jpeg;
using RoomGuard.Devices.Cameras.Pictures;
using RoomGuard.Testing;
using RoomGuard.Testing.Cameras;

namespace RoomGuard.Devices.Tests.Cameras;

public sealed class PictureWatchTests
{
    private static readonly PictureRules Rules = new();

    [Fact]
    public void The_same_picture_again_and_again_is_frozen_and_a_new_one_thaws_it()
    {
        var watch = new PictureWatch(Rules);
        var first = Note(watch, 1, 0);
        Assert.Equal((ReadingKind.Absent, ReadingKind.Absent), (first.Age.Kind, first.Frozen.Kind));
        Assert.Equal((Reading.Of(0), Reading.Of(false)), Facts(Note(watch, 2, 30)));
        Assert.Equal((Reading.Of(30), Reading.Of(false)), Facts(Note(watch, 2, 60)));
        Assert.Equal((Reading.Of(90), Reading.Of(false)), Facts(Note(watch, 2, 120)));
        Assert.Equal((Reading.Of(120), Reading.Of(true)), Facts(Note(watch, 2, 150)));
        Assert.Equal((Reading.Of(0), Reading.Of(false)), Facts(Note(watch, 3, 180)));
    }

    [Fact]
    public void A_picture_that_never_changed_is_frozen_in_the_end_and_nothing_good_is_said_before()
    {
        var watch = new PictureWatch(Rules);
        Note(watch, 1, 0);
        Assert.Equal(Reading.Of(60), Note(watch, 1, 60).Age);
        Assert.False(Note(watch, 1, 90).Frozen.IsPresent);
        Assert.Equal(Reading.Of(true), Note(watch, 1, 120).Frozen);
    }

    [Fact]
    public void Few_fetches_far_apart_are_not_frozen() // a period as long as frozenAfter
    {
        var watch = new PictureWatch(Rules);
        Note(watch, 1, 0);
        Note(watch, 2, 1);
        Assert.Equal(Reading.Of(false), Note(watch, 2, 600).Frozen);
    }

    [Fact]
    public void A_camera_may_say_that_its_picture_is_old_but_not_that_an_old_one_is_new()
    {
        var watch = new PictureWatch(Rules);
        Assert.Equal(Reading.Of(700), Note(watch, 1, 0, 700).Age);
        Assert.Equal(Reading.Of(30), Note(watch, 1, 30, 0).Age);
        Assert.False(Note(new PictureWatch(Rules), 1, 0, 0).Age.IsPresent);
        Assert.False(Note(new PictureWatch(Rules), 1, 0, -50).Age.IsPresent);
    }

    [Fact]
    public void A_running_clock_over_a_frozen_picture_is_left_out_where_it_is_told()
    {
        var watch = new PictureWatch(Rules with { OverlayTop = 20 });
        for (var i = 0; i < 5; i++)
        {
            var grid = Grid(1);
            grid.Values[3] = (short)(100 + i);
            var verdict = watch.Note(grid, TimeSpan.FromSeconds(40 * i), null);
            Assert.Equal(i >= 3 ? Reading.Of(true) : verdict.Frozen, verdict.Frozen);
        }

        Assert.False(new PictureWatch(Rules).Note(Grid(1), TimeSpan.Zero, null).Frozen.IsPresent);
    }

    [Fact]
    public void A_dark_room_and_a_covered_lens_are_dark_and_a_dim_scene_is_not()
    {
        Assert.Equal(Reading.Of(true), Note(new PictureWatch(Rules), 1, 0, scale: 0.1).Dark);
        Assert.Equal(Reading.Of(true), new PictureWatch(Rules).Note(new LumaGrid(4, 4, [.. Enumerable.Repeat((short)900, 16)]), TimeSpan.Zero, null).Dark);
        Assert.Equal(Reading.Of(false), Note(new PictureWatch(Rules), 1, 0).Dark);
        Assert.Equal(Reading.Of(false), Note(new PictureWatch(Rules), 1, 0, scale: 0.3).Dark);
    }

    [Fact]
    public async Task The_noise_of_a_sensor_is_enough_to_tell_a_still_room_from_a_frozen_picture()
    {
        using var folder = new Scratch();
        var watch = new PictureWatch(Rules);
        for (var i = 0; i < 8; i++)
        {
            // One level of noise, and a compression that throws most of it away.
            var picture = await TestPicture.MakeAsync(folder, (640, 360), seed: i, noise: 1, arguments: ["-quality", "40"]);
            var verdict = watch.Note(JpegLuma.Read(picture), TimeSpan.FromSeconds(60 * i), null);
            Assert.True(i == 0 || verdict.Frozen == Reading.Of(false), $"picture {i}: {verdict.Frozen}");
        }
    }

    [Fact]
    public void Any_picture_and_any_rules_give_three_readings() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Double[0, 40], Gen.Double[0, 40], Gen.Int[0, 1]).Sample((width, height, top, bottom, seed) =>
        {
            var watch = new PictureWatch(new PictureRules { OverlayTop = top, OverlayBottom = bottom });
            var grid = new LumaGrid(width, height, [.. Enumerable.Range(seed, width * height).Select(i => (short)(i * 37 % 2040))]);
            watch.Note(grid, TimeSpan.Zero, null);
            Assert.True(watch.Note(grid, TimeSpan.FromSeconds(1), TimeSpan.FromDays(9999)).Dark.IsPresent);
        });

    private static (Reading Age, Reading Frozen) Facts(PictureVerdict verdict) => (verdict.Age, verdict.Frozen);

    private static PictureVerdict Note(PictureWatch watch, int picture, int second, int? told = null, double scale = 1) =>
        watch.Note(Grid(picture, scale), TimeSpan.FromSeconds(second), told is { } age ? TimeSpan.FromSeconds(age) : null);

    private static LumaGrid Grid(int picture, double scale = 1) => new(8, 8, [.. Enumerable.Range(0, 64).Select(i => (short)(scale * (400 + (i * 13) + picture)))]);
}
