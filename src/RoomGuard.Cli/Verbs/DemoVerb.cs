using System.CommandLine;
using System.Globalization;
using RoomGuard.Cli.Demo;

namespace RoomGuard.Cli.Verbs;

/// <summary><c>roomguard demo</c>: a whole simulated site in one process.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port of the page on 127.0.0.1.", DefaultValueFactory = _ => 8080 };
        var scenario = new Option<string>("--scenario") { Description = "A scenario that ships with RoomGuard, or the path of a scenario file.", DefaultValueFactory = _ => "quiet-day-with-tests" };
        var speed = new Option<double>("--speed") { Description = "How many times faster than life the site's clock runs, 1 to 200.", DefaultValueFactory = _ => 90 };
        var duration = new Option<double>("--duration") { Description = "Seconds until the demo ends by itself; without it, it runs until Ctrl-C." };
        var seed = new Option<int?>("--seed") { Description = "Another seed gives another day of the same plot." };
        Within(port, 1, 65535);
        Within(speed, 1, 200);
        Within(duration, 1, 86_400);
        var command = new Command("demo", "Plays a whole site in one process: broker, devices on real sockets, agent, centre and page.") { port, scenario, speed, duration, seed };
        command.SetAction((line, stop) => DemoRun.RunAsync(
            new DemoSettings(line.GetValue(port), line.GetValue(scenario)!, line.GetValue(speed))
            {
                Duration = line.GetResult(duration) is null ? null : TimeSpan.FromSeconds(line.GetValue(duration)),
                Seed = line.GetValue(seed),
            },
            stop));
        return command;
    }

    private static void Within<T>(Option<T> option, T least, T most)
        where T : IComparable<T>, IParsable<T> => option.Validators.Add(result =>
        {
            // What is no number at all is refused by the library itself.
            if (result.Tokens is [var token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
            {
                result.AddError($"{option.Name} must be from {least} to {most}.");
            }
        });
}
