using RoomGuard.Central.Options;
using RoomGuard.Contract.Files;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Options;

public sealed class RetentionReaderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Without_a_word_logs_are_kept_three_years_and_thirteen_months_at_hand_and_samples_for_ever()
    {
        var options = Read("", out var faults);

        Assert.Empty(faults);
        Assert.Equal((TimeSpan.FromDays(1096), TimeSpan.FromDays(396)), (options!.Retention.Total, options.Retention.Online));
        Assert.Equal(new SeriesRetention(), options.Series.Retention);
    }

    [Fact]
    public void Less_than_three_years_or_two_months_is_refused_by_the_clause_that_forbids_it()
    {
        Assert.Null(Read("""
            "retention": { "total": "1095 d",
                           "online": "61 d" },
            """, out var faults));

        Assert.Equal(["retention.total", "retention.online"], faults.Select(fault => fault.Key));
        Assert.Equal([2, 3], faults.Select(fault => fault.Line));
        Assert.All(faults, fault => Assert.Contains("clause 38(4)", fault.Message, StringComparison.Ordinal));
        Assert.NotNull(Read("""
            "retention": { "total": "1096 d", "online": "62 d" },
            """, out _));
        Assert.Null(Read("""
            "retention": { "total": "1100 d", "online": "1200 d" },
            """, out var longer));
        Assert.Contains("longer than they are kept at all", Assert.Single(longer).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tiers_outlive_samples_and_an_own_policy_stands_beside_no_other()
    {
        var options = Read("""
            "series": { "influx": { "url": "http://127.0.0.1:8086" }, "retention": { "raw": "90 d", "minute": "400 d" } },
            """, out var none);
        Assert.Empty(none);
        Assert.Equal([("rg_raw", TimeSpan.FromDays(90)), ("rg_1m", TimeSpan.FromDays(400))], options!.Series.Influx!.Policies);

        Read("""
            "series": { "influx": { "url": "http://127.0.0.1:8086", "retention": "mine" },
                        "retention": { "raw": "90 d", "minute": "30 d", "quarterHour": "60 d" } },
            """, out var faults);
        Assert.Equal(["series.influx.retention", "series.retention.minute"], faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""
        "series": { "victoria": { "url": "http://127.0.0.1:8428" }, "retention": { "raw": "90 d" } },
        """)]
    [InlineData("""
        "series": { "influx": { "url": "http://127.0.0.1:8086", "tokenFile": "token" }, "retention": { "raw": "90 d" } },
        """)]
    public void A_store_that_keeps_by_its_own_setting_says_where_that_is(string series)
    {
        _scratch.Write("token", "t");
        Assert.Null(Read(series, out var faults));
        Assert.Contains("by its own setting", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    private CentralOptions? Read(string sections, out IReadOnlyList<SettingsFault> faults) => CentralOptions.Read(
        _scratch.Write("central.json", "{ \n" + sections + """ "mqtt": { "host": "b" }, "sites": [ { "id": "hq", "rooms": [ { "id": "r", "type": "server" } ] } ] }"""),
        out faults);
}
