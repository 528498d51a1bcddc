using System.Xml.Linq;

namespace RoomGuard.House.Tests;

public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["RoomGuard.Contract"] = [],
        ["RoomGuard.Snmp"] = [],
        ["RoomGuard.Devices"] = ["RoomGuard.Contract", "RoomGuard.Snmp"],
        ["RoomGuard.Rooms"] = ["RoomGuard.Contract"],
        ["RoomGuard.Agent"] = ["RoomGuard.Contract", "RoomGuard.Devices", "RoomGuard.Rooms"],
        ["RoomGuard.Central"] = ["RoomGuard.Contract", "RoomGuard.Rooms", "RoomGuard.Snmp"],
        ["RoomGuard.Simulator"] = ["RoomGuard.Contract", "RoomGuard.Snmp"],
        ["RoomGuard.Cli"] = ["RoomGuard.Contract", "RoomGuard.Snmp", "RoomGuard.Devices", "RoomGuard.Rooms", "RoomGuard.Agent", "RoomGuard.Central", "RoomGuard.Simulator"],
    };

    // Pure projects see the base library only; the others' parts are listed so that a new one is a decision.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["RoomGuard.Contract"] = [],
        ["RoomGuard.Snmp"] = [],
        ["RoomGuard.Rooms"] = [],
        ["RoomGuard.Devices"] = ["System.Device.Gpio", "Microsoft.Extensions.Logging.Abstractions"],
        ["RoomGuard.Simulator"] = ["Microsoft.Extensions.Logging.Abstractions"],
    };

    [Fact]
    public void There_are_exactly_the_eight_projects() =>
        Assert.Equal(MayReference.Keys.Order(StringComparer.Ordinal), Projects("src").Select(Path.GetFileNameWithoutExtension));

    [Fact]
    public void Projects_reference_only_what_their_charter_allows() =>
        SourceTree.AssertNone(
            from project in Projects("src")
            let name = Path.GetFileNameWithoutExtension(project)
            from target in References(project)
            where !MayReference[name].Contains(target)
            select $"{name} must not reference {target}");

    [Fact]
    public void Pure_projects_take_no_packages_beyond_their_list() =>
        SourceTree.AssertNone(
            from project in Projects("src")
            let name = Path.GetFileNameWithoutExtension(project)
            where MayUse.ContainsKey(name)
            from package in XDocument.Load(Path.Combine(SourceTree.Root, project)).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value)
            where !MayUse[name].Contains(package)
            select $"{name} must not use {package}");

    [Fact]
    public void Every_project_has_a_test_project_that_references_it() =>
        SourceTree.AssertNone(
            from name in MayReference.Keys
            let tests = Path.Combine("tests", name + ".Tests", name + ".Tests.csproj")
            where !File.Exists(Path.Combine(SourceTree.Root, tests)) || !References(tests).Contains(name)
            select $"{tests} is missing or does not reference {name}");

    [Fact]
    public void Every_project_says_its_charter_in_a_README() =>
        SourceTree.AssertNone(
            from name in MayReference.Keys
            let readme = Path.Combine("src", name, "README.md")
            where !File.Exists(Path.Combine(SourceTree.Root, readme)) || SourceTree.Lines(readme) is not [var title, "", { Length: > 20 }, ..] || title != $"# {name}"
            select $"{readme} must start with '# {name}', an empty line and its charter");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = SourceTree.Read("RoomGuard.sln").Replace('\\', '/');
        SourceTree.AssertNone(Projects("src").Concat(Projects("tests")).Concat(Projects("bench")).Concat(Projects("hw")).Where(project => !solution.Contains(project, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_project_opts_out_of_the_house_rules() =>
        SourceTree.AssertNone(
            from project in Projects("src").Concat(Projects("tests")).Concat(Projects("bench")).Concat(Projects("hw"))
            from element in XDocument.Load(Path.Combine(SourceTree.Root, project)).Descendants()
            where element.Name.LocalName is "TreatWarningsAsErrors" or "Nullable" or "NoWarn" or "WarningsNotAsErrors" or "EnforceCodeStyleInBuild"
                || (element.Name.LocalName == "PackageReference" && element.Attribute("Version") is not null)
            select $"{project} has its own {element.Name.LocalName}");

    [Fact]
    public void No_file_passes_over_a_warning() =>
        SourceTree.AssertNone(SourceTree.Files("src", "*.targets").Concat(SourceTree.Files("src", "*.props")).Concat(SourceTree.Files("tests", "*.targets")).Concat(SourceTree.Files("tests", "*.props")));

    [Fact]
    public void The_ban_list_reaches_every_project()
    {
        var props = SourceTree.Read("Directory.Build.props");
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", props, StringComparison.Ordinal);
        Assert.Contains("BannedSymbols.txt", props, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Projects(string folder) => SourceTree.Files(folder, "*.csproj");

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(SourceTree.Root, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
