using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Central.Running;
using RoomGuard.Central.Tests.Parts;

namespace RoomGuard.Central.Tests.Running;

public sealed class SupervisorTests
{
    [Fact]
    public async Task A_loop_that_failed_is_named_while_it_waits_and_a_while_after_it_runs_again()
    {
        using var meters = new TestMeters();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var supervisor = new Supervisor(meters.Central, NullLogger<Supervisor>.Instance);
        var runs = 0;
        var isAgain = new TaskCompletionSource();
        var before = TimeProvider.System.GetUtcNow();
        var running = supervisor.RunAsync(
            "mill",
            async end =>
            {
                if (++runs == 1)
                {
                    throw new InvalidOperationException("a tooth is gone");
                }

                isAgain.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, end);
            },
            stop.Token);
        Assert.Equal(["mill"], supervisor.Failed);
        await isAgain.Task;

        Assert.Empty(supervisor.Failed);
        var (loop, trouble) = Assert.Single(supervisor.Troubles);
        Assert.Equal("mill", loop);
        Assert.Contains("InvalidOperationException", trouble.What, StringComparison.Ordinal);
        Assert.DoesNotContain("tooth", trouble.What, StringComparison.Ordinal);
        Assert.InRange(trouble.Since, before, TimeProvider.System.GetUtcNow());
        Assert.Equal(1, meters["roomguard.loop.restarts/mill"]);
        await stop.CancelAsync();
        await running;
    }
}
