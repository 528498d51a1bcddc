using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace RoomGuard.Testing;

/// <summary>A real program that a test starts and ends by its pid; what it prints is kept.</summary>
public sealed class RealProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private bool _isDisposed;

    private RealProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Everything printed so far, standard output and error together.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts <paramref name="program"/>.</summary>
    public static RealProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var real = new RealProcess(process);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        return real;
    }

    /// <summary>Runs a program to its end and gives its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, TimeSpan? limit = null, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        await using var process = Start(program, arguments, environment, folder);
        var exitCode = await process.WaitForExitAsync(limit ?? TimeSpan.FromSeconds(30));
        return (exitCode, process.Output);
    }

    /// <summary>Waits for the end; fails the test when it takes longer than <paramref name="limit"/>.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{_process.StartInfo.FileName} did not end within {limit}. It printed:\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits until <paramref name="isReady"/>; fails the test when the process ends first or it takes too long.</summary>
    public async Task UntilAsync(Func<Task<bool>> isReady, TimeSpan limit, string what)
    {
        var started = Stopwatch.StartNew();
        while (!await isReady())
        {
            if (_process.HasExited)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{_process.StartInfo.FileName} ended with {_process.ExitCode} before {what}. It printed:\n{Output}"));
            }

            if (started.Elapsed > limit)
            {
                Assert.Fail($"{what} did not happen within {limit}. {_process.StartInfo.FileName} printed:\n{Output}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Ends the process at once, as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>Asks the process to end (SIGTERM) and waits.</summary>
    public async Task<int> TerminateAsync(TimeSpan limit)
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        return await WaitForExitAsync(limit);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await KillAsync();
            _process.Dispose();
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _lines.Enqueue(line.Data);
            while (_lines.Count > 5_000)
            {
                _lines.TryDequeue(out _);
            }
        }
    }
}
