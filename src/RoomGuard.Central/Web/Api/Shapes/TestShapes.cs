namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>A person wants a test, or confirms one.</summary>
/// <param name="Present">Must be true: a person is on site.</param>
internal sealed record TestStartRequest(bool? Present);

/// <summary>A test that waits for a second person.</summary>
/// <param name="RequestedBy">Who asked; somebody else must confirm.</param>
/// <param name="Until">Until when, UTC.</param>
internal sealed record TestRequestShape(string Equipment, string RequestedBy, DateTimeOffset Until);

/// <summary>A test that was refused, or taken back by who asked.</summary>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="RefusedBy">Who refused.</param>
internal sealed record TestTurnedDownShape(string Equipment, string RequestedBy, string RefusedBy);

/// <summary>What the agent said to the order.</summary>
/// <param name="Ok">Whether the UPS took it.</param>
/// <param name="Detail">What the agent says.</param>
/// <param name="Window">The test window that was declared; over already where the UPS did not take the order.</param>
internal sealed record TestAnswerShape(string Equipment, string Agent, bool Ok, string Detail, string Window);

/// <summary>Why a test may not be started.</summary>
/// <param name="Code">For machines.</param>
/// <param name="Text">For people.</param>
internal sealed record TestRefusalShape(string Code, NameShape Text);
