return await RoomGuard.Agent.AgentCommand.RunAsync(args, Console.Out, Console.Error);
